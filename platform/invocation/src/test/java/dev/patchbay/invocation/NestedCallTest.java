package dev.patchbay.invocation;

import static dev.patchbay.invocation.TestHost.error;
import static dev.patchbay.invocation.TestHost.result;
import static dev.patchbay.invocation.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.content.Annotations;
import dev.patchbay.api.content.AudioContent;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.EmbeddedResource;
import dev.patchbay.api.content.ImageContent;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.content.ResourceLink;
import dev.patchbay.api.content.Role;
import dev.patchbay.api.content.TextContent;
import dev.patchbay.api.grant.NotAvailableException;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.api.input.ElicitResult.Action;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.invocation.Outcome.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tools that call tools. */
class NestedCallTest {
    private final TestHost host = new TestHost(new FakeRuntime("team", 8));

    @AfterEach
    void stop() {
        host.close();
    }

    /** A tool that calls another and gives back what that gave. */
    private void forwarding(String name, String to) {
        host.tool(name, call -> call.tools().call("team_" + to, Map.of()));
    }

    @Test
    void aGrantedToolIsCalledAsTheSameClientAndOnTheRecord() {
        FakeTrail trail = new FakeTrail();
        host.with(trail).tool("inner", call -> CallToolResult.text(call.caller().id() + " " + call.arguments()));
        host.tool("outer", call -> call.tools().call("team_inner", Map.of("n", 1)));
        host.runtime.grantTools("team_inner");
        assertThat(text(host.result("team_outer"))).contains("ada {n=1}");
        assertThat(trail.begun).extracting(each -> each.call.name()).containsExactly("team_outer", "team_inner");
        assertThat(trail.begun.getLast().call.origin()).isEqualTo(new Origin("tool", "team_outer"));
    }

    @Test
    void whatIsNotGrantedIsNamedToTheClient() {
        host.tool("inner", call -> CallToolResult.text("unreachable"));
        forwarding("outer", "inner");
        CallToolResult result = host.result("team_outer");
        assertThat(result.isError()).isTrue();
        assertThat(text(result)).contains("This needs the grant 'tools: team_inner'");
        assertThat(error(result)).containsEntry("code", "not_granted");
        host.tool("unset", call -> {
            throw new NotAvailableException("The secret 'x' has no value");
        });
        assertThat(error(host.result("team_unset"))).containsEntry("code", "not_available");
    }

    @Test
    void whatTheClientMayNotCallIsNotCalledForIt() {
        host.tool("inner", call -> CallToolResult.text("unreachable"));
        forwarding("outer", "inner");
        host.runtime.grantTools("team_inner", "team_nothing");
        host.with(new FakePolicy(host.registry).hiding("team_inner"));
        assertThat(text(host.result("team_outer"))).contains("Unknown tool: team_inner");
        forwarding("lost", "nothing");
        assertThat(text(host.result("team_lost"))).contains("Unknown tool: team_nothing");
    }

    @Test
    void aRingEndsWithATextThatShowsIt() {
        forwarding("a", "b");
        forwarding("b", "c");
        forwarding("c", "a");
        forwarding("self", "self");
        host.runtime.grantTools("team_a", "team_b", "team_c", "team_self");
        CallToolResult result = host.result("team_a");
        assertThat(result.isError()).isTrue();
        assertThat(text(result)).contains("'team_a' is not called, because it is already on the way: team_a -> team_b"
                + " -> team_c -> team_a");
        assertThat(error(result)).containsEntry("code", "tool_ring");
        assertThat(text(host.result("team_self"))).contains("team_self -> team_self");
    }

    @Test
    void toolsCallEachOtherFourDeepAndNoDeeper() {
        AtomicInteger reached = new AtomicInteger();
        for (String step : List.of("a b", "b c", "c d", "d e", "e f")) {
            forwarding(step.substring(0, 1), step.substring(2));
        }
        host.tool("f", call -> CallToolResult.text("f" + reached.incrementAndGet()));
        host.runtime.grantTools("team_b", "team_c", "team_d", "team_e", "team_f");
        assertThat(text(host.result("team_b"))).contains("f1");
        assertThat(text(host.result("team_a"))).contains("at most 4 deep");
        assertThat(reached).hasValue(1);
    }

