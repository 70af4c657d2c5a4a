package dev.patchbay.catalog.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.Preset;
import dev.patchbay.catalog.ReservedNames;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.view.View;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client in search mode finds and reads, by its own view. */
class SearchToolsTest {
    private final Map<String, View> views = new HashMap<>();
    private final SearchTools search = new SearchTools(caller -> views.getOrDefault(caller.id(), view(List.of())));

    @AfterEach
    void stop() {
        search.close();
    }

    private View view(List<ToolEntry> tools) {
        CatalogRegistry registry = GeneratedTools.catalog(tools);
        return View.of(registry.current(), search.inSearchMode(GeneratedTools.content(tools)));
    }

    private void sees(String client, List<ToolEntry> tools) {
        views.put(client, view(tools));
    }

    private CallToolResult call(String client, String tool, Map<String, Object> arguments) throws Exception {
        ToolEntry entry = search.entries().stream().filter(one -> one.name().equals(tool)).findFirst().orElseThrow();
        assertThat(entry.input().check(arguments)).isEmpty();
        CallToolResult result = entry.handler().call(new TestCall(client, new HashMap<>(arguments)));
        assertThat(entry.output().orElseThrow().check(structured(result))).isEmpty();
        return result;
    }

    private CallToolResult find(String client, String query) throws Exception {
        return call(client, ReservedNames.SEARCH_TOOLS, Map.of("query", query, "limit", 50));
    }

    @SuppressWarnings("unchecked") // the host's own results are objects
    private static Map<String, Object> structured(CallToolResult result) {
        return (Map<String, Object>) result.structuredContent().orElseThrow();
    }

    @SuppressWarnings("unchecked") // the output schema says so
    private static List<Map<String, Object>> tools(CallToolResult result) {
        return (List<Map<String, Object>>) structured(result).getOrDefault("tools", List.of());
    }

    private static List<Object> names(CallToolResult result) {
        return tools(result).stream().map(tool -> tool.getOrDefault("name", "")).toList();
    }

    @Test
    void theListShowsFourToolsAndEverythingStaysCallable() {
        View view = view(GeneratedTools.thousand());
        assertThat(view.tools()).extracting(ToolEntry::name).containsExactly("search_tools", "describe_tool",
                "call_read_tool", "call_write_tool");
        assertThat(ReservedNames.TOOLS).hasSize(4)
                .containsAll(view.tools().stream().map(ToolEntry::name).toList());
        assertThat(view.tool("slack_list_message")).isPresent();
        assertThat(view.callableTools()).hasSize(1_004);
    }

    @Test
    void theHintsSayWhatMayChangeSomething() {
        assertThat(search.entries()).extracting(tool -> tool.definition().traits().readOnly()).containsExactly(true,
                true, true, false);
        assertThat(search.entries().getLast().definition().traits().destructive()).isTrue();
        assertThat(search.entries().subList(2, 4)).allMatch(tool -> tool.output().isEmpty());
    }

    @Test
    void aHitShowsWhatOneNeedsToChoose() throws Exception {
        sees("ada", List.of(GeneratedTools.tool("notes_export", "Export", "Writes\nall. " + "x".repeat(300), Map.of(),
                false), GeneratedTools.tool("notes_read", null, "Reads.", Map.of(), true)));
        CallToolResult found = find("ada", "notes_export");
        assertThat(tools(found).getFirst()).containsEntry("title", "Export").containsEntry("readOnly", false)
                .containsEntry("destructive", true)
                .hasEntrySatisfying("description", text -> assertThat(text.toString()).hasSize(200));
        assertThat(tools(found).getLast()).doesNotContainKey("title").containsEntry("readOnly", true)
                .containsEntry("destructive", false);
        assertThat(found.content().toString()).contains("2 of 2 tools fit", "- notes_export (destructive): Writes all.",
                "- notes_read (read-only): Reads.");
    }

