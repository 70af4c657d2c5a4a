package dev.patchbay.invocation;

import static dev.patchbay.invocation.TestHost.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.invocation.cache.CacheOptions;
import dev.patchbay.invocation.cache.ResultCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Clients write and read at once, through a cache whose results are shared and given as old ones too. */
class CacheRaceTest {
    private static final int CLIENTS = 4;
    private static final int ROUNDS = 10
            + (int) (2000 * Double.parseDouble(System.getProperty("patchbay.scale", "0.05")));
    private static final ToolTraits KEPT = ToolTraits.defaults().readOnly(true).idempotent(true)
            .cacheSharedFor(Duration.ofHours(1)).staleFor(Duration.ofHours(1));

    private final AtomicLong value = new AtomicLong();
    private final AtomicLong clock = new AtomicLong();

    private static long number(CallToolResult result) {
        assertThat(result.isError()).isFalse();
        return (Long) result.structuredContent().orElseThrow();
    }

    @Test
    void nobodyReadsWhatWasBeforeTheirOwnWrite() throws Exception {
        try (TestHost host = new TestHost(new FakeRuntime("team", 8));
                ResultCache cache = new ResultCache(CacheOptions.defaults(), Optional.empty(), uri -> {
                }, clock::get);
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            host.registry.onChanged(cache::changed);
            host.with(PipelineParts.NONE.withCache(cache));
            host.tool(ToolDefinition.builder("read", "d").traits(KEPT), call -> {
                call.builtFrom("value");
                long read = value.get();
                return CallToolResult.structured(read);
            });
            host.tool(ToolDefinition.builder("write", "d").traits(ToolTraits.defaults().changes(Set.of("value"))),
                    call -> CallToolResult.structured(value.incrementAndGet()));
            List<Future<?>> all = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                all.add(clients.submit(() -> loop(host)));
            }
            for (Future<?> one : all) {
                one.get();
            }
            assertThat(cache.statistics().memory().hits()).isPositive();
        }
    }

    private void loop(TestHost host) {
        long written = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (ThreadLocalRandom.current().nextInt(3) == 0) {
                written = number(result(host.call("team_write", Map.of())));
            }
            clock.addAndGet(Duration.ofMinutes(1).toMillis());
            assertThat(number(result(host.call("team_read", Map.of())))).isGreaterThanOrEqualTo(written);
        }
    }
}
