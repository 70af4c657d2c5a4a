package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.CatalogListener;
import dev.patchbay.catalog.Kind;
import dev.patchbay.catalog.ReadCaching;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.host.fixture.PluginJar;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plugin says of its changes, for those who keep its results. */
class ChangesTest {
    private static final String NOTES = """
            static final class Notes implements ResourceConnector {
                @Override public ReadResourceResult read(String uri, Call call) { throw new ResourceNotFoundException(uri); }
                @Override public boolean signalsChanges() { return true; }
                @Override public boolean cacheShared() { return true; }
            }
            """;

    @TempDir private Path folder;

    private static PluginJar notes(String version) {
        return PluginJar.of("notes", version).member(NOTES).contribution(".connector(\"notes\", new Notes())")
                .schemes("notes").onStart("context.changed(\"at the start\");")
                .tool("tag", "context.changed(\"prices\"); return CallToolResult.text(\"\");")
                .tool("table", "context.changed(\"datasource:Orders/Item\"); return CallToolResult.text(\"\");")
                .tool("note", "context.changed(\"notes://1\"); return CallToolResult.text(\"\");")
                .tool("foreign", "context.changed(\"mail://1\"); context.changed(\"\"); return"
                        + " CallToolResult.text(\"\");");
    }

    @Test
    void areToldAtOnceAndUnderTheirNameInTheHost() throws Exception {
        ConcurrentLinkedQueue<Set<String>> told = new ConcurrentLinkedQueue<>();
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            fixture.registry.onChanged(told::add);
            notes("1.0.0").writeTo(fixture.jar("notes.jar"));
            fixture.start();
            assertThat(told).containsExactly(Set.of("notes\nat the start"));
            told.clear();
            fixture.calling.call("notes_tag");
            fixture.calling.call("notes_table");
            fixture.calling.call("notes_note");
            fixture.calling.call("notes_foreign");
            assertThat(told).containsExactly(Set.of("notes\nprices"),
                    Set.of("datasource:orders/item", "datasource:orders/"), Set.of("notes://1"));
        }
    }

    @Test
    void ofResourcesWhileItStartsAreToldOnceItServes() throws Exception {
        ConcurrentLinkedQueue<String> updated = new ConcurrentLinkedQueue<>();
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            fixture.registry.addListener(new CatalogListener() {
                @Override
                public void listsChanged(Catalog catalog, Set<Kind> kinds) {}

                @Override
                public void resourceUpdated(String uri) {
                    updated.add(uri);
                }
            });
            notes("1.0.0").onStart("context.resourceUpdated(\"notes://early\");").writeTo(fixture.jar("notes.jar"));
            fixture.start();
            HostFixture.eventually().untilAsserted(() -> assertThat(updated).containsExactly("notes://early"));
        }
    }

    @Test
    void aConnectorSaysOnceHowItsReadsMayBeKept() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            notes("1.0.0").writeTo(fixture.jar("notes.jar"));
            fixture.start();
            ReadCaching caching = fixture.registry.current().scheme("notes://1").orElseThrow().caching();
            assertThat(caching.signalsChanges()).isTrue();
            assertThat(caching.isShared()).isTrue();
            assertThat(caching.isUsed()).isTrue();
        }
    }

    private static String code(HostFixture fixture) {
        return fixture.registry.current().tool("notes_tag").map(ToolEntry::runtime).orElseThrow().code();
    }

    @Test
    void anotherJarIsOtherCodeThoughItsVersionIsTheSame() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            notes("1.0.0").writeTo(fixture.jar("notes.jar"));
            fixture.start();
            String before = code(fixture);
            notes("1.0.0").tool("more", "return null;").writeTo(fixture.jar("notes.jar"));
            HostFixture.eventually().until(() -> fixture.registry.current().tool("notes_more").isPresent());
            assertThat(code(fixture)).isNotEqualTo(before);
        }
    }
}