    @Test
    void whatIsHiddenIsNeitherFoundNorCountedByAnyQuery() throws Exception {
        List<ToolEntry> all = GeneratedTools.thousand();
        List<ToolEntry> seen = all.stream().filter(tool -> !tool.name().startsWith("jira_")
                && !tool.name().endsWith("_webhook")).toList();
        Set<Object> allowed = new HashSet<>(seen.stream().map(ToolEntry::name).toList());
        sees("eve", seen);
        sees("all", all);
        List<String> queries = new ArrayList<>(List.of("", "*", "jira", "webhook", "jira_create_issue", "create",
                "jira webhook delete", "id", "where to look", "account", "search_tools", "call_write_tool"));
        GeneratedTools.SERVICES.subList(0, 8).forEach(service -> GeneratedTools.ACTIONS.forEach(
                action -> queries.add(service + " " + action)));
        ToolIndex index = ToolIndex.of(seen);
        for (String query : queries) {
            CallToolResult found = find("eve", query);
            assertThat(allowed).containsAll(names(found));
            // As if nothing else existed: the same hits in the same order, the same numbers
            ToolIndex.Found alone = index.find(query, 50);
            assertThat(names(found)).isEqualTo(alone.names());
            assertThat(structured(found)).containsEntry("total_matching", alone.matching())
                    .containsEntry("total_visible", seen.size());
        }
        assertThat(structured(find("eve", "jira"))).containsEntry("total_matching", 0);
        assertThat(structured(find("all", "jira"))).containsEntry("total_matching", 50);
    }

    @Test
    void anOverriddenToolIsFoundAsTheClientSeesIt() throws Exception {
        ToolEntry original = GeneratedTools.tool("hr_terminate", null, "Ends a contract.", Map.of("secretArgument",
                Map.of("type", "string", "description", "payroll number")), false);
        ToolDefinition shown = ToolDefinition.builder("goodbye", "Prepares a farewell party.").title("Farewell")
                .inputSchema(Map.of("type", "object")).build();
        ToolEntry overridden = new ToolEntry("goodbye", shown, "another hash", value -> List.of(), Optional.empty(),
                original.handler(), original.runtime(),
                Optional.of(new Preset(original, Map.of("secretArgument", "x"), Set.of("secretArgument"))));
        sees("ada", List.of(overridden));
        sees("bob", List.of(original));
        assertThat(names(find("ada", "farewell party"))).containsExactly("goodbye");
        assertThat(find("ada", "terminate contract payroll secretArgument hr_terminate").content().toString())
                .contains("0 of 1 tool fits. Try other words.");
        assertThat(names(find("bob", "payroll"))).containsExactly("hr_terminate");
        assertThat(structured(call("ada", ReservedNames.DESCRIBE_TOOL, Map.of("name", "goodbye"))).toString())
                .doesNotContain("secretArgument", "payroll", "hr_terminate");
    }

    @Test
    void theIndexFollowsTheView() throws Exception {
        sees("ada", List.of(GeneratedTools.tool("notes", "Keeps text.")));
        assertThat(names(find("ada", "keeps"))).containsExactly("notes");
        sees("ada", List.of(GeneratedTools.tool("notes", "Holds text."), GeneratedTools.tool("clock", "Keeps time.")));
        assertThat(names(find("ada", "keeps"))).containsExactly("clock");
        assertThat(names(find("ada", "holds"))).containsExactly("notes");
        sees("ada", List.of());
        assertThat(names(find("ada", "keeps"))).isEmpty();
    }

