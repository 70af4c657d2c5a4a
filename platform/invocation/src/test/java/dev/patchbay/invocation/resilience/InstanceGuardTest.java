package dev.patchbay.invocation.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.catalog.InstanceHealth;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.invocation.PipelineListener;
import dev.patchbay.invocation.Target;
import dev.patchbay.invocation.resilience.EntryGuard.Passed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an instance is told of its health. */
class InstanceGuardTest {
    private static final Target TARGET = new Target(Target.Kind.TOOL, "team_a", "team");

    private final HandTime time = new HandTime();
    private final Guards guards = new Guards(new ResilienceSettings(InstancePolicy.STANDARD, Map.of()),
            PipelineListener.NONE, time, time);
    private final Told runtime = new Told();

    /** Keeps what it is told; the first news may be held back on the way. */
    private static final class Told implements InstanceRuntime {
        private final List<InstanceHealth> told = new CopyOnWriteArrayList<>();
        private volatile @Nullable CountDownLatch held;

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
        public RunningWork submit(PluginWork work, Duration limit) {
            throw new AssertionError("nothing is called here");
        }

        @Override
        public void health(InstanceHealth health) {
            CountDownLatch first = held;
            held = null;
            try {
                if (first != null) {
                    first.await();
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            told.add(health);
        }
    }

    private EntryGuard tool(String name) {
        return guards.tool(runtime, "team_" + name, name);
    }

    private void end(EntryGuard guard, Verdict verdict) {
        if (guard.enter(TARGET) instanceof Passed passed) {
            guard.ended(TARGET, passed, runtime, verdict, "unavailable");
        }
    }

    private void fail(EntryGuard guard) {
        for (int i = 0; i < 5; i++) {
            end(guard, Verdict.FAILED);
        }
    }

    @Test
    void theLastNewsAreTheLatest() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        runtime.held = goOn;
        Thread one = Thread.ofPlatform().start(() -> fail(tool("a")));
        await().until(() -> runtime.held == null);
        Thread two = Thread.ofPlatform().start(() -> fail(tool("b")));
        await().until(() -> two.getState() == Thread.State.BLOCKED || two.getState() == Thread.State.TERMINATED);
        goOn.countDown();
        one.join();
        two.join();
        assertThat(runtime.told.getLast().entries()).containsOnlyKeys("team_a", "team_b");
    }

    @Test
    void whatIsTriedAgainIsTroubleButCalledAlsoBeforeAnybodyCalls() {
        fail(tool("a"));
        assertThat(runtime.told.getLast().entries()).containsOnlyKeys("team_a");
        time.pass(Duration.ofSeconds(61));
        InstanceHealth health = runtime.told.getLast();
        assertThat(health.entries()).isEmpty();
        assertThat(health.isGood()).isFalse();
        assertThat(health.text())
                .isEqualTo("the circuit breaker of tool team_a is half open: it tries whether calls succeed again");
        end(tool("a"), Verdict.ANSWERED);
        assertThat(runtime.told.getLast().isGood()).isTrue();
    }

    @Test
    void anInstanceOfWhichEverythingIsTriedAgainIsCalledToo() {
        List.of("a", "b", "c", "d").forEach(name -> fail(tool(name)));
        assertThat(runtime.told.getLast().trouble()).contains("of the plugin is open");
        time.pass(Duration.ofSeconds(61));
        InstanceHealth health = runtime.told.getLast();
        assertThat(health.trouble()).isEmpty();
        assertThat(health.entries()).isEmpty();
        assertThat(health.text()).contains("the circuit breaker of the plugin is half open");
    }
}
