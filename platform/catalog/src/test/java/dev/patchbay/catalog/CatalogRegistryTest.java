package dev.patchbay.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.completion.CompleteResult;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.resource.ResourceConnector;
import dev.patchbay.api.resource.ResourceDefinition;
import dev.patchbay.api.resource.ResourceTemplateDefinition;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogRegistryTest {
    private final CatalogRegistry registry = new CatalogRegistry();
    private final List<String> told = new ArrayList<>();

    static final class NoRuntime implements InstanceRuntime {
        @Override
        public String instance() {
            return "none";
        }

        @Override
        public String pluginId() {
            return "none";
        }

        @Override
        public String pluginVersion() {
            return "1.0.0";
        }

        @Override
        public RunningWork submit(PluginWork work, Duration limit) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Notes implements ResourceConnector {
        @Override
        public ReadResourceResult read(String uri, Call call) {
            throw new UnsupportedOperationException();
        }
    }

    private static ToolEntry tool(String name, String description) {
        ToolDefinition definition = ToolDefinition.builder(name, description).build();
        return new ToolEntry(name, definition, CanonicalJson.sha256(DefinitionJson.of(definition)), value -> List.of(),
                Optional.empty(), call -> CallToolResult.text(""), new NoRuntime());
    }

    private static InstanceEntries tools(String instance, String... names) {
        return new InstanceEntries(instance, Stream.of(names).map(name -> tool(name, "does " + name)).toList(),
                List.of(),
                List.of(), List.of(), List.of(), Map.of());
    }

    private static InstanceEntries notes(String instance, String exposed, String... ids) {
        SchemeEntry scheme = new SchemeEntry(exposed, "notes", new Notes(), new NoRuntime());
        List<ResourceEntry> resources = Stream.of(ids).map(id -> ResourceDefinition.of("notes://" + id, id, "note",
                "text/plain")).map(each -> new ResourceEntry(scheme.toExposed(each.uri()), each, scheme)).toList();
        ResourceTemplateDefinition template = ResourceTemplateDefinition.of("notes://{id}", "note", "A note",
                "text/plain");
        String exposedTemplate = scheme.toExposed(template.uriTemplate());
        return new InstanceEntries(instance, List.of(), List.of(), List.of(scheme), resources,
                List.of(new TemplateEntry(exposedTemplate, template, scheme)),
                Map.of(new CompletionReference.OfTemplate(exposedTemplate, "id"), new CompletionEntry(
                        (value, context, call) -> CompleteResult.of(List.of()), new NoRuntime())));
    }

    private void listen() {
        registry.addListener(new CatalogListener() {
            @Override
            public void listsChanged(Catalog catalog, Set<Kind> changed) {
                told.add(changed + " " + (catalog == registry.current()));
            }

            @Override
            public void resourceUpdated(String uri) {
                told.add(uri);
            }
        });
    }

    @Test
    void ordersByInstanceAndThenAsThePluginDoes() {
        registry.put(tools("b", "b_z", "b_a"));
        registry.put(tools("a", "a_z"));
        assertThat(registry.current().tools()).extracting(ToolEntry::name).containsExactly("a_z", "b_z", "b_a");
    }

    @Test
    void refusesANameThatIsThereAndChangesNothing() {
        registry.put(tools("a", "x"));
        Catalog before = registry.current();
        assertThatIllegalArgumentException().isThrownBy(() -> registry.put(tools("b", "y", "x")))
                .withMessageContaining("'x' of instance b is in the catalog already");
        assertThat(registry.current()).isSameAs(before);
    }

    @Test
    void keepsASnapshotAsItIs() {
        registry.put(tools("a", "x"));
        Catalog before = registry.current();
        registry.remove("a");
        assertThat(before.tool("x")).isPresent();
        assertThat(registry.current().tool("x")).isEmpty();
        assertThat(registry.current().instance("a")).isEmpty();
    }

    @Test
    void countsOnlyChangesThatClientsSee() {
        listen();
        registry.put(tools("a", "x"));
        assertThat(registry.current().revision(Kind.TOOLS)).isEqualTo(2);
        assertThat(registry.current().revision(Kind.PROMPTS)).isEqualTo(1);
        registry.put(tools("a", "x"));
        assertThat(registry.current().revision(Kind.TOOLS)).isEqualTo(2);
        registry.put(
                new InstanceEntries("a", List.of(tool("x", "does something else")), List.of(), List.of(), List.of(),
                        List.of(), Map.of()));
        assertThat(registry.current().revision(Kind.TOOLS)).isEqualTo(3);
        assertThat(told).containsExactly("[TOOLS] true", "[TOOLS] true");
    }

    @Test
    void tellsWhoFollowsOfEverySnapshot() {
        List<Catalog> snapshots = new ArrayList<>();
        registry.follow(snapshots::add);
        assertThat(snapshots).containsExactly(registry.current());
        registry.put(tools("a", "x"));
        Catalog first = registry.current();
        registry.put(tools("a", "x"));
        assertThat(snapshots).hasSize(3).endsWith(first, registry.current());
        assertThat(first).isNotSameAs(registry.current());
    }

    @Test
    void findsResourcesByTheSchemeThatClientsSee() {
        listen();
        registry.put(notes("notes", "notes", "1"));
        registry.put(notes("team", "team+notes", "1", "2"));
        Catalog catalog = registry.current();
        assertThat(catalog.resources()).extracting(ResourceEntry::uri).containsExactly("notes://1", "team+notes://1",
                "team+notes://2");
        SchemeEntry scheme = catalog.scheme("team+notes://1").orElseThrow();
        assertThat(scheme.toOwn("team+notes://1")).isEqualTo("notes://1");
        assertThat(scheme.toExposed("notes://1")).isEqualTo("team+notes://1");
        assertThat(scheme.toExposed("other://1")).isEqualTo("other://1");
        assertThat(scheme.toExposed("notes-like://1")).isEqualTo("notes-like://1");
        assertThat(catalog.template("team+notes://{id}")).isPresent();
        assertThat(catalog.completion(new CompletionReference.OfTemplate("team+notes://{id}", "id"))).isPresent();
        assertThat(catalog.scheme("unknown://1")).isEmpty();
        assertThat(catalog.scheme("no colon")).isEmpty();
        registry.resourceUpdated("notes://1");
        assertThat(told).containsExactly("[RESOURCES, TEMPLATES] true", "[RESOURCES, TEMPLATES] true", "notes://1");
    }
}
