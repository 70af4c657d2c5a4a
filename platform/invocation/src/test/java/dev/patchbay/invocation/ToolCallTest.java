package dev.patchbay.invocation;

import static dev.patchbay.invocation.TestHost.error;
import static dev.patchbay.invocation.TestHost.refused;
import static dev.patchbay.invocation.TestHost.result;
import static dev.patchbay.invocation.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.spi.InvalidValueException;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.InstanceUnavailableException.Reason;
import dev.patchbay.invocation.Outcome.Completed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolCallTest {
    private final TestHost host = new TestHost();

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void aCallReachesTheToolAndItsResultComesBack() {
        host.tool("add", call -> CallToolResult.structured(number(call, "a") + number(call, "b")));
        Outcome<CallToolResult> outcome = host.call("team_add", Map.of("a", 2L, "b", 3L));
        assertThat(result(outcome).structuredContent()).contains(5L);
        assertThat(host.runtime.lastLabel()).isEqualTo("tools/call team_add");
    }

    private static long number(Call call, String argument) {
        return call.arguments().get(argument) instanceof Long number ? number : 0;
    }

    @Test
    void aCallRunsOnAThreadOfTheInstanceAndHandingItInDoesNotWait() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        CompletableFuture<Boolean> mayGoOn = new CompletableFuture<>();
        host.tool("wait", call -> {
            thread.set(Thread.currentThread());
            return CallToolResult.text("went on: " + mayGoOn.join());
        });
        CompletableFuture<Outcome<CallToolResult>> outcome = new CompletableFuture<>();
        host.pipeline().callTool(TestHost.invocation(), "team_wait", Map.of(), outcome::complete);
        assertThat(outcome).isNotDone();
        mayGoOn.complete(true);
        assertThat(text(result(TestHost.await(outcome)))).contains("went on: true");
        assertThat(thread.get()).isNotEqualTo(Thread.currentThread());
    }

    @Test
    void theToolSeesWhoCallsWithWhatUntilWhenAndWhatTheClientCanBeAsked() {
        host.tool("look", call -> CallToolResult.text(call.caller().id() + " " + call.arguments() + " "
                + call.clientCapabilities().roots() + " " + call.deadline().equals(call.deadline()) + " "
                + (call.remaining().toSeconds() >= 20)));
        assertThat(text(result(host.call("team_look", Map.of("x", 1L))))).contains("ada {x=1} true true true");
    }

    @Test
    void aToolCannotChangeTheArguments() {
        host.tool("write", call -> {
            assertThatThrownBy(() -> call.arguments().put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
            return CallToolResult.text("tried");
        });
        assertThat(text(host.result("team_write"))).contains("tried");
    }

    @Test
    void anUnknownToolIsRefused() {
        var refused = refused(host.call("nonexistent_tool", Map.of()));
        assertThat(refused.reason()).isEqualTo(Outcome.Reason.UNKNOWN_TOOL);
        assertThat(refused.message()).isEqualTo("Unknown tool: nonexistent_tool");
    }

    @Test
    void aToolThatTheCallerMayNotUseLooksLikeAnUnknownOneBeforeAnythingElseIsChecked() {
        host.with(new FakePolicy(host.registry).hiding("team_add")).tool(ToolDefinition.builder("add", "Adds")
                .inputSchema(Map.of("type", "object", "required", List.of("a"))),
                call -> CallToolResult.text("called"));
        assertThat(refused(host.call("team_add", Map.of())).message()).isEqualTo("Unknown tool: team_add");
    }

    @Test
    void everyBadArgumentIsNamedInTheText() {
        host.tool(ToolDefinition.builder("add", "Adds").inputSchema(Map.of("type", "object", "properties",
                Map.of("a", Map.of("type", "integer"), "b", Map.of("type", "integer")), "required",
                List.of("a", "b"))), call -> CallToolResult.text("called"));
        CallToolResult result = result(host.call("team_add", Map.of("b", "x")));
        assertThat(result.isError()).isTrue();
        assertThat(text(result)).contains("Invalid arguments: ", "a is required",
                ", ", "b must be an integer, but is \"x\"");
        assertThat(error(result)).contains(entry("code", "invalid_arguments"), entry("retryable", false));
    }

    @Test
    void aValueThatFitsTheSchemaButNotTheTypeIsABadArgumentToo() {
        host.tool("date", call -> {
            throw new InvalidValueException("filters.after", "is no day of the calendar");
        });
        assertThat(text(host.result("team_date")))
                .contains("Invalid arguments: filters.after is no day of the calendar");
    }

    @Test
    void argumentsThatAreTooLargeAreRefusedBeforeTheyAreChecked() {
        host.with(new PipelineOptions(Duration.ofSeconds(5), 1_000, 1_000)).tool("any",
                call -> CallToolResult.text("called"));
        CallToolResult result = result(host.call("team_any", Map.of("text", "x".repeat(1_001))));
        assertThat(text(result)).contains("The arguments are larger than 1000 bytes");
        assertThat(error(result)).contains(entry("code", "arguments_too_large"));
    }

    @Test
    void aDeclaredFailureGoesToTheModelWithAllItsDetails() {
        host.tool("fail", call -> {
            throw new ToolException("There is no note 42. Call list_notes.").code("not_found")
                    .retryAfter(Duration.ofMillis(1500)).suggestion("Call list_notes");
        });
        CallToolResult result = host.result("team_fail");
        assertThat(result.isError()).isTrue();
        assertThat(text(result)).contains("There is no note 42. Call list_notes.");
        assertThat(error(result)).isEqualTo(Map.of("code", "not_found", "retryable", true, "retry_after", 2L,
                "suggestions", List.of("Call list_notes")));
    }

    @Test
    void aDeclaredFailureWithoutDetailsHasACodeAllTheSame() {
        host.tool("fail", call -> {
            throw new ToolException("No.");
        });
        assertThat(error(host.result("team_fail"))).isEqualTo(Map.of("code", "tool_error", "retryable", false));
    }

    @Test
    void theDeadlineIsTheToolsOwnOrElseThatOfTheHost() {
        host.with(new PipelineOptions(Duration.ofSeconds(7), 1_000))
                .tool(ToolDefinition.builder("slow", "Slow").traits(
                        ToolTraits.defaults().deadline(Duration.ofMinutes(5))), call -> CallToolResult.text("done"))
                .tool("normal", call -> CallToolResult.text("done"));
        host.result("team_slow");
        assertThat(host.runtime.lastLimit()).isEqualTo(Duration.ofMinutes(5));
        host.result("team_normal");
        assertThat(host.runtime.lastLimit()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aCallPastItsDeadlineIsGivenUpWithATextThatHelps() {
        CompletableFuture<Boolean> never = new CompletableFuture<>();
        host.tool(ToolDefinition.builder("hang", "Hangs").traits(
                ToolTraits.defaults().deadline(Duration.ofMillis(100))), call -> {
                    never.get();
                    return CallToolResult.text("late");
                });
        CallToolResult result = host.result("team_hang");
        assertThat(result.isError()).isTrue();
        assertThat(text(result)).contains("did not answer within 0.1 s");
        assertThat(error(result)).contains(entry("code", "timeout"), entry("retryable", true));
    }

    @ParameterizedTest
    @CsvSource({"BUSY, busy, true, 1", "QUARANTINED, quarantined, false,", "RETIRED, stopped, true,"})
    void anInstanceThatTakesNoWorkIsAFailureThatSaysWhatToDo(Reason reason, String code, boolean retryable,
            Long retryAfter) {
        host.tool("any", call -> CallToolResult.text("called"));
        host.runtime.refuse(reason);
        CallToolResult result = host.result("team_any");
        assertThat(result.isError()).isTrue();
        assertThat(error(result).get("code")).isEqualTo(code);
        assertThat(error(result).get("retryable")).isEqualTo(retryable);
        assertThat(error(result).get("retry_after")).isEqualTo(retryAfter);
    }

    @ParameterizedTest
    @CsvSource({"STOPPED, stopped, true", "QUARANTINED, quarantined, false"})
    void aCallThatTheHostGivesUpSaysWhy(dev.patchbay.catalog.InstanceRuntime.Cause cause, String code,
            boolean retryable) {
        CompletableFuture<Boolean> runs = new CompletableFuture<>();
        CompletableFuture<Boolean> never = new CompletableFuture<>();
        host.tool("hang", call -> {
            runs.complete(true);
            never.get();
            return CallToolResult.text("late");
        });
        CompletableFuture<Outcome<CallToolResult>> outcome = new CompletableFuture<>();
        host.pipeline().callTool(TestHost.invocation(), "team_hang", Map.of(), outcome::complete);
        TestHost.await(runs);
        host.runtime.giveUpAll(cause);
        CallToolResult result = result(TestHost.await(outcome));
        assertThat(error(result)).contains(entry("code", code), entry("retryable", retryable));
    }

    @Test
    void aCallThatMeetsAReplacedGenerationGoesToTheNewOne() {
        FakeRuntime next = new FakeRuntime("team");
        try {
            host.tool("add", call -> CallToolResult.text("old"));
            AtomicInteger counted = new AtomicInteger();
            host.with((caller, target) -> {
                // The swap comes between the look-up and the hand-over
                if (counted.incrementAndGet() == 1) {
                    host.runtime.refuse(Reason.RETIRED);
                    host.registry.put(new InstanceEntries("team", List.of(TestHost.entry(
                            ToolDefinition.builder("add", "Adds").build(), call -> CallToolResult.text("new"), next)),
                            List.of(), List.of(), List.of(), List.of(), Map.of()));
                }
                return Optional.empty();
            });
            assertThat(text(host.result("team_add"))).contains("new");
            assertThat(counted).as("it counts once").hasValue(1);
        } finally {
            next.close();
        }
    }

    @Test
    void aCallThatMeetsARemovedGenerationFindsNoTool() {
        host.tool("add", call -> CallToolResult.text("old"));
        host.with((caller, target) -> {
            host.runtime.refuse(Reason.RETIRED);
            host.registry.remove("team");
            return Optional.empty();
        });
        assertThat(refused(host.call("team_add", Map.of())).message()).isEqualTo("Unknown tool: team_add");
    }

    @Test
    void aConsumerThatThrowsHarmsNoThreadOfThePlugin() {
        host.tool("any", call -> CallToolResult.text("called"));
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        host.pipeline().callTool(TestHost.invocation(), "team_any", Map.of(), outcome -> {
            told.complete(outcome instanceof Completed);
            throw new IllegalStateException("the connection is gone");
        });
        assertThat(TestHost.await(told)).isTrue();
        assertThat(text(host.result("team_any"))).contains("called");
    }

    @Test
    void limitsMustBePositive() {
        assertThatThrownBy(() -> new PipelineOptions(Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PipelineOptions(Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
