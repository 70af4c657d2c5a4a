package dev.patchbay.invocation;

import static dev.patchbay.invocation.TestHost.error;
import static dev.patchbay.invocation.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.invocation.cache.CacheOptions;
import dev.patchbay.invocation.cache.ResultCache;
import dev.patchbay.invocation.resilience.Guards;
import dev.patchbay.invocation.resilience.HandTime;
import dev.patchbay.invocation.resilience.InstancePolicy;
import dev.patchbay.invocation.resilience.ResilienceSettings;
import dev.patchbay.invocation.resilience.ToolPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kept results and guards together: what was good once is still given while a tool is not called. */
class LastGoodTest {
    private static final ToolTraits KEPT = ToolTraits.defaults().readOnly(true).idempotent(true)
            .cacheFor(Duration.ofSeconds(60)).staleFor(Duration.ofHours(1));

    private final HandTime time = new HandTime();
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final TestHost host = new TestHost();
    private final ResultCache cache = new ResultCache(CacheOptions.defaults(), Optional.empty(), uris -> {
    }, clock::get);
    private final AtomicBoolean works = new AtomicBoolean(true);

    @BeforeEach
    void cacheAndGuard() {
        ToolPolicy standard = ToolPolicy.STANDARD.withRetries(0, Duration.ofSeconds(1));
        InstancePolicy policy = InstancePolicy.STANDARD.withStandard(standard)
                .withTools(Map.of("replaced", standard.withFallback("team_other")));
        host.registry.onChanged(cache::changed);
        host.with(PipelineParts.NONE.withCache(cache)
                .withGuards(new Guards(new ResilienceSettings(policy, Map.of()), PipelineListener.NONE, time, time)));
        for (String name : new String[]{"find", "replaced"}) {
            host.tool(ToolDefinition.builder(name, "A tool").traits(KEPT), call -> {
                if (works.get()) {
                    return CallToolResult.text("found " + call.arguments().get("q"));
                }
                throw new ToolException("They answer with 502").code("upstream_error");
            });
        }
        host.tool("other", call -> CallToolResult.text("from the other"));
    }

    @AfterEach
    void stop() {
        host.close();
        cache.close();
    }

    private CallToolResult call(String tool, String q) {
        return TestHost.result(host.call(tool, Map.of("q", q)));
    }

    @Test
    void theLastGoodResultIsGivenWhileTheBreakerIsOpen() {
        assertThat(text(call("team_find", "duck"))).contains("found duck");
        works.set(false);
        for (int i = 0; i < 5; i++) {
            assertThat(error(call("team_find", "goose " + i))).containsEntry("code", "upstream_error");
        }
        clock.addAndGet(Duration.ofMinutes(10).toMillis());
        assertThat(error(call("team_find", "goose"))).as("of which there is none").containsEntry("code",
                "circuit_open");
        assertThat(text(call("team_find", "duck"))).contains("found duck");
        assertThat(text(call("team_find", "duck"))).contains("found duck");
        clock.addAndGet(Duration.ofHours(2).toMillis());
        assertThat(error(call("team_find", "duck"))).as("too old").containsEntry("code", "circuit_open");
    }

    @Test
    void whatAnotherToolAnsweredIsNotKeptAsTheResultOfThisOne() {
        works.set(false);
        assertThat(text(call("team_replaced", "duck"))).contains("from the other");
        works.set(true);
        assertThat(text(call("team_replaced", "duck"))).contains("found duck");
    }
}
