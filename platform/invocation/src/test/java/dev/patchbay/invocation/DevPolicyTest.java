package dev.patchbay.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.InstanceEntries;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DevPolicyTest {
    private final CatalogRegistry registry = new CatalogRegistry();
    private final DevPolicy policy = new DevPolicy(registry);

    /** The same each time, as clients see it. */
    private static InstanceEntries entries(FakeRuntime runtime) {
        return new InstanceEntries("a", List.of(TestHost.entry(ToolDefinition.builder("t", "A tool").build(),
                call -> CallToolResult.text("done"), runtime)), List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    @Test
    void keepsNothingOfASnapshotThatWasReplacedAlsoIfNobodyCalls() {
        try (FakeRuntime runtime = new FakeRuntime("a")) {
            registry.put(entries(runtime));
            assertThat(policy.view(TestHost.invocation().caller()).tool("team_t")).isPresent();
            WeakReference<Catalog> replaced = new WeakReference<>(registry.current());

            registry.put(entries(runtime));

            for (int i = 0; i < 100 && !replaced.refersTo(null); i++) {
                System.gc();
            }
            assertThat(replaced.refersTo(null)).isTrue();
        }
    }
}
