package dev.patchbay.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.InstanceUnavailableException;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.invocation.Authorizer.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The plugin is replaced between the check of a call and its hand-over. */
class SwapTest {
    private static final ToolDefinition OLD = ToolDefinition.builder("export", "Exports").build();
    private static final ToolDefinition NEW = ToolDefinition.builder("export", "Exports")
            .inputSchema(Map.of("type", "object", "required", List.of("path"))).build();

    private final TestHost host = new TestHost();
    private final FakePolicy policy = new FakePolicy(host.registry);
    private final FakeTrail trail = new FakeTrail();
    private final AtomicInteger counted = new AtomicInteger();
    private Runnable swap = () -> {
    };

    SwapTest() {
        host.with(policy).with(trail).with((caller, target) -> {
            counted.incrementAndGet();
            return Optional.empty();
        });
        serve(OLD, new Retiring(), "old");
    }

    /** Is retired at the very moment when it gets work. */
    private final class Retiring implements InstanceRuntime {
        @Override
        public String instance() {
            return "team";
        }

        @Override
        public String pluginId() {
            return "team";
        }

        @Override
        public String pluginVersion() {
            return "1.0.0";
        }

        @Override
        public RunningWork submit(PluginWork work, Duration limit) throws InstanceUnavailableException {
            swap.run();
            throw new InstanceUnavailableException(InstanceUnavailableException.Reason.RETIRED, "replaced");
        }
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private void serve(ToolDefinition definition, InstanceRuntime runtime, String answer) {
        ToolEntry entry = TestHost.entry(definition, call -> CallToolResult.text(answer), runtime);
        host.registry.put(new InstanceEntries("team", List.of(entry), List.of(), List.of(), List.of(), List.of(),
                Map.of()));
    }

    private String code() {
        return String.valueOf(TestHost.error(TestHost.result(host.call("team_export", Map.of()))).get("code"));
    }

    private void isRecordedOnceAs(String outcome) {
        assertThat(counted).hasValue(1);
        assertThat(trail.only().outcomes()).containsExactly(outcome);
        assertThat(trail.denied).isEmpty();
    }

    @Test
    void theCallGoesToTheNewOne() {
        swap = () -> serve(OLD, host.runtime, "new");
        assertThat(TestHost.text(TestHost.result(host.call("team_export", Map.of())))).contains("new");
        assertThat(policy.asked).hasSize(2);
        isRecordedOnceAs("ok");
    }

    @Test
    void theCallGoesToTheNewOneAlsoAfterItWaitedForTheDisk() {
        trail.syncing();
        swap = () -> serve(OLD, host.runtime, "new");
        CompletableFuture<Outcome<CallToolResult>> outcome = new CompletableFuture<>();
        host.pipeline().callTool(TestHost.invocation(), "team_export", Map.of(), outcome::complete);
        trail.only().synced();
        assertThat(TestHost.text(TestHost.result(TestHost.await(outcome)))).contains("new");
        isRecordedOnceAs("ok");
    }

    @Test
    void theArgumentsAreCheckedAgain() {
        swap = () -> serve(NEW, host.runtime, "new");
        assertThat(code()).isEqualTo("invalid_arguments");
        isRecordedOnceAs("error");
    }

    @Test
    void theRightIsCheckedAgain() {
        swap = () -> {
            serve(OLD, host.runtime, "new");
            policy.deciding(new Decision.Denied("rule", "Not now", Map.of()));
        };
        assertThat(code()).isEqualTo("rule");
        isRecordedOnceAs("error");
    }

    @Test
    void theScopesAreCheckedAgain() {
        swap = () -> {
            serve(OLD, host.runtime, "new");
            policy.deciding(new Decision.MissingScopes(Set.of("files:write")));
        };
        assertThat(TestHost.refused(host.call("team_export", Map.of())).reason())
                .isEqualTo(Outcome.Reason.INSUFFICIENT_SCOPE);
        isRecordedOnceAs("insufficient_scope");
    }

    @Test
    void whatWasRemovedOrHiddenIsNotThere() {
        swap = () -> host.registry.remove("team");
        assertThat(TestHost.refused(host.call("team_export", Map.of())).reason())
                .isEqualTo(Outcome.Reason.UNKNOWN_TOOL);
        isRecordedOnceAs("unknown_tool");
    }

    @Test
    void whatIsReplacedAgainAndAgainEndsAsStopped() {
        assertThat(code()).isEqualTo("stopped");
        isRecordedOnceAs("error");
    }

    @Test
    void aFaultOfTheHostInBetweenEndsTheCallToo() {
        try (LoggedIncidents log = new LoggedIncidents()) {
            swap = policy::breakDown;
            assertThat(code()).isEqualTo("internal_error");
            assertThat(log.causes()).containsExactly("broken by the test");
        }
        isRecordedOnceAs("error");
    }
}
