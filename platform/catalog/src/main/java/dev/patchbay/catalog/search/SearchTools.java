package dev.patchbay.catalog.search;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.call.Caller;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.api.tool.ToolHandler;
import dev.patchbay.catalog.CanonicalJson;
import dev.patchbay.catalog.DefinitionJson;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.schema.JsonSchema;
import dev.patchbay.catalog.view.View;
import dev.patchbay.catalog.view.ViewContent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The four tools of a client in search mode, which finds its tools by words instead of getting all of them in a list.
 * Searching and describing run on threads of the host and go through the pipeline as every tool does; for the two that
 * call another tool see {@link Forward}. Nothing is kept per client or session.
 *
 * <p>Threads: any.
 */
public final class SearchTools implements AutoCloseable {
    /** The instance to which these tools belong; no plugin's can have this name. */
    public static final String INSTANCE = "patchbay:search";

    /** Lucene advises a flag of the JVM for vectors, which nothing here uses. Held, since loggers are collected. */
    private static final Logger ADVICE = Logger
            .getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    private static final int MAX_WAITING = 64;
    private static final int MAX_INDEXED = 100_000;
    private static final int DEFAULT_LIMIT = 10;

    private final Function<Caller, View> views;
    private final ToolIndexes indexes = new ToolIndexes(MAX_INDEXED);
    private final SearchThreads threads = new SearchThreads(INSTANCE, MAX_WAITING);
    private final List<ToolEntry> entries;

    /**
     * Creates the tools and starts their threads.
     *
     * @param views what a client sees now; asked while a search runs
     */
    public SearchTools(Function<Caller, View> views) {
        ADVICE.setLevel(Level.SEVERE);
        this.views = views;
        this.entries = List.of(entry(SearchDefinitions.searchTools(), this::search),
                entry(SearchDefinitions.describeTool(), this::describe),
                entry(SearchDefinitions.callReadTool(), Forward.READ),
                entry(SearchDefinitions.callWriteTool(), Forward.WRITE));
    }

    private ToolEntry entry(ToolDefinition definition, ToolHandler handler) {
        return new ToolEntry(definition.name(), definition, CanonicalJson.sha256(DefinitionJson.of(definition)),
                JsonSchema.compile(definition.inputSchema()), definition.outputSchema().map(JsonSchema::compile),
                handler, threads);
    }

    /**
     * Returns the four tools.
     *
     * @return in the order in which they are listed
     */
    public List<ToolEntry> entries() {
        return entries;
    }

    /**
     * Returns what a client in search mode sees: the four tools in the list, and everything to call.
     *
     * @param content what the client would see if it listed its tools
     * @return what it sees
     */
    public ViewContent inSearchMode(ViewContent content) {
        return new ViewContent(Stream.concat(content.tools().stream(), entries.stream()).toList(), entries,
                content.prompts(), content.resources(), content.templates(), content.readable());
    }

    /** Returns the tools of a view that can be found. */
    static List<ToolEntry> searched(View view) {
        return view.callableTools().stream().filter(tool -> !tool.runtime().instance().equals(INSTANCE)).toList();
    }

    private CallToolResult search(Call call) {
        View view = views.apply(call.caller());
        Map<String, @Nullable Object> arguments = call.arguments();
        String query = (String) Objects.requireNonNull(arguments.get("query"), "the schema requires it");
        int limit = arguments.get("limit") instanceof Number number ? number.intValue() : DEFAULT_LIMIT;
        ToolIndex index = indexes.of(view);
        ToolIndex.Found found = index.find(query, limit);
        List<ToolEntry> tools = found.names().stream().flatMap(name -> view.tool(name).stream()).toList();
        return SearchResults.found(tools, found.matching(), index.size());
    }

    private CallToolResult describe(Call call) {
        String name = Forward.innerName(call.arguments());
        return SearchResults.definition(views.apply(call.caller()).tool(name)
                .orElseThrow(() -> new ToolException(unknown(name)).code("unknown_tool")));
    }

    /**
     * Returns what a client is told that names a tool which is not there for it.
     *
     * @param name the name
     * @return what is wrong and what to do
     */
    public static String unknown(String name) {
        return "There is no tool '" + name + "' for you. Find tools and their exact names with search_tools.";
    }

    /** Ends the threads; searches that run or wait are given up. */
    @Override
    public void close() {
        threads.close();
    }
}
