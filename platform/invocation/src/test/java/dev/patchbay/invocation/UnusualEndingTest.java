package dev.patchbay.invocation;

import static dev.patchbay.invocation.TestHost.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.resilience.Guards;
import dev.patchbay.invocation.resilience.HandTime;
import dev.patchbay.invocation.resilience.ResilienceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that end in a way that nobody thinks of still end, once, and say what is true. */
class UnusualEndingTest {
    private static final ToolTraits IDEMPOTENT = ToolTraits.defaults().idempotent(true);

    private final HandTime time = new HandTime();
    private final FakeTrail trail = new FakeTrail();
    private final CountDownLatch hold = new CountDownLatch(1);
    private final TestHost host = new TestHost(new FakeRuntime("team", 1)).with(trail).with(PipelineParts.NONE
            .withGuards(new Guards(ResilienceSettings.STANDARD, PipelineListener.NONE, time, time)));

    @AfterEach
    void stop() {
        hold.countDown();
        host.close();
    }

    @Test
    void aWaitThatCannotBeCountedIsToldAsADay() {
        for (Duration wait : List.of(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofDays(3_000_000))) {
            host.tool(ToolDefinition.builder("ask" + wait.toDays(), "A tool").traits(IDEMPOTENT), call -> {
                throw new ToolException("Not now").code("rate_limited").retryAfter(wait);
            });
            assertThat(error(host.result("team_ask" + wait.toDays()))).containsEntry("code", "rate_limited")
                    .containsEntry("retry_after", 86_400L);
        }
    }

    @Test
    void aCallThatOnlyWaitedForAThreadIsNoFaultOfItsTool() {
        host.tool("hog", call -> {
            hold.await();
            return CallToolResult.text("done");
        });
        host.tool(
                ToolDefinition.builder("quick", "A tool").traits(ToolTraits.defaults().deadline(Duration.ofMillis(20))),
                call -> CallToolResult.text("quick"));
        CompletableFuture<Outcome<CallToolResult>> hog = new CompletableFuture<>();
        host.pipeline().callTool(TestHost.invocation(), "team_hog", Map.of(), hog::complete);
        for (int i = 0; i < 6; i++) {
            assertThat(error(host.result("team_quick"))).as("call " + i).containsEntry("code", "busy")
                    .containsEntry("retryable", true).containsEntry("retry_after", 1L);
        }
        hold.countDown();
        TestHost.await(hog);
        assertThat(TestHost.text(host.result("team_quick"))).contains("quick");
    }

    @Test
    void aPolicyThatFailsBetweenTwoAttemptsEndsTheCall() {
        AtomicBoolean broken = new AtomicBoolean();
        Authorizer policy = Authorizer.ofEverything(host.registry);
        host.with(new Authorizer() {
            @Override
            public View view(Caller caller) {
                return policy.view(caller);
            }

            @Override
            public Decision decide(Request request) {
                if (broken.get()) {
                    throw new IllegalStateException("the policy is broken");
                }
                return policy.decide(request);
            }
        });
        host.tool(ToolDefinition.builder("ask", "A tool").traits(IDEMPOTENT), call -> {
            throw new ToolException("Not now").retryable();
        });
        CompletableFuture<Outcome<CallToolResult>> outcome = new CompletableFuture<>();
        host.pipeline().callTool(TestHost.invocation(), "team_ask", Map.of(), outcome::complete);
        Awaitility.await().until(() -> time.waits().size() == 1);
        broken.set(true);
        time.pass(time.waits().getFirst());
        assertThat(error(TestHost.result(TestHost.await(outcome)))).containsEntry("code", "internal_error");
        assertThat(trail.only().outcomes()).containsExactly("error");
    }
}
