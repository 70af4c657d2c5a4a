package dev.patchbay.processor;

/** The sources of a plugin that uses everything. */
final class SamplePlugin {
    static final String NOTES = """
            package sample.notes;
            import dev.patchbay.api.*;
            import dev.patchbay.api.call.Call;
            import dev.patchbay.api.completion.*;
            import dev.patchbay.api.content.*;
            import dev.patchbay.api.prompt.*;
            import dev.patchbay.api.resource.*;
            import dev.patchbay.api.tool.*;
            import java.util.*;
            import org.jspecify.annotations.Nullable;
            @Contributes
            public final class Notes {
                enum Tone { @Schema(name = "dark") DARK, @Schema(name = "bright") BRIGHT }
                record Filters(@Schema(name = "created_after") Optional<java.time.LocalDate> createdAfter,
                        @Schema(header = "Tenant", defaultValue = "7") long tenant) {}
                record Found(long tenant) {}
                record Note(String folder, String id) {}
                @Tool(description = "Returns a \\"text\\"\\n\\u00fc", title = "Text")
                public String text(@Description("Whether to return null") @Schema(defaultValue = "false") boolean none) {
                    return none ? null : "a text";
                }
                @Tool(description = "Returns all")
                public CallToolResult full() { return CallToolResult.error("e"); }
                @Tool(description = "Returns a block")
                public TextContent block() { return ContentBlock.text("a block"); }
                @Tool(description = "Returns blocks")
                public List<? extends ContentBlock> blocks() {
                    return List.of(ContentBlock.text("one"), ContentBlock.text("two"));
                }
                @Tool(description = "Returns nothing")
                public void nothing() {}
                @Tool(description = "Returns a number")
                public int sum(@Description("The numbers") Set<Integer> numbers) {
                    return numbers.stream().mapToInt(number -> number).sum();
                }
                @Deprecated
                @Tool(name = "with-name", description = "Has a name of its own", heavy = true, openWorld = false,
                        changes = {"notes://index", "datasource:notes/note"})
                public Map<String, Object> named() { return Map.of(); }
                @Tool(description = "Tells who calls")
                public String whoCalls(@Description("Before") String prefix, Call call,
                        @Description("After") @Schema(name = "end", defaultValue = "!") String suffix) {
                    return prefix + call.caller().id() + suffix;
                }
                @Tool(description = "Filters", readOnly = true, idempotent = true, cacheSeconds = 60, cacheShared = true,
                        staleSeconds = 30, deadlineSeconds = 5, taskSupport = dev.patchbay.api.tool.TaskSupport.REQUIRED)
                public Found filtered(@Description("What to look for") Filters filters) {
                    return new Found(filters.tenant());
                }
                @Tool(description = "Describes")
                public String describe(@Description("a") @Nullable String nick, @Description("b") Optional<String> note,
                        @Description("c") @Schema(defaultValue = "50") int limit,
                        @Description("d") @Schema(defaultValue = "[\\"a\\"]") List<String> tags) {
                    return "nick=" + nick + " note=" + note + " limit=" + limit + " tags=" + tags;
                }
                @Tool(description = "Fails")
                public String fail() throws java.io.IOException { throw new java.io.IOException("disk full"); }
                @Resource(uri = "notes://index", name = "index", description = "All notes", cacheSeconds = 20)
                public String index() { return "index"; }
                @Resource(uri = "notes://raw", name = "raw", title = "Raw", description = "Bytes")
                public byte[] raw(Call call) { return new byte[] {1, 2}; }
                @ResourceTemplate(uriTemplate = "notes://{folder}/{id}", name = "note", description = "A note",
                        cacheSeconds = 40)
                public Note note(@Description("The id") String id, @Description("The folder") String folder) {
                    return new Note(folder, id);
                }
                @ResourceTemplate(uriTemplate = "notes://{id}", name = "by id", description = "A note by its id",
                        mimeType = "text/markdown")
                public ReadResourceResult byId(Call call, @Description("The id") UUID id) {
                    return ReadResourceResult.text("by-id", "text/markdown", id + " for " + call.caller().id());
                }
                @Prompt(description = "Sums up a note", title = "Summary")
                public String summarize(@Description("Which note") String id,
                        @Description("How") @Schema(title = "Tone", defaultValue = "bright") Tone tone,
                        @Description("In which language") Optional<String> language) {
                    return "Sum up " + id + " " + tone.name().toLowerCase(Locale.ROOT) + "ly, " + language;
                }
                @Prompt(description = "Says one thing")
                public PromptMessage one() { return PromptMessage.assistant("one"); }
                @Prompt(description = "Says two things")
                public List<PromptMessage> many() {
                    return List.of(PromptMessage.user("one"), PromptMessage.assistant("two"));
                }
                @Prompt(description = "Says it all")
                public GetPromptResult whole() { return new GetPromptResult(Optional.of("whole"), List.of()); }
                @Completion(prompt = "summarize", argument = "language")
                public List<String> languages(String text, Map<String, String> known) {
                    return List.of(text + known.get("id"));
                }
                @Completion(template = "notes://{id}", argument = "id")
                public CompleteResult ids(Call call, String text) {
                    return new CompleteResult(List.of(text), OptionalInt.empty(), true);
                }
                @Completion(template = "events://{day}", argument = "day")
                public List<String> days() { return List.of("today"); }
            }
            """;

