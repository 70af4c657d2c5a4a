package dev.patchbay.access.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.patchbay.access.policy.AccessState;
import dev.patchbay.api.call.Caller;
import dev.patchbay.invocation.Limiter;
import dev.patchbay.invocation.Target;
import dev.patchbay.store.identity.Client;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls against rates per minute and the quota of the day. A call counts everywhere or, when it is refused,
 * nowhere.
 *
 * <p>Threads: any; nothing blocks. At most {@value #MAX_BUCKETS} counters are kept; one that nobody asked for in ten
 * minutes is full again and forgotten.
 */
public final class CallLimiter implements Limiter {
    /** The text of a limit that was hit. Source: requirement 75. */
    public static final String RATE_LIMITED = "Rate limit exceeded. Try again later.";
    static final int MAX_BUCKETS = 200_000;

    private final Supplier<AccessState> policy;
    private final LimitSettings settings;
    private final Quotas quotas;
    private final InstantSource clock;
    private final LoadingCache<AppliedLimit.Bucket, Bucket> buckets;
    private volatile LimitTable table;

    /**
     * Creates the limiter.
     *
     * @param policy the policy in force
     * @param settings what holds where the policy says nothing
     * @param quotas the counts of the day
     * @param clock the time of day, for the reset of quotas
     */
    public CallLimiter(Supplier<AccessState> policy, LimitSettings settings, Quotas quotas, InstantSource clock) {
        this(policy, settings, quotas, clock, TimeMeter.SYSTEM_NANOTIME);
    }

    CallLimiter(Supplier<AccessState> policy, LimitSettings settings, Quotas quotas, InstantSource clock,
            TimeMeter meter) {
        this.policy = policy;
        this.settings = settings;
        this.quotas = quotas;
        this.clock = clock;
        this.table = new LimitTable(policy.get(), settings);
        this.buckets = Caffeine.newBuilder().maximumSize(MAX_BUCKETS).expireAfterAccess(10, TimeUnit.MINUTES)
                .executor(Runnable::run)
                .build(key -> Bucket.builder().withCustomTimePrecision(meter)
                        .addLimit(limit -> limit.capacity(key.callsPerMinute())
                                .refillGreedy(key.callsPerMinute(), Duration.ofMinutes(1)))
                        .build());
    }

    private LimitTable table() {
        AccessState state = policy.get();
        LimitTable known = table;
        if (!known.isOf(state)) {
            known = new LimitTable(state, settings);
            table = known;
        }
        return known;
    }

    @Override
    public Optional<Hit> count(Caller caller, Target target) {
        LimitTable current = table();
        List<AppliedLimit> limits = current.of(caller.id(), target);
        List<Bucket> taken = new ArrayList<>(limits.size());
        for (AppliedLimit limit : limits) {
            Bucket bucket = buckets.get(limit.bucket());
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                giveBack(taken);
                return Optional.of(new Hit("rate_limited", RATE_LIMITED,
                        Duration.ofNanos(probe.getNanosToWaitForRefill())));
            }
            taken.add(bucket);
        }
        Optional<Hit> quota = isCompletion(target) ? Optional.empty() : countDay(current.state(), caller.id());
        if (quota.isPresent()) {
            giveBack(taken);
        }
        return quota;
    }

    private static boolean isCompletion(Target target) {
        return target.kind() == Target.Kind.PROMPT_COMPLETION || target.kind() == Target.Kind.TEMPLATE_COMPLETION;
    }

    private static void giveBack(List<Bucket> taken) {
        taken.forEach(bucket -> bucket.addTokens(1));
    }

    private Optional<Hit> countDay(AccessState state, String client) {
        Long perDay = perDay(state, client);
        if (quotas.count(client, perDay == null ? Long.MAX_VALUE : perDay)) {
            return Optional.empty();
        }
        Instant reset = quotas.resetsAt();
        return Optional
                .of(new Hit("quota_exceeded", "The quota of " + perDay + " calls a day is used up. It begins anew at "
                        + reset + ".", Duration.between(clock.instant(), reset)));
    }

    private static @Nullable Long perDay(AccessState state, String client) {
        return state.client(client).map(Client::callsPerDay).orElse(null);
    }

    /**
     * Tells the state of all limits that would count a call, without counting.
     *
     * @param client the client's id
     * @param target what would be called
     * @return the limits, the quota last if there is one
     */
    public List<LimitState> states(String client, Target target) {
        LimitTable current = table();
        List<LimitState> states = new ArrayList<>();
        for (AppliedLimit limit : current.of(client, target)) {
            Bucket known = buckets.getIfPresent(limit.bucket());
            states.add(
                    new LimitState(limit.scope() + (limit.key().isEmpty() ? "" : " " + String.join(" x ", limit.key())),
                            limit.callsPerMinute(), known == null ? limit.callsPerMinute() : known.getAvailableTokens(),
                            false, limit.origin()));
        }
        Long perDay = perDay(current.state(), client);
        if (perDay != null && !isCompletion(target)) {
            states.add(new LimitState("quota of the day", perDay, Math.max(0, perDay - quotas.used(client)), true,
                    "set for the client, begins anew at " + quotas.resetsAt()));
        }
        return states;
    }

    /**
     * One limit and how much of it is left.
     *
     * @param name what is counted together
     * @param limit how many calls
     * @param left how many are left now
     * @param isQuota whether it counts a day, not a minute
     * @param origin where the number comes from
     */
    public record LimitState(String name, long limit, long left, boolean isQuota, String origin) {}
}