    @Test
    void aCallEndsWithTheOneThatMadeIt() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        host.tool("inner", call -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return CallToolResult.text("late");
        });
        host.tool(ToolDefinition.builder("outer", "A tool")
                .traits(ToolTraits.defaults().deadline(Duration.ofMillis(300))),
                call -> call.tools().call("team_inner", Map.of()));
        host.runtime.grantTools("team_inner");
        assertThat(text(host.result("team_outer"))).contains("did not answer within 0.");
        assertThat(host.runtime.lastLimit()).isLessThanOrEqualTo(Duration.ofMillis(300));
        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCancelledCallCancelsTheOneItWaitsFor() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        host.tool("inner", call -> {
            call.cancellation().onCancel(cancelled::countDown);
            begun.countDown();
            Thread.sleep(60_000);
            return CallToolResult.text("late");
        });
        forwarding("outer", "inner");
        host.runtime.grantTools("team_inner");
        CompletableFuture<Outcome<CallToolResult>> outcome = new CompletableFuture<>();
        RunningCall running = host.pipeline().callTool(TestHost.invocation(), "team_outer", Map.of(),
                outcome::complete);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        running.cancel();
        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(TestHost.await(outcome)).isInstanceOf(Outcome.Cancelled.class);
    }

    @Test
    void aResultIsKeptWhileTheCallerAsks() {
        AtomicInteger calls = new AtomicInteger();
        CallToolResult rich = CallToolResult.of(List.of(new TextContent("t", new Annotations(Set.of(Role.USER),
                OptionalDouble.of(0.5), Optional.of(Instant.parse("2026-11-21T10:00:00Z")))),
                new ImageContent(new byte[]{1, 2}, "image/png", Annotations.none()),
                new AudioContent(new byte[]{3}, "audio/wav", Annotations.none()),
                new ResourceLink("x://1", "one", Optional.of("One"), Optional.empty(), Optional.of("a/b"),
                        OptionalLong.of(7), Annotations.none()),
                new EmbeddedResource(ResourceContents.text("x://2", "a/b", "two"), Annotations.none()),
                new EmbeddedResource(ResourceContents.blob("x://3", "a/b", new byte[]{4}), Annotations.none())))
                .withStructuredContent(Map.of("n", 1L)).withMeta(Map.of("x/y", "z")).asError();
        host.tool("inner", call -> {
            calls.incrementAndGet();
            return call.arguments().containsKey("rich") ? rich : CallToolResult.text("call " + calls.get());
        });
        host.tool("outer", this::askingInBetween);
        host.runtime.grantTools("team_inner");
        Outcome<CallToolResult> first = host.call("team_outer", Map.of());
        assertThat(first).isInstanceOf(Asked.class);
        assertThat(calls).hasValue(3);
        Replay replay = ((Asked<CallToolResult>) first).replay();
        Outcome<CallToolResult> second = host.call("team_outer", Map.of(), TestHost.invocation(
                new Replay(Map.of("q", new InputAnswer.Elicited(new ElicitResult(Action.ACCEPT, Map.of()))),
                        replay.values(), replay.chain()),
                CallEvents.NONE));
        assertThat(calls).as("nothing was called again").hasValue(3);
        CallToolResult kept = result(second);
        assertThat(kept.content().stream().map(ContentBlock::toString).toList().toString()).contains("call 2, call 3");
        CallToolResult again = KeptResult.ofJson(KeptResult.toJson(rich));
        assertThat(again.content()).isEqualTo(rich.content());
        assertThat(again.structuredContent()).isEqualTo(rich.structuredContent());
        assertThat(again.meta()).isEqualTo(rich.meta());
        assertThat(again.isError()).isTrue();
    }

    private CallToolResult askingInBetween(Call call) {
        CallToolResult rich = call.tools().call("team_inner", Map.of("rich", true));
        CallToolResult one = call.tools().call("team_inner", Map.of());
        CallToolResult two = call.tools().call("team_inner", Map.of());
        call.ask("q", ElicitRequest.form("Go on?").build());
        return CallToolResult.text(rich.content().size() + " " + ((TextContent) one.content().getFirst()).text() + ", "
                + ((TextContent) two.content().getFirst()).text());
    }

    @Test
    void aCalledToolCannotAsk() {
        host.tool("inner", call -> {
            call.ask("q", ElicitRequest.form("Go on?").build());
            return CallToolResult.text("unreachable");
        });
        forwarding("outer", "inner");
        host.runtime.grantTools("team_inner");
        assertThat(text(host.result("team_outer"))).contains("cannot do when another tool calls it");
    }
}
