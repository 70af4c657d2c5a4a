package dev.patchbay.catalog.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.patchbay.api.completion.CompleteResult;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.content.Annotations;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.prompt.PromptDefinition;
import dev.patchbay.api.prompt.PromptMessage;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.resource.ResourceDefinition;
import dev.patchbay.api.resource.ResourceTemplateDefinition;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.CompletionEntry;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.Kind;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.ResourceEntry;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.TemplateEntry;
import dev.patchbay.catalog.ToolEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one client sees of a snapshot. */
class ViewTest {
    private static final CompletionReference GREETED = new CompletionReference.OfPrompt("greet", "name");
    private static final CompletionReference NOTE = new CompletionReference.OfTemplate("notes://{id}", "id");

    private record NoRuntime(String instance) implements InstanceRuntime {
        @Override
        public String pluginId() {
            return instance;
        }

        @Override
        public String pluginVersion() {
            return "1.0.0";
        }

        @Override
        public RunningWork submit(PluginWork work, Duration limit) {
            throw new AssertionError("A view calls nothing");
        }
    }

    private final ToolEntry read = tool("team", "read", "one");
    private final ToolEntry write = tool("team", "write", "two");
    private final PromptEntry greet = prompt("greet", "hash");
    private final SchemeEntry notes = new SchemeEntry("notes", "notes",
            (uri, call) -> ReadResourceResult.text(uri, "text/plain", ""), new NoRuntime("team"));
    private final ResourceEntry first = resource("notes://1", "A note", Optional.empty());
    private final TemplateEntry byId = new TemplateEntry("notes://{id}",
            ResourceTemplateDefinition.of("notes://{id}", "note", "A note", "text/plain"), notes);
    private final Catalog catalog = catalog();

    private static ToolEntry tool(String instance, String name, String hash) {
        return new ToolEntry(name, ToolDefinition.builder(name, "A tool").build(), hash, value -> List.of(),
                Optional.empty(), call -> CallToolResult.text(""), new NoRuntime(instance));
    }

    private static PromptEntry prompt(String name, String hash) {
        return new PromptEntry(name, PromptDefinition.of(name, "A prompt"), hash,
                call -> GetPromptResult.of(PromptMessage.user("")), new NoRuntime("team"));
    }

    private ResourceEntry resource(String uri, String description, Optional<Double> priority) {
        ResourceDefinition plain = ResourceDefinition.of(uri, "note", description, "text/plain");
        return new ResourceEntry(uri, priority
                .map(value -> new ResourceDefinition(plain.uri(), plain.name(), plain.title(), plain.description(),
                        plain.mimeType(), plain.sizeBytes(),
                        new Annotations(Set.of(), OptionalDouble.of(value), Optional.empty())))
                .orElse(plain), notes);
    }

    private Catalog catalog() {
        CatalogRegistry registry = new CatalogRegistry();
        registry.put(new InstanceEntries("team", List.of(read, write), List.of(greet), List.of(notes), List.of(first),
                List.of(byId),
                Map.of(GREETED, new CompletionEntry((value, known, call) -> CompleteResult.of(List.of()),
                        new NoRuntime("team")), NOTE,
                        new CompletionEntry((value, known, call) -> CompleteResult.of(List.of()),
                                new NoRuntime("team")))));
        return registry.current();
    }

    private View view(ViewContent content) {
        return View.of(catalog, content);
    }

    private static ViewContent tools(List<ToolEntry> callable, List<ToolEntry> listed) {
        return new ViewContent(callable, listed, List.of(), List.of(), List.of(), uri -> true);
    }

    @Test
    void everythingIsEverything() {
        View view = View.everything(catalog);
        assertThat(view.catalog()).isSameAs(catalog);
        assertThat(view.tools()).containsExactly(read, write).isEqualTo(view.callableTools());
        assertThat(view.tool("read")).contains(read);
        assertThat(view.prompt("greet")).contains(greet);
        assertThat(view.prompts()).containsExactly(greet);
        assertThat(view.resource("notes://any/other")).contains(notes);
        assertThat(view.resources()).containsExactly(first);
        assertThat(view.template("notes://{id}")).contains(byId);
        assertThat(view.templates()).containsExactly(byId);
        assertThat(view.completion(GREETED)).isPresent();
        assertThat(view.completion(NOTE)).isPresent();
    }

    @Test
    void whatIsLeftOutIsNotThere() {
        View view = view(new ViewContent(List.of(write), List.of(write), List.of(), List.of(), List.of(),
                uri -> uri.equals("notes://2")));
        assertThat(view.tool("read")).isEmpty();
        assertThat(view.tool("write")).contains(write);
        assertThat(view.prompt("greet")).isEmpty();
        assertThat(view.resource("notes://1")).isEmpty();
        assertThat(view.resource("notes://2")).contains(notes);
        assertThat(view.resource("other://2")).isEmpty();
        assertThat(view.template("notes://{id}")).isEmpty();
    }