    @Test
    void aDescriptionIsTheWholeDefinition() throws Exception {
        ToolDefinition definition = ToolDefinition.builder("sum", "Adds.").title("Sum")
                .inputSchema(Map.of("type", "object", "properties", Map.of("a", Map.of("type", "integer"))))
                .outputSchema(Map.of("type", "object")).meta(Map.of("org.example/cost", 3L)).build();
        sees("ada", List.of(new ToolEntry("team_sum", definition, "hash", value -> List.of(), Optional.empty(),
                call -> CallToolResult.text("3"), GeneratedTools.RUNTIME)));
        CallToolResult described = call("ada", ReservedNames.DESCRIBE_TOOL, Map.of("name", "team_sum"));
        assertThat(structured(described)).containsEntry("name", "team_sum").containsEntry("title", "Sum")
                .containsEntry("description", "Adds.").containsEntry("inputSchema", definition.inputSchema())
                .containsEntry("outputSchema", Map.of("type", "object"))
                .containsEntry("annotations", Map.of("readOnlyHint", false, "destructiveHint", true, "idempotentHint",
                        false, "openWorldHint", true))
                .containsEntry("_meta", Map.of("org.example/cost", 3L));
        assertThat(described.content().toString()).contains("\"name\":\"team_sum\"", "\"inputSchema\":{");
    }

    @Test
    void whatIsNotThereAndWhatIsHiddenAreDescribedAlike() {
        sees("eve", List.of(GeneratedTools.tool("notes", "Keeps text.")));
        sees("all", List.of(GeneratedTools.tool("secret", "Keeps text.")));
        assertThatExceptionOfType(ToolException.class)
                .isThrownBy(() -> call("eve", ReservedNames.DESCRIBE_TOOL, Map.of("name", "secret")))
                .withMessage(SearchTools.unknown("secret"));
    }

    @Test
    void argumentsOutsideTheirBoundsAreRefused() {
        ToolEntry tool = search.entries().getFirst();
        assertThat(List.of(Map.of(), Map.of("query", 1L), Map.of("query", "a", "limit", 51L),
                Map.of("query", "a", "limit", 0L), Map.of("query", "a", "more", true)))
                .allSatisfy(arguments -> assertThat(tool.input().check(arguments)).isNotEmpty());
        ToolEntry forward = search.entries().getLast();
        assertThat(List.of(Map.of(), Map.of("name", ""), Map.of("name", "a".repeat(257)),
                Map.of("name", "a", "arguments", "b"), Map.of("name", "a", "arguments", List.of())))
                .allSatisfy(arguments -> assertThat(forward.input().check(arguments)).isNotEmpty());
    }

    @Test
    void onlyTheLatestIndexesAreKept() {
        ToolIndexes indexes = new ToolIndexes(5);
        View first = view(List.of(GeneratedTools.tool("a", "A."), GeneratedTools.tool("b", "B.")));
        View second = view(List.of(GeneratedTools.tool("c", "C."), GeneratedTools.tool("d", "D.")));
        ToolIndex kept = indexes.of(first);
        ToolIndex dropped = indexes.of(second);
        assertThat(indexes.of(first)).isSameAs(kept);
        indexes.of(view(List.of(GeneratedTools.tool("e", "E."), GeneratedTools.tool("f", "F."))));
        assertThat(indexes.size()).isEqualTo(2);
        assertThat(indexes.of(first)).isSameAs(kept);
        assertThat(indexes.of(second)).isNotSameAs(dropped);
        indexes.of(view(GeneratedTools.thousand().subList(0, 20)));
        assertThat(indexes.size()).isEqualTo(1);
    }

    @Test
    void anIndexKeepsNothingOfThePluginsFromWhichItWasMade() {
        ToolIndexes indexes = new ToolIndexes(100);
        WeakReference<ToolEntry> gone = new WeakReference<>(GeneratedTools.tool("a", "A."));
        ToolIndex index = indexes.of(view(List.of(Objects.requireNonNull(gone.get()))));
        for (int i = 0; i < 100 && !gone.refersTo(null); i++) {
            System.gc();
        }
        assertThat(gone.refersTo(null)).isTrue();
        assertThat(indexes.of(view(List.of(GeneratedTools.tool("a", "A."))))).isSameAs(index);
    }

    @Test
    void clientsThatSeeTheSameShareAnIndex() {
        ToolIndexes indexes = new ToolIndexes(100);
        assertThat(indexes.of(view(List.of(GeneratedTools.tool("a", "A.")))))
                .isSameAs(indexes.of(view(List.of(GeneratedTools.tool("a", "A.")))));
    }
}
