package dev.patchbay.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.search.SearchTools;
import dev.patchbay.invocation.Authorizer.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client in search mode calls tools by their names and through the host's tools. */
class ForwardTest {
    private final TestHost host = new TestHost();
    private final FakePolicy policy = new FakePolicy(host.registry);
    private final FakeTrail trail = new FakeTrail();
    private final List<Target> counted = new ArrayList<>();
    private final AtomicReference<Map<String, ?>> seen = new AtomicReference<>(Map.of());
    private final SearchTools search = new SearchTools(policy::view);

    @BeforeEach
    void serve() {
        host.with(policy.shaped(search::inSearchMode)).with(trail).with((caller, target) -> {
            counted.add(target);
            return Optional.empty();
        });
        host.tool(ToolDefinition.builder("find", "Finds notes").traits(ToolTraits.defaults().readOnly(true)
                .deadline(Duration.ofSeconds(7))), call -> {
                    seen.set(call.arguments());
                    return CallToolResult.structured(Map.of("found", 3L));
                });
        host.tool(ToolDefinition.builder("remove", "Removes a note")
                .inputSchema(Map.of("type", "object", "required", List.of("id"))), call -> {
                    seen.set(call.arguments());
                    return CallToolResult.text("removed");
                });
        host.tool("ask", call -> CallToolResult.text(
                call.ask("sure", ElicitRequest.form("Sure?").bool("sure", "Sure?", false).build()).action()
                        .toString()));
        host.tool("hidden", call -> CallToolResult.text("never"));
        policy.hiding("team_hidden");
    }

    @AfterEach
    void stop() {
        search.close();
        host.close();
    }

    private Outcome<CallToolResult> through(String forward, String name, Map<String, Object> arguments) {
        return host.call(forward, Map.of("name", name, "arguments", arguments));
    }

    private static String code(Outcome<CallToolResult> outcome) {
        CallToolResult result = TestHost.result(outcome);
        assertThat(result.isError()).isTrue();
        return String.valueOf(TestHost.error(result).get("code"));
    }