    static final String EVENTS = """
            package sample.events;
            import dev.patchbay.api.*;
            import dev.patchbay.api.call.Call;
            import dev.patchbay.api.resource.*;
            import dev.patchbay.api.tool.*;
            import java.util.Map;
            import sample.archive.Archive;
            @Contributes
            @Scheme("events")
            public final class Events implements ResourceConnector, Contributor, HealthCheck, AutoCloseable {
                private final PluginContext context;
                public Events(Archive.Settings settings, PluginContext context) {
                    if (settings.folder().equals("bad")) {
                        throw new IllegalStateException("bad folder");
                    }
                    this.context = context;
                    context.resourceUpdated("created Events");
                }
                @Override
                public ReadResourceResult read(String uri, Call call) {
                    return ReadResourceResult.text(uri, "text/plain", "event");
                }
                @Override
                public Contributions contributions() {
                    context.resourceUpdated("asked");
                    return Contributions.builder().tool(ToolDefinition.builder("at_run_time", "d").build(),
                            call -> CallToolResult.text("t")).build();
                }
                @Override
                public void check() { throw new IllegalStateException("not healthy"); }
                @Override
                public void close() { context.resourceUpdated("closed Events"); }
            }
            """;

    static final String ARCHIVE = """
            package sample.archive;
            import dev.patchbay.api.*;
            import dev.patchbay.api.config.Secret;
            import dev.patchbay.api.tool.Tool;
            public final class Archive {
                private Archive() {}
                public record Settings(
                        @Description("Where the notes lie") @Schema(title = "Folder", minLength = 1) String folder,
                        @Description("How many") @Schema(minimum = "1", maximum = "100", defaultValue = "10") int limit,
                        @Description("The password") Secret password) {}
                @Contributes
                public static final class Keeper implements AutoCloseable {
                    private final Settings settings;
                    private final PluginContext context;
                    public Keeper(PluginContext context, Settings settings) {
                        this.settings = settings;
                        this.context = context;
                        context.resourceUpdated("created Archive");
                    }
                    @Tool(description = "Tells the settings")
                    public String archived() {
                        return settings.folder() + " " + settings.limit() + " " + settings.password() + " "
                                + settings.password().reveal();
                    }
                    @Override
                    public void close() { context.resourceUpdated("closed Archive"); }
                }
            }
            """;

    private SamplePlugin() {}
}
