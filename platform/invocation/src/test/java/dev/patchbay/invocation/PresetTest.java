package dev.patchbay.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.catalog.Preset;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.schema.JsonSchema;
import dev.patchbay.catalog.view.ViewContent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A toolset renames a tool, fixes one argument and hides another. */
class PresetTest {
    private static final Map<String, Object> OWN = Map.of("type", "object", "properties",
            Map.of("repository", Map.of("type", "string", "pattern", "^acme/"), "debug", Map.of("type", "boolean"),
                    "title",
                    Map.of("type", "string"), "labels", Map.of("type", "array", "maxItems", 2)),
            "required", List.of("repository"), "additionalProperties", false, "dependentRequired",
            Map.of("labels", List.of("title")));
    private static final Map<String, Object> SHOWN = Map.of("type", "object", "properties",
            Map.of("title", Map.of("type", "string", "maxLength", 5), "labels", Map.of("type", "array")));

    private final TestHost host = new TestHost();
    private final FakePolicy policy = new FakePolicy(host.registry);
    private final FakeTrail trail = new FakeTrail();
    private final AtomicReference<Map<String, ?>> seen = new AtomicReference<>(Map.of());
    private Map<String, Object> fixed = Map.of("repository", "acme/site");

    PresetTest() {
        host.with(policy.shaped(this::inToolset)).with(trail)
                .tool(ToolDefinition.builder("create_issue", "Creates an issue").inputSchema(OWN), call -> {
                    seen.set(call.arguments());
                    return CallToolResult.text("created");
                });
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private ViewContent inToolset(ViewContent all) {
        List<ToolEntry> tools = all.tools().stream().map(original -> new ToolEntry("report_bug",
                ToolDefinition.builder("report_bug", "Reports a bug").inputSchema(SHOWN).build(), "view",
                JsonSchema.compile(SHOWN), original.output(), original.handler(), original.runtime(),
                Optional.of(new Preset(original, fixed, Set.of("repository", "debug"))))).toList();
        return new ViewContent(tools, tools, all.prompts(), all.resources(), all.templates(), all.readable());
    }

    private String refusal(Map<String, Object> arguments) {
        CallToolResult result = TestHost.result(host.call("report_bug", Map.copyOf(arguments)));
        assertThat(TestHost.error(result)).containsEntry("code", "invalid_arguments");
        assertThat(seen.get()).isEmpty();
        return TestHost.text(result);
    }

    @Test
    void fixedArgumentsReachThePluginAndTheAuthorizer() {
        assertThat(TestHost.result(host.call("report_bug", Map.of("title", "Oops"))).isError()).isFalse();
        assertThat(seen.get()).isEqualTo(Map.of("title", "Oops", "repository", "acme/site"));
        assertThat(policy.asked.getFirst().arguments()).isEqualTo(seen.get());
    }

    @Test
    void theRecordHoldsWhatTheClientSentAndBothNames() {
        host.call("report_bug", Map.of("title", "Oops"));
        AuditTrail.AuditedCall call = trail.only().call;
        assertThat(call.arguments()).isEqualTo(Map.of("title", "Oops"));
        assertThat(call.name()).isEqualTo("report_bug");
        assertThat(call.target()).hasValueSatisfying(target -> {
            assertThat(target.name()).isEqualTo("report_bug");
            assertThat(target.original()).isEqualTo("team_create_issue");
        });
    }

    @Test
    void theToolsOwnNameIsNotThere() {
        assertThat(TestHost.refused(host.call("team_create_issue", Map.of("repository", "acme/site"))).reason())
                .isEqualTo(Outcome.Reason.UNKNOWN_TOOL);
    }

    @Test
    void whatIsFixedOrHiddenCannotBeSent() {
        assertThat(refusal(Map.of("repository", "acme/other"))).contains("repository is not known here");
        assertThat(refusal(Map.of("repository", "acme/site"))).contains("repository is not known here");
        assertThat(refusal(Map.of("debug", true))).contains("debug is not known here");
    }

    @Test
    void theSchemaOfTheViewIsCheckedAndThenThatOfThePlugin() {
        assertThat(refusal(Map.of("title", "Too long"))).contains("title");
        // The view's schema lets these pass, the plugin's does not
        assertThat(refusal(Map.of("labels", List.of("a")))).contains("title");
        assertThat(refusal(Map.of("title", "Oops", "labels", List.of("a", "b", "c")))).contains("labels");
        assertThat(refusal(Map.of("unheard", 1L))).contains("unheard");
    }

    @Test
    void aFixedValueThatThePluginDoesNotTakeFailsTheCall() {
        fixed = Map.of("repository", "other/site");
        assertThat(refusal(Map.of("title", "Oops"))).contains("repository");
    }
}