    @Test
    void aCompletionFollowsWhatItCompletes() {
        View onlyPrompt = view(
                new ViewContent(List.of(), List.of(), List.of(greet), List.of(), List.of(), uri -> true));
        assertThat(onlyPrompt.completion(GREETED)).isPresent();
        assertThat(onlyPrompt.completion(NOTE)).isEmpty();
        View onlyTemplate = view(
                new ViewContent(List.of(), List.of(), List.of(), List.of(), List.of(byId), uri -> true));
        assertThat(onlyTemplate.completion(GREETED)).isEmpty();
        assertThat(onlyTemplate.completion(NOTE)).isPresent();
        assertThat(onlyPrompt.completion(new CompletionReference.OfPrompt("greet", "other"))).isEmpty();
    }

    @Test
    void whatIsCallableNeedNotBeListed() {
        View view = view(tools(List.of(read, write), List.of(write)));
        assertThat(view.tools()).containsExactly(write);
        assertThat(view.callableTools()).containsExactly(read, write);
        assertThat(view.tool("read")).contains(read);
        assertThat(view.digest(Kind.TOOLS)).isEqualTo(view(tools(List.of(write), List.of(write))).digest(Kind.TOOLS));
        assertThat(view.callableDigest())
                .isEqualTo(view(tools(List.of(read, write), List.of(read))).callableDigest())
                .isNotEqualTo(view(tools(List.of(write), List.of(write))).callableDigest());
    }

    @Test
    void oneNameStandsForOneTool() {
        ToolEntry twin = tool("other", "read", "three");
        assertThatIllegalArgumentException().isThrownBy(() -> view(tools(List.of(read, twin), List.of())))
                .withMessageContaining("'read'");
    }

    @Test
    void aDigestOfToolsSaysWhetherTheListIsTheSame() {
        View view = view(tools(List.of(read, write), List.of(read, write)));
        String digest = view.digest(Kind.TOOLS);
        View sameOfOtherCode = view(
                tools(List.of(), List.of(tool("team", "read", "one"), tool("team", "write", "two"))));
        assertThat(sameOfOtherCode.digest(Kind.TOOLS)).isEqualTo(digest).hasSize(64);
        List<List<ToolEntry>> others = List.of(List.of(), List.of(read), List.of(write, read),
                List.of(read, tool("team", "write", "changed")), List.of(read, tool("team", "rewrite", "two")),
                List.of(read, tool("other", "write", "two")));
        assertThat(others.stream().map(list -> view(tools(List.of(), list)).digest(Kind.TOOLS)).distinct())
                .hasSize(others.size()).doesNotContain(digest);
    }

    @Test
    void aDigestOfResourcesSaysWhetherTheListIsTheSame() {
        List<ResourceEntry> different = List.of(first, resource("notes://2", "A note", Optional.empty()),
                resource("notes://1", "Another note", Optional.empty()),
                resource("notes://1", "A note", Optional.of(0.5)));
        assertThat(different.stream().map(this::digestOf).distinct()).hasSize(different.size());
        assertThat(digestOf(resource("notes://1", "A note", Optional.empty()))).isEqualTo(digestOf(first));
    }

    private String digestOf(ResourceEntry resource) {
        return view(new ViewContent(List.of(), List.of(), List.of(), List.of(resource), List.of(), uri -> true))
                .digest(Kind.RESOURCES);
    }

    @Test
    void aDigestOfPromptsAndTemplatesSaysWhetherTheListIsTheSame() {
        View view = View.everything(catalog);
        View other = view(new ViewContent(List.of(), List.of(), List.of(prompt("greet", "changed")), List.of(),
                List.of(new TemplateEntry("notes://{id}",
                        ResourceTemplateDefinition.of("notes://{id}", "note", "Another", "text/plain"), notes)),
                uri -> true));
        View same = view(new ViewContent(List.of(), List.of(), List.of(prompt("greet", "hash")), List.of(),
                List.of(byId), uri -> true));
        assertThat(same.digest(Kind.PROMPTS)).isEqualTo(view.digest(Kind.PROMPTS))
                .isNotEqualTo(other.digest(Kind.PROMPTS));
        assertThat(same.digest(Kind.TEMPLATES)).isEqualTo(view.digest(Kind.TEMPLATES))
                .isNotEqualTo(other.digest(Kind.TEMPLATES));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void emptyListsAreEqual(Kind kind) {
        View empty = view(tools(List.of(), List.of()));
        assertThat(view(tools(List.of(read), List.of())).digest(kind)).isEqualTo(empty.digest(kind));
        assertThat(View.everything(catalog).digest(kind)).isNotEqualTo(empty.digest(kind));
    }
}