    @Test
    void theInnerToolIsCalledWithItsArgumentsAndItsDeadline() {
        CallToolResult result = TestHost.result(through("call_read_tool", "team_find", Map.of("text", "a")));
        assertThat(result.structuredContent()).contains(Map.of("found", 3L));
        assertThat(seen.get()).isEqualTo(Map.of("text", "a"));
        assertThat(host.runtime.lastLabel()).isEqualTo("tools/call team_find");
        assertThat(host.runtime.lastLimit()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void allStationsSeeTheInnerToolAndNothingOfTheOuter() {
        through("call_write_tool", "team_remove", Map.of("id", 7L));
        assertThat(policy.asked).singleElement().satisfies(asked -> {
            assertThat(asked.target().name()).isEqualTo("team_remove");
            assertThat(asked.target().instance()).isEqualTo("team");
            assertThat(asked.arguments()).isEqualTo(Map.of("id", 7L));
        });
        assertThat(counted).extracting(Target::name).containsExactly("team_remove");
        assertThat(trail.only().call).satisfies(call -> {
            assertThat(call.name()).isEqualTo("team_remove");
            assertThat(call.arguments()).isEqualTo(Map.of("id", 7L));
        });
        assertThat(trail.only().outcomes()).containsExactly("ok");
    }

    @Test
    void argumentsMayBeLeftOut() {
        assertThat(TestHost.result(host.call("call_read_tool", Map.of("name", "team_find"))).isError()).isFalse();
        assertThat(seen.get()).isEmpty();
        assertThat(code(host.call("call_write_tool", Map.of("name", "team_remove")))).isEqualTo("invalid_arguments");
    }

    @Test
    void whatMayChangeSomethingIsNotCalledAsReading() {
        Outcome<CallToolResult> outcome = through("call_read_tool", "team_remove", Map.of("id", 7L));
        assertThat(code(outcome)).isEqualTo("not_read_only");
        assertThat(TestHost.text(TestHost.result(outcome))).contains("'team_remove'", "call_write_tool");
        assertThat(seen.get()).isEmpty();
        assertThat(trail.denied).singleElement().satisfies(denial -> {
            assertThat(denial.reason()).isEqualTo("not_read_only");
            assertThat(denial.call().name()).isEqualTo("team_remove");
        });
        assertThat(TestHost.result(through("call_write_tool", "team_find", Map.of())).isError()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"call_read_tool", "call_write_tool"})
    void whatIsUnknownAndWhatIsHiddenEndAlike(String forward) {
        for (String name : List.of("team_hidden", "team_unheard", "call_read_tool", "call_write_tool")) {
            Outcome<CallToolResult> outcome = through(forward, name, Map.of());
            assertThat(code(outcome)).isEqualTo("unknown_tool");
            assertThat(TestHost.result(outcome).content().getFirst().toString())
                    .contains(SearchTools.unknown(name));
        }
        assertThat(counted).isEmpty();
        assertThat(policy.asked).isEmpty();
        assertThat(trail.denied).hasSize(4).extracting(FakeTrail.Denial::reason).containsOnly("not_enabled");
    }

    @Test
    void malformedArgumentsEndAsThoseOfAnyToolDo() {
        for (Map<String, Object> arguments : List.<Map<String, Object>>of(Map.of(), Map.of("name", 1L),
                Map.of("name", "team_find", "arguments", "text"), Map.of("name", "team_find", "more", 1L))) {
            assertThat(code(host.call("call_read_tool", Map.copyOf(arguments)))).isEqualTo("invalid_arguments");
        }
        assertThat(counted).hasSize(4).extracting(Target::name).containsOnly("call_read_tool");
        assertThat(trail.denied).hasSize(4);
        assertThat(seen.get()).isEmpty();
    }

    @Test
    void aRefusalIsThatOfTheInnerTool() {
        policy.deciding(new Decision.Denied("rule", "Not on Sundays", Map.of()));
        assertThat(code(through("call_write_tool", "team_remove", Map.of("id", 7L)))).isEqualTo("rule");
        assertThat(code(through("call_read_tool", "team_find", Map.of()))).isEqualTo("rule");
        assertThat(seen.get()).isEmpty();
    }

    @Test
    void aToolThatAsksAsksThroughTheHostsToolToo() {
        assertThat(through("call_write_tool", "team_ask", Map.of())).isInstanceOf(Outcome.Asked.class);
        Pipeline.ToolCall meant = host.pipeline().toolCall(TestHost.ADA, "call_write_tool",
                Map.of("name", "team_ask", "arguments", Map.of("a", 1L)));
        assertThat(meant.name()).isEqualTo("team_ask");
        assertThat(meant.arguments()).isEqualTo(Map.of("a", 1L));
        assertThat(meant.entry()).hasValueSatisfying(entry -> assertThat(entry.name()).isEqualTo("team_ask"));
        assertThat(host.pipeline().toolCall(TestHost.ADA, "call_write_tool", Map.of("name", "team_hidden")).entry())
                .isEmpty();
    }

    @Test
    void searchingAndDescribingTakeTheOrdinaryWay() {
        assertThat(TestHost.text(TestHost.result(host.call("search_tools", Map.of("query", "remove note")))))
                .contains("team_remove").doesNotContain("team_hidden");
        assertThat(TestHost.text(TestHost.result(host.call("describe_tool", Map.of("name", "team_remove")))))
                .contains("Removes a note");
        assertThat(code(host.call("describe_tool", Map.of("name", "team_hidden")))).isEqualTo("unknown_tool");
        assertThat(code(host.call("search_tools", Map.of("query", "a", "limit", 51L)))).isEqualTo("invalid_arguments");
        assertThat(TestHost.text(TestHost.result(through("call_read_tool", "search_tools", Map.of("query", "find")))))
                .contains("team_find");
        assertThat(counted).extracting(Target::instance).containsOnly(SearchTools.INSTANCE).hasSize(5);
        assertThat(trail.begun).extracting(record -> record.call.name()).containsExactly("search_tools",
                "describe_tool", "describe_tool", "search_tools");
        assertThat(trail.begun).allSatisfy(record -> assertThat(record.ends()).hasSize(1));
    }

    @Test
    void enabledToolsStayCallableByTheirNames() {
        assertThat(TestHost.result(host.call("team_find", Map.of())).isError()).isFalse();
        assertThat(TestHost.refused(host.call("team_hidden", Map.of())).reason())
                .isEqualTo(Outcome.Reason.UNKNOWN_TOOL);
    }

    @Test
    void withoutSearchModeTheFourNamesAreNotThere() {
        policy.shaped(content -> content);
        for (String name : List.of("search_tools", "describe_tool", "call_read_tool", "call_write_tool")) {
            assertThat(TestHost.refused(host.call(name, Map.of("name", "team_find"))).reason())
                    .isEqualTo(Outcome.Reason.UNKNOWN_TOOL);
        }
        assertThat(seen.get()).isEmpty();
    }
}
