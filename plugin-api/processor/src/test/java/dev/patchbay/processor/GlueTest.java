package dev.patchbay.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.api.completion.CompleteResult;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.prompt.PromptMessage;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.resource.ResourceConnector;
import dev.patchbay.api.resource.ResourceNotFoundException;
import dev.patchbay.api.spi.InvalidValueException;
import dev.patchbay.api.spi.JsonText;
import dev.patchbay.api.spi.StartedPlugin;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.TaskSupport;
import dev.patchbay.processor.json.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The glue of a plugin of three classes in two packages, which uses everything that annotations offer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GlueTest {
    @SuppressWarnings("NullAway.Init") // set before all tests
    private Compilation compilation;
    @SuppressWarnings("NullAway.Init") // set before each test
    private StartedPlugin plugin;
    private final FakeContext context = new FakeContext();

    @BeforeAll
    void compile() {
        compilation = Compilation.of(SamplePlugin.NOTES, SamplePlugin.EVENTS, SamplePlugin.ARCHIVE);
        assertThat(compilation.errors()).isEmpty();
    }

    @AfterAll
    void delete() throws IOException {
        compilation.close();
    }

    @BeforeEach
    void start() throws Exception {
        context.told.clear();
        plugin = compilation.glue().start(context, object("{'folder':'f','password':'secret'}"));
    }

    @Test
    void definitionsEqualTheGluesContributions() {
        assertThat(GluedDefinitions.of(plugin.declared())).isEqualTo(GluedDefinitions.of(compilation.definitions()));
    }

    @Test
    void toolsStandInTheOrderOfClassesAndMethods() {
        assertThat(plugin.declared().tools()).extracting(tool -> tool.definition().name()).containsExactly("archived",
                "text", "full", "block", "blocks", "nothing", "sum", "with-name", "who_calls", "filtered", "describe",
                "fail");
    }

    @Test
    void resultsTakeTheFormOfTheirType() throws Exception {
        assertThat(call("text", "{}").content()).containsExactly(ContentBlock.text("a text"));
        assertThat(call("full", "{}").isError()).isTrue();
        assertThat(call("block", "{}").content()).containsExactly(ContentBlock.text("a block"));
        assertThat(call("blocks", "{}").content()).containsExactly(ContentBlock.text("one"), ContentBlock.text("two"));
        assertThat(call("nothing", "{}").content()).isEmpty();
        assertThat(call("nothing", "{}").structuredContent()).isEmpty();
        assertThat(call("sum", "{'numbers':[1,2]}").structuredContent()).hasValue(3L);
    }

    @Test
    void aMethodThatReturnsNullFailsByName() {
        assertThatThrownBy(() -> call("text", "{'none':true}")).isInstanceOf(NullPointerException.class)
                .hasMessage("The method text returned null");
    }

    @Test
    void theCallIsPassedWhereverItStands() throws Exception {
        assertThat(call("who_calls", "{'prefix':'by '}").content()).containsExactly(ContentBlock.text("by tester!"));
    }

    @Test
    void absentDefaultedAndNullDiffer() throws Exception {
        assertThat(call("describe", "{'nick':null}").content())
                .containsExactly(ContentBlock.text("nick=null note=Optional.empty limit=50 tags=[a]"));
        assertThat(call("describe", "{'nick':'N','note':'','limit':1,'tags':[]}").content())
                .containsExactly(ContentBlock.text("nick=N note=Optional[] limit=1 tags=[]"));
        assertThatThrownBy(() -> call("describe", "{}")).isInstanceOf(InvalidValueException.class)
                .hasMessage("is missing");
        assertThatThrownBy(() -> call("describe", "{'nick':'N','note':null}"))
                .isInstanceOf(InvalidValueException.class).hasMessage("must not be null");
    }

    @Test
    void exceptionsOfThePluginPassUnchanged() {
        assertThatThrownBy(() -> call("fail", "{}")).isInstanceOf(IOException.class).hasMessage("disk full");
    }

    @Test
    void problemsInsideRecordsNameThePath() {
        assertThatThrownBy(() -> call("filtered", "{'filters':{'created_after':'2026-02-31'}}"))
                .isInstanceOfSatisfying(InvalidValueException.class,
                        e -> assertThat(e.path()).isEqualTo("filters.created_after"));
    }

    @Test
    void traitsAndHeadersReachTheDefinitions() {
        var definition = plugin.declared().tools().get(9).definition();
        assertThat(definition.traits().readOnly()).isTrue();
        assertThat(definition.traits().destructive()).isFalse();
        assertThat(definition.traits().cacheShared()).isTrue();
        assertThat(definition.traits().cacheFor()).hasSeconds(60);
        assertThat(definition.traits().staleFor()).hasSeconds(30);
        assertThat(plugin.declared().tools().get(7).definition().traits().changes())
                .containsExactlyInAnyOrder("notes://index", "datasource:notes/note");
        assertThat(connector("notes").cacheFor("notes://index")).hasValue(Duration.ofSeconds(20));
        assertThat(connector("notes").cacheFor("notes://a/b")).hasValue(Duration.ofSeconds(40));
        assertThat(connector("notes").cacheFor("notes://raw")).hasValue(Duration.ZERO);
        assertThat(definition.traits().deadline()).hasSeconds(5);
        assertThat(definition.traits().taskSupport()).isEqualTo(TaskSupport.REQUIRED);
        assertThat(JsonText.of(definition.inputSchema())).contains(
                "\"tenant\":{\"type\":\"integer\",\"minimum\":-9007199254740991,\"maximum\":9007199254740991,"
                        + "\"default\":7,\"x-mcp-header\":\"Tenant\"}");
    }

    @Test
    void fixedResourcesAndTemplatesOfASchemeShareAConnector() throws Exception {
        ResourceConnector notes = connector("notes");
        assertThat(notes.list()).extracting(resource -> resource.uri()).containsExactly("notes://index", "notes://raw");
        assertThat(notes.templates()).extracting(template -> template.uriTemplate())
                .containsExactly("notes://{folder}/{id}", "notes://{id}");
        assertThat(read(notes, "notes://index"))
                .isEqualTo(ReadResourceResult.text("notes://index", "text/plain", "index"));
        assertThat(read(notes, "notes://raw").contents()).singleElement().satisfies(
                contents -> assertThat(contents.mimeType()).hasValue("application/octet-stream"));
        assertThat(read(notes, "notes://a%20b/5")).isEqualTo(ReadResourceResult.text("notes://a%20b/5",
                "application/json", "{\"folder\":\"a b\",\"id\":\"5\"}"));
        assertThat(read(notes, "notes://2f1acc6c-9d3b-4c2e-8a57-0d4b7e1f9c30")).isEqualTo(
                ReadResourceResult.text("by-id", "text/markdown", "2f1acc6c-9d3b-4c2e-8a57-0d4b7e1f9c30 for tester"));
    }

    @Test
    void whatNoResourceMatchesIsNotFound() {
        ResourceConnector notes = connector("notes");
        for (String uri : List.of("notes://a/b/c", "notes://no-uuid")) {
            assertThatThrownBy(() -> read(notes, uri)).isInstanceOf(ResourceNotFoundException.class)
                    .hasMessageContaining(
                            uri);
        }
    }

    @Test
    void aConnectorClassServesItsWholeScheme() throws Exception {
        assertThat(read(connector("events"), "events://7").contents())
                .containsExactly(ResourceContents.text("events://7", "text/plain", "event"));
    }

    @Test
    void promptsTakeTextsAndReturnMessages() throws Exception {
        assertThat(prompt("summarize", Map.of("id", "42", "tone", "dark")).messages())
                .containsExactly(PromptMessage.user("Sum up 42 darkly, Optional.empty"));
        assertThat(prompt("summarize", Map.of("id", "42", "language", "de")).messages())
                .containsExactly(PromptMessage.user("Sum up 42 brightly, Optional[de]"));
        assertThat(prompt("one", Map.of()).messages()).containsExactly(PromptMessage.assistant("one"));
        assertThat(prompt("many", Map.of()).messages()).hasSize(2);
        assertThat(prompt("whole", Map.of()).description()).hasValue("whole");
        assertThatThrownBy(() -> prompt("summarize", Map.of("id", "42", "tone", "grey")))
                .isInstanceOfSatisfying(InvalidValueException.class, e -> assertThat(e.path()).isEqualTo("tone"));
    }

    @Test
    void completionsGetTheTextAndTheKnownArguments() throws Exception {
        assertThat(complete(new CompletionReference.OfPrompt("summarize", "language"), "d", Map.of("id", "42")))
                .isEqualTo(CompleteResult.of(List.of("d42")));
        assertThat(complete(new CompletionReference.OfTemplate("notes://{id}", "id"), "1", Map.of()).hasMore())
                .isTrue();
        assertThat(complete(new CompletionReference.OfTemplate("events://{day}", "day"), "", Map.of()).values())
                .containsExactly("today");
    }

    @Test
    void configurationIsDecodedWithDefaultsAndSecrets() throws Exception {
        assertThat(call("archived", "{}").content()).containsExactly(ContentBlock.text("f 10 *** secret"));
        assertThatThrownBy(() -> compilation.glue().start(context, object("{'folder':5,'password':'p'}")))
                .isInstanceOfSatisfying(InvalidValueException.class, e -> assertThat(e.path()).isEqualTo("folder"));
        String configuration = compilation.definitions().get("configuration").toString();
        assertThat(Schemas.flaws(object(configuration))).isEmpty();
        assertThat(JsonText.of(JsonParser.parse(configuration)))
                .isEqualTo(JsonText.of(object("""
                        {'type':'object','properties':{
                        'folder':{'type':'string','title':'Folder','description':'Where the notes lie','minLength':1},
                        'limit':{'type':'integer','minimum':1,'maximum':100,'description':'How many','default':10},
                        'password':{'type':'string','writeOnly':true,'format':'secret','description':'The password'}},
                        'required':['folder','password'],'additionalProperties':false}""")));
    }

    @Test
    void rolesOfTheClassesAreHonoured() throws Exception {
        assertThat(plugin.dynamic().tools()).extracting(tool -> tool.definition().name())
                .containsExactly("at_run_time");
        assertThatThrownBy(plugin::checkHealth).hasMessage("not healthy");
        assertThat(compilation.definitions().get("dynamic").asBoolean()).isTrue();
        assertThat(context.told).containsExactly("updated created Archive", "updated created Events", "updated asked");
        plugin.stop();
        assertThat(context.told).endsWith("updated closed Events", "updated closed Archive");
    }

    @Test
    void aFailingStartClosesWhatWasCreated() {
        context.told.clear();
        assertThatThrownBy(() -> compilation.glue().start(context, object("{'folder':'bad','password':'p'}")))
                .isInstanceOf(IllegalStateException.class).hasMessage("bad folder");
        assertThat(context.told).containsExactly("updated created Archive", "updated closed Archive");
    }

    private CallToolResult call(String tool, String arguments) throws Exception {
        return plugin.declared().tools().stream().filter(one -> one.definition().name().equals(tool)).findFirst()
                .orElseThrow().handler().call(new FakeCall(object(arguments)));
    }

    private GetPromptResult prompt(String name, Map<String, @Nullable Object> arguments) throws Exception {
        return plugin.declared().prompts().stream().filter(one -> one.definition().name().equals(name)).findFirst()
                .orElseThrow().handler().get(new FakeCall(arguments));
    }

    private ResourceConnector connector(String scheme) {
        return Objects.requireNonNull(plugin.declared().connectors().get(scheme));
    }

    private static ReadResourceResult read(ResourceConnector connector, String uri) throws Exception {
        return connector.read(uri, new FakeCall(Map.of()));
    }

    private CompleteResult complete(CompletionReference reference, String text, Map<String, String> known)
            throws Exception {
        return Objects.requireNonNull(plugin.declared().completions().get(reference)).complete(text, known,
                new FakeCall(Map.of()));
    }

    private static Map<String, @Nullable Object> object(String json) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (JsonParser.parse(json.replace('\'', '"')) instanceof Map<?, ?> members) {
            members.forEach((name, value) -> object.put((String) name, value));
        }
        return object;
    }
}
