package dev.patchbay.access.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.access.policy.AccessData;
import dev.patchbay.access.policy.AccessState;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.invocation.Limiter.Hit;
import dev.patchbay.invocation.Target;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.enablement.Limit;
import dev.patchbay.store.enablement.Limit.Scope;
import dev.patchbay.store.identity.Client;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CallLimiterTest {
    private final AtomicLong nanos = new AtomicLong();
    private volatile Instant now = Instant.parse("2026-11-23T23:59:00Z");
    private final Map<LocalDate, Map<String, Long>> written = new ConcurrentHashMap<>();
    private volatile boolean isDatabaseAway;
    private final Quotas quotas = new Quotas(new Quotas.Storage() {
        @Override
        public Map<String, Long> load(LocalDate day) {
            return written.getOrDefault(day, Map.of());
        }

        @Override
        public void add(LocalDate day, Map<String, Long> calls) {
            if (isDatabaseAway) {
                throw new MissingException("database", "by the test");
            }
            Map<String, Long> known = written.computeIfAbsent(day, key -> new HashMap<>());
            calls.forEach((client, count) -> known.merge(client, count, Long::sum));
        }

        @Override
        public void forgetBefore(LocalDate day) {
            written.keySet().removeIf(known -> known.isBefore(day));
        }
    }, () -> now);
    private volatile AccessState state = state(List.of(), client("ada", null, null), client("bob", null, null));

    private static AccessState state(List<Limit> limits, Client... clients) {
        return new AccessState(new AccessData(List.of(clients), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(), limits), List.of());
    }

    private static Client client(String id, @Nullable Integer perMinute, @Nullable Long perDay) {
        return new Client(id, id, Set.of(), Set.of(), false, false, perMinute, perDay, Instant.EPOCH);
    }

    private CallLimiter limiter(LimitSettings settings) {
        return new CallLimiter(() -> state, settings, quotas, () -> now, new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos.get();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        });
    }

    private CallLimiter limiter() {
        return limiter(LimitSettings.DEFAULT);
    }

    private static Target tool(String name, boolean heavy) {
        return new Target(Target.Kind.TOOL, name, name, "github",
                Optional.of(ToolTraits.defaults().heavy(heavy)));
    }

    private static ClientIdentity caller(String id) {
        return new ClientIdentity(id, id, Set.of());
    }

    /** Calls until a limit is hit, at most 2,000 times. */
    private static int allowed(CallLimiter limiter, String client, Target target) {
        int calls = 0;
        while (calls < 2_000 && limiter.count(caller(client), target).isEmpty()) {
            calls++;
        }
        return calls;
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void aClientHasAHundredCallsAMinuteAndThenTheTextAndTheTimeToWait() {
        CallLimiter limiter = limiter();

        assertThat(allowed(limiter, "ada", tool("t", false))).isEqualTo(100);
        Hit hit = limiter.count(caller("ada"), tool("t", false)).orElseThrow();
        assertThat(hit.code()).isEqualTo("rate_limited");
        assertThat(hit.message()).isEqualTo("Rate limit exceeded. Try again later.");
        assertThat(hit.retryAfter()).isEqualTo(Duration.ofMillis(600));
        assertThat(allowed(limiter, "bob", tool("t", false))).isEqualTo(100);
        pass(Duration.ofSeconds(6));
        assertThat(allowed(limiter, "ada", tool("t", false))).isEqualTo(10);
        pass(Duration.ofMinutes(5));
        assertThat(allowed(limiter, "ada", tool("t", false))).isEqualTo(100);
    }

    @Test
    void aHeavyToolHasTenForEachClientAndAWishOfTheAdministratorComesFirst() {
        CallLimiter limiter = limiter();
        assertThat(allowed(limiter, "ada", tool("heavy", true))).isEqualTo(10);
        assertThat(allowed(limiter, "bob", tool("heavy", true))).isEqualTo(10);
        assertThat(allowed(limiter, "ada", tool("other", true))).isEqualTo(10);

        state = state(List.of(new Limit(Scope.CLIENT_TOOL, "ada", "hea*", 30)), client("ada", null, null));
        assertThat(allowed(limiter, "ada", tool("heavy", true))).isEqualTo(30);
    }

    @Test
    void theMostSpecificLimitOfAScopeCounts() {
        state = state(List.of(new Limit(Scope.CLIENT_TOOL, "ada", "*", 5), new Limit(Scope.CLIENT_TOOL, "ada", "t*", 7),
                new Limit(Scope.CLIENT_TOOL, "ada", "tool", 9)), client("ada", null, null));
        CallLimiter limiter = limiter();

        assertThat(allowed(limiter, "ada", tool("tool", false))).isEqualTo(9);
        assertThat(allowed(limiter, "ada", tool("task", false))).isEqualTo(7);
        assertThat(allowed(limiter, "ada", tool("x", false))).isEqualTo(5);
    }

    @Test
    void aToolAPluginAndAllTogetherCanHaveLimits() {
        state = state(List.of(new Limit(Scope.TOOL, null, "t", 5), new Limit(Scope.PLUGIN, null, "github", 8),
                new Limit(Scope.GLOBAL, null, null, 11)), client("ada", null, null), client("bob", null, null));
        CallLimiter limiter = limiter();

        assertThat(allowed(limiter, "ada", tool("t", false))).isEqualTo(5);
        assertThat(allowed(limiter, "bob", tool("t", false))).isZero();
        assertThat(allowed(limiter, "bob", tool("u", false))).isEqualTo(3);
        assertThat(allowed(limiter, "bob", new Target(Target.Kind.PROMPT, "p", "notes"))).isEqualTo(3);
    }

    @Test
    void aRefusedCallCountsNowhere() {
        state = state(
                List.of(new Limit(Scope.CLIENT_TOOL, "ada", "narrow", 1), new Limit(Scope.PLUGIN, null, "github", 3)),
                client("ada", 50, 20L));
        CallLimiter limiter = limiter();
        assertThat(allowed(limiter, "ada", tool("narrow", false))).isEqualTo(1);

        for (int i = 0; i < 1_000; i++) {
            assertThat(limiter.count(caller("ada"), tool("narrow", false))).isPresent();
        }
        assertThat(quotas.used("ada")).isEqualTo(1);
        assertThat(allowed(limiter, "ada", tool("wide", false))).as("the plugin's three, less one").isEqualTo(2);
        for (int i = 0; i < 1_000; i++) {
            assertThat(limiter.count(caller("ada"), tool("wide", false))).isPresent();
        }
        assertThat(allowed(limiter, "ada", new Target(Target.Kind.PROMPT, "p", "notes")))
                .as("the quota's twenty, less three").isEqualTo(17);
        assertThat(limiter.states("ada", new Target(Target.Kind.PROMPT, "p", "notes")).getFirst().left())
                .as("the client's fifty, less twenty").isEqualTo(30);
    }

    @Test
    void aQuotaEndsWithTheDayInUtc() {
        state = state(List.of(), client("ada", null, 3L));
        CallLimiter limiter = limiter();

        assertThat(allowed(limiter, "ada", tool("t", false))).isEqualTo(3);
        Hit hit = limiter.count(caller("ada"), tool("t", false)).orElseThrow();
        assertThat(hit.code()).isEqualTo("quota_exceeded");
        assertThat(hit.message()).contains("3 calls").contains("2026-11-24T00:00:00Z");
        assertThat(hit.retryAfter()).isEqualTo(Duration.ofMinutes(1));

        now = Instant.parse("2026-11-24T00:00:01Z");
        pass(Duration.ofMinutes(1));
        assertThat(allowed(limiter, "ada", tool("t", false))).isEqualTo(3);
        quotas.write();
        assertThat(written.get(LocalDate.parse("2026-11-23"))).containsEntry("ada", 3L);
        assertThat(written.get(LocalDate.parse("2026-11-24"))).containsEntry("ada", 3L);
    }

    @Test
    void countsThatCannotBeWrittenAreKeptAndWrittenOnce() {
        CallLimiter limiter = limiter();
        allowed(limiter, "ada", tool("t", false));
        isDatabaseAway = true;
        quotas.write();
        now = Instant.parse("2026-11-24T00:00:01Z");
        quotas.write();
        assertThat(written).isEmpty();

        isDatabaseAway = false;
        quotas.write();
        quotas.write();
        quotas.close();

        assertThat(written.get(LocalDate.parse("2026-11-23"))).containsEntry("ada", 100L);
    }

    @Test
    void aRestartGoesOnWithWhatWasWritten() {
        written.put(LocalDate.parse("2026-11-23"), new HashMap<>(Map.of("ada", 2L)));
        state = state(List.of(), client("ada", null, 3L));
        Quotas restarted = new Quotas(new Quotas.Storage() {
            @Override
            public Map<String, Long> load(LocalDate day) {
                return written.getOrDefault(day, Map.of());
            }

            @Override
            public void add(LocalDate day, Map<String, Long> calls) {
                calls.forEach((client, count) -> Objects.requireNonNull(written.get(day)).merge(client, count,
                        Long::sum));
            }

            @Override
            public void forgetBefore(LocalDate day) {
                // nothing to forget
            }
        }, () -> now);
        CallLimiter limiter = new CallLimiter(() -> state, LimitSettings.DEFAULT, restarted, () -> now);

        assertThat(allowed(limiter, "ada", tool("t", false))).isEqualTo(1);
        restarted.close();
        assertThat(written.get(LocalDate.parse("2026-11-23"))).containsEntry("ada", 3L);
    }

    @Test
    void completionsHaveABucketOfTheirOwnAndNoQuota() {
        state = state(List.of(), client("ada", 10, 5L));
        CallLimiter limiter = limiter();
        Target completion = new Target(Target.Kind.PROMPT_COMPLETION, "p", "github");

        assertThat(allowed(limiter, "ada", completion)).isEqualTo(50);
        assertThat(allowed(limiter, "ada", tool("t", false))).isEqualTo(5);
    }

    @Test
    void settingsHoldWhereThePolicySaysNothing() {
        assertThat(allowed(limiter(new LimitSettings(7, 2, null)), "ada", tool("t", false))).isEqualTo(7);
        assertThat(allowed(limiter(new LimitSettings(7, 2, null)), "ada", tool("t", true))).isEqualTo(2);
        CallLimiter global = limiter(new LimitSettings(7, 2, 9));
        assertThat(allowed(global, "ada", tool("t", false))).isEqualTo(7);
        assertThat(allowed(global, "bob", tool("t", false))).isEqualTo(2);
        state = state(List.of(new Limit(Scope.CLIENT, "ada", null, 6)), client("ada", null, null));
        assertThat(allowed(limiter(), "ada", tool("t", false))).isEqualTo(6);
        state = state(List.of(new Limit(Scope.CLIENT, "ada", null, 6)), client("ada", 4, null));
        assertThat(allowed(limiter(), "ada", tool("t", false))).isEqualTo(4);
    }

    @Test
    void manyThreadsTogetherGetAsManyCallsAsThereAre() throws InterruptedException {
        state = state(List.of(new Limit(Scope.PLUGIN, null, "github", 400)), client("ada", 1_000, 300L));
        CallLimiter limiter = limiter();
        AtomicInteger passed = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                threads.execute(() -> {
                    for (int call = 0; call < 500; call++) {
                        if (limiter.count(caller("ada"), tool("t", false)).isEmpty()) {
                            passed.incrementAndGet();
                        }
                    }
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(passed.get()).isEqualTo(300);
        assertThat(quotas.used("ada")).isEqualTo(300);
    }
}
