package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.CatalogListener;
import dev.patchbay.catalog.Kind;
import dev.patchbay.catalog.ResourceEntry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.host.fixture.PluginJar;
import dev.patchbay.host.jar.StoredPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourcesTest {
    private static final String NOTES = """
            static volatile boolean broken;
            static final List<String> ids = new CopyOnWriteArrayList<>(List.of("1"));
            static volatile ResourceChanges changes;
            static volatile Callable<?> beforeList = () -> "";
            static final AtomicInteger lists = new AtomicInteger();
            static final class Notes implements ResourceConnector {
                @Override public List<ResourceDefinition> list() throws Exception {
                    lists.incrementAndGet();
                    beforeList.call();
                    if (broken) throw new IllegalStateException("disk is gone");
                    List<ResourceDefinition> all = new ArrayList<>();
                    for (String id : ids) all.add(ResourceDefinition.of("notes://" + id, id, "note", "text/plain"));
                    all.add(ResourceDefinition.of("other://x", "x", "not ours", "text/plain"));
                    return all;
                }
                @Override public List<ResourceTemplateDefinition> templates() {
                    return List.of(ResourceTemplateDefinition.of("notes://{id}", "note", "A note", "text/plain"));
                }
                @Override public ReadResourceResult read(String uri, Call call) { throw new ResourceNotFoundException(uri); }
                @Override public AutoCloseable watch(ResourceChanges to) {
                    changes = to;
                    return () -> changes = null;
                }
            }
            """;

    /** Two connectors, of which the second cannot watch. */
    private static final String PAIR = """
            static final AtomicInteger opened = new AtomicInteger();
            static final AtomicInteger tried = new AtomicInteger();
            static ResourceConnector connector(String scheme, Callable<AutoCloseable> watch) {
                return new ResourceConnector() {
                    @Override public List<ResourceDefinition> list() {
                        return List.of(ResourceDefinition.of(scheme + "://1", "1", "one", "text/plain"));
                    }
                    @Override public ReadResourceResult read(String uri, Call call) {
                        throw new ResourceNotFoundException(uri);
                    }
                    @Override public AutoCloseable watch(ResourceChanges to) throws Exception { return watch.call(); }
                };
            }
            static Contributions pair() {
                return Contributions.builder().connector("good", connector("good", () -> {
                    opened.incrementAndGet();
                    return () -> new java.io.File("%s").createNewFile();
                })).connector("bad", connector("bad", () -> {
                    tried.incrementAndGet();
                    throw new IllegalStateException("no bus");
                })).build();
            }
            """;

    @TempDir private Path folder;

    private static PluginJar notes(String id) {
        return PluginJar.of(id, "1.0.0").member(NOTES).contribution(".connector(\"notes\", new Notes())")
                .contribution(".completion(new CompletionReference.OfTemplate(\"notes://{id}\", \"id\"),"
                        + " (value, known, call) -> CompleteResult.of(ids))")
                .schemes("notes")
                .tool("add", "ids.add(String.valueOf(ids.size() + 1)); changes.listChanged(); return"
                        + " CallToolResult.text(\"\");")
                .tool("touch", "changes.updated(\"notes://1\"); return CallToolResult.text(\"\");")
                .tool("break", "broken = true; context.resourceListChanged(); return CallToolResult.text(\"\");")
                .tool("lists", "return CallToolResult.text(\"\" + lists);");
    }

    private static List<String> uris(HostFixture fixture) {
        return fixture.registry.current().resources().stream().map(ResourceEntry::uri).toList();
    }

    @Test
    void mirrorsListsAndRefreshesThemOnASignal() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            notes("notes").writeTo(fixture.jar("notes.jar"));
            fixture.start();
            Catalog catalog = fixture.registry.current();
            assertThat(uris(fixture)).containsExactly("notes://1");
            assertThat(catalog.template("notes://{id}")).isPresent();
            assertThat(catalog.scheme("notes://1")).isPresent();
            assertThat(catalog.completion(new CompletionReference.OfTemplate("notes://{id}", "id"))).isPresent();
            assertThat(fixture.instance("notes").warnings()).singleElement().asString().contains("another scheme");
            fixture.calling.call("notes_add");
            HostFixture.eventually().until(() -> uris(fixture).equals(List.of("notes://1", "notes://2")));
        }
    }

    @Test
    void asksAtMostOnceASecondHoweverOftenItIsTold() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            notes("notes").writeTo(fixture.jar("notes.jar"));
            fixture.start();
            for (int i = 0; i < 100; i++) {
                fixture.calling.call("notes_add");
            }
            HostFixture.eventually().until(() -> uris(fixture).size() == 101);
            assertThat(Integer.parseInt(fixture.calling.call("notes_lists"))).isLessThan(50);
        }
    }

    @Test
    void asksTheNextVersionWhileTheOldOneStillAnswers() throws Exception {
        Path hold = Files.createFile(folder.resolve("hold"));
        Path asked = folder.resolve("asked");
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            notes("notes").tool("hold", """
                    beforeList = () -> {
                        new java.io.File("%s").createNewFile();
                        while (new java.io.File("%s").exists()) Thread.sleep(10);
                        return "";
                    };
                    changes.listChanged();
                    return CallToolResult.text("");
                    """.formatted(literal(asked), literal(hold))).writeTo(fixture.jar("notes.jar"));
            fixture.start();
            fixture.calling.call("notes_hold");
            HostFixture.eventually().until(() -> Files.exists(asked));
            notes("notes").attribute("Plugin-Version", "2.0.0").writeTo(fixture.jar("notes.jar"));
            HostFixture.eventually().until(() -> fixture.instance("notes").version().equals(Optional.of("2.0.0")));
            fixture.calling.call("notes_add");
            HostFixture.eventually().until(() -> uris(fixture).equals(List.of("notes://1", "notes://2")));
            Files.delete(hold);
        } finally {
            Files.deleteIfExists(hold);
        }
    }

    @Test
    void tellsOfAResourceTenTimesASecondHoweverOftenItChanges() throws Exception {
        ConcurrentLinkedQueue<String> updates = new ConcurrentLinkedQueue<>();
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            fixture.registry.addListener(into(updates));
            notes("notes").tool("flood", """
                    for (int i = 0; i < 100_000; i++) changes.updated("notes://1");
                    changes.updated("notes://last");
                    return CallToolResult.text("");
                    """).writeTo(fixture.jar("notes.jar"));
            fixture.start();
            fixture.calling.call("notes_flood");
            HostFixture.eventually().until(() -> updates.contains("notes://last"));
            assertThat(updates).contains("notes://1").hasSizeLessThan(1000);
            fixture.calling.call("notes_touch");
            HostFixture.eventually().until(() -> List.copyOf(updates).getLast().equals("notes://1"));
        }
    }

    private static CatalogListener into(ConcurrentLinkedQueue<String> updates) {
        return new CatalogListener() {
            @Override
            public void listsChanged(Catalog catalog, Set<Kind> changed) {}

            @Override
            public void resourceUpdated(String uri) {
                updates.add(uri);
            }
        };
    }

    private static String literal(Path file) {
        return file.toString().replace('\\', '/');
    }

    @Test
    void keepsTheLastGoodListAndSaysSo() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            notes("notes").writeTo(fixture.jar("notes.jar"));
            fixture.start();
            fixture.calling.call("notes_break");
            HostFixture.eventually().until(() -> fixture.instance("notes").warnings().stream()
                    .anyMatch(text -> text.contains("degraded") && text.contains("disk is gone")));
            assertThat(uris(fixture)).containsExactly("notes://1");
        }
    }

    @Test
    void givesTheSecondInstanceASchemeOfItsOwnAndTranslatesSignals() throws Exception {
        ConcurrentLinkedQueue<String> updates = new ConcurrentLinkedQueue<>();
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            fixture.registry.addListener(into(updates));
            notes("notes").writeTo(fixture.jar("notes.jar"));
            fixture.start();
            notes("team").writeTo(fixture.jar("team.jar"));
            fixture.awaitTool("team_add");
            assertThat(uris(fixture)).containsExactly("notes://1", "team+notes://1");
            fixture.calling.call("team_touch");
            HostFixture.eventually().until(() -> updates.contains("team+notes://1"));
            Files.delete(fixture.jar("notes.jar"));
            HostFixture.eventually().until(() -> uris(fixture).equals(List.of("team+notes://1")));
        }
    }

    @Test
    void closesTheWatchOfOneConnectorWhenAnotherFailsAtTheStart() throws Exception {
        Path closed = folder.resolve("closed");
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            PluginJar.of("pair", "1.0.0").member(PAIR.formatted(literal(closed))).dynamic("pair()")
                    .writeTo(fixture.jar("pair.jar"));
            fixture.start();
            assertThat(fixture.instance("pair").cause()).hasValueSatisfying(
                    cause -> assertThat(cause).contains("watch of bad failed", "no bus"));
            HostFixture.eventually().until(() -> Files.exists(closed));
        }
    }

    @Test
    void opensAConnectorOnceWhileAnotherFailsAgainAndAgain() throws Exception {
        Path closed = folder.resolve("closed");
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            PluginJar.of("pair", "1.0.0").member(PAIR.formatted(literal(closed)))
                    .tool("publish", "context.publish(pair()); return CallToolResult.text(\"\");")
                    .tool("again", "context.resourceListChanged(); return CallToolResult.text(\"\" + tried);")
                    .tool("opened", "return CallToolResult.text(\"\" + opened);")
                    .writeTo(fixture.jar("pair.jar"));
            fixture.start();
            fixture.calling.call("pair_publish");
            HostFixture.eventually().until(() -> uris(fixture).equals(List.of("good://1")));
            assertThat(fixture.instance("pair").warnings()).singleElement().asString().contains("no bus");
            HostFixture.eventually().until(() -> Integer.parseInt(fixture.calling.call("pair_again")) > 1);
            assertThat(fixture.calling.call("pair_opened")).isEqualTo("1");
            assertThat(closed).doesNotExist();
        }
        assertThat(closed).exists();
    }

    @Test
    void changesContributionsWhileItRuns() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            PluginJar.of("tables", "1.0.0")
                    .dynamic("Contributions.builder().tool(ToolDefinition.builder(\"count_a\", \"Counts a\").build(),"
                            + " call -> CallToolResult.text(\"a\")).build()")
                    .tool("change", """
                            context.publish(Contributions.builder()
                                .tool(ToolDefinition.builder("count_b", "Counts b").build(), c -> CallToolResult.text("b"))
                                .tool(ToolDefinition.builder("broken", "Broken").inputSchema(Map.of("type", "object",
                                    "properties", 3)).build(), c -> CallToolResult.text("b")).build());
                            return CallToolResult.text("");
                            """)
                    .tool("twice", """
                            try {
                                context.publish(Contributions.builder().tool(ToolDefinition.builder("change", "x").build(),
                                    c -> CallToolResult.text("")).build());
                                return CallToolResult.text("taken");
                            } catch (IllegalArgumentException e) {
                                return CallToolResult.text(e.getMessage());
                            }
                            """).writeTo(fixture.jar("tables.jar"));
            fixture.start();
            assertThat(fixture.calling.call("tables_count_a")).isEqualTo("a");
            fixture.calling.call("tables_change");
            assertThat(fixture.registry.current().tools()).map(ToolEntry::name)
                    .containsExactly("tables_change", "tables_twice", "tables_count_b");
            assertThat(fixture.instance("tables").warnings()).singleElement().asString()
                    .contains("tool 'broken' is not served", "schema");
            assertThat(fixture.calling.call("tables_twice")).contains("'change'");
        }
    }

    /** Approves all; asked for {@code early} it lets the plugin publish, and goes on when that is done or waits. */
    private record PublishingMeanwhile(Path go, AtomicBoolean published) implements Approval {
        @Override
        public Verdict plugin(StoredPlugin plugin) {
            return Verdict.APPROVED;
        }

        @Override
        public Verdict definition(DefinitionRequest definition) {
            if (definition.name().equals("late")) {
                published.set(true);
            } else {
                try {
                    Files.createFile(go);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                HostFixture.eventually().until(() -> published.get() || Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().equals("publisher")
                                && thread.getState() == Thread.State.BLOCKED));
            }
            return Verdict.APPROVED;
        }
    }

    @Test
    void keepsWhatIsPublishedWhileTheStartIsBeingTakenOver() throws Exception {
        Path go = folder.resolve("go");
        try (HostFixture fixture = new HostFixture(folder, settings -> settings,
                new PublishingMeanwhile(go, new AtomicBoolean()))) {
            PluginJar.of("early", "1.0.0").member("""
                    static Contributions only(String name) {
                        return Contributions.builder().tool(ToolDefinition.builder(name, "A tool").build(),
                                call -> CallToolResult.text(name)).build();
                    }
                    static void publishLater() {
                        try {
                            while (!new java.io.File("%s").exists()) Thread.sleep(10);
                            context.publish(only("late"));
                        } catch (InterruptedException e) {
                            // the plugin is stopped
                        }
                    }
                    """.formatted(literal(go))).dynamic("only(\"early\")")
                    .onStart("new Thread(Glue::publishLater, \"publisher\").start();")
                    .writeTo(fixture.jar("early.jar"));
            fixture.start();
            fixture.awaitTool("early_late");
            assertThat(fixture.instance("early").tools()).containsExactly("early_late");
        }
    }

    @Test
    void opensAConnectorThatIsPublishedWhileThePluginStarts() throws Exception {
        Path closed = folder.resolve("closed");
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            PluginJar.of("pair", "1.0.0").member(PAIR.formatted(literal(closed))).member("""
                    static final AtomicBoolean published = new AtomicBoolean();
                    static final ResourceConnector FIRST = new ResourceConnector() {
                        @Override public List<ResourceDefinition> list() {
                            if (published.compareAndSet(false, true)) {
                                context.publish(Contributions.builder()
                                        .connector("good", connector("good", () -> () -> {})).build());
                            }
                            return List.of(ResourceDefinition.of("first://1", "1", "one", "text/plain"));
                        }
                        @Override public ReadResourceResult read(String uri, Call call) {
                            throw new ResourceNotFoundException(uri);
                        }
                    };
                    """).contribution(".connector(\"first\", FIRST)").schemes("first")
                    .writeTo(fixture.jar("pair.jar"));
            fixture.start();
            HostFixture.eventually().until(() -> uris(fixture).equals(List.of("first://1", "good://1")));
        }
    }

    @Test
    void publishesFromTheConstructor() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            PluginJar.of("early", "1.0.0")
                    .onStart("context.publish(Contributions.builder().tool(ToolDefinition.builder("
                            + "\"early\", \"Early\").build(), call -> CallToolResult.text(\"early\")).build());")
                    .writeTo(fixture.jar("early.jar"));
            fixture.start();
            assertThat(fixture.calling.call("early")).isEqualTo("early");
        }
    }
}
