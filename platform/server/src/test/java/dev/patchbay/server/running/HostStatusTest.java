package dev.patchbay.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.catalog.InstanceHealth;
import dev.patchbay.host.HostReport;
import dev.patchbay.host.InstanceGrants;
import dev.patchbay.host.InstanceReport;
import dev.patchbay.host.PluginState;
import dev.patchbay.host.runtime.LostCall;
import dev.patchbay.host.runtime.PoolReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostStatusTest {
    private static String lostCall(boolean spinning, String... stack) {
        LostCall call = new LostCall("tools/call slow_go", "slow-1", Instant.parse("2026-01-01T00:00:00Z"), spinning,
                List.of(stack));
        PoolReport pool = new PoolReport(1, 0, 0, Optional.empty(), InstanceHealth.GOOD, 1, List.of(call));
        InstanceReport instance = new InstanceReport("slow", "slow", PluginState.STARTED, Optional.empty(),
                Optional.of("1.0.0"), Optional.empty(), "slow", List.of(), List.of(), List.of(), 0, 0,
                Optional.of(pool), 0, InstanceGrants.NONE, List.of(), List.of());
        return HostStatus.of(new HostReport(List.of(), List.of(instance), List.of(), 0)).instances().getFirst()
                .lostCalls().getFirst();
    }

    @Test
    void showsALostCallWithTheFramesOfThePluginButNotThoseOfTheHost() {
        assertThat(lostCall(false, "java.base/jdk.internal.misc.Unsafe.park(Native Method)",
                "slow@1.0.0//dev.example.Plugin.go(Plugin.java:9)",
                "app//dev.patchbay.invocation.Run.run(Run.java:90)", "java.base/java.lang.Thread.run(Thread.java:1)"))
                .isEqualTo("tools/call slow_go on thread slow-1, blocked since 2026-01-01T00:00:00Z at"
                        + " java.base/jdk.internal.misc.Unsafe.park(Native Method), called by"
                        + " slow@1.0.0//dev.example.Plugin.go(Plugin.java:9)");
    }

    @Test
    void showsALostCallWhoseStackIsNotKnown() {
        assertThat(lostCall(true)).isEqualTo(
                "tools/call slow_go on thread slow-1, spinning since 2026-01-01T00:00:00Z");
    }
}
