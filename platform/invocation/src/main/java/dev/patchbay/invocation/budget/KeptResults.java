package dev.patchbay.invocation.budget;

import dev.patchbay.api.tool.CallToolResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what clients did not get at once, for a while and within bounds. Where a client keeps too much its oldest is
 * forgotten; where all together keep too much, the oldest of the client that keeps most.
 *
 * <p>Threads: any. Nothing blocks but for the moment of another's look-up.
 */
final class KeptResults {
    private final BudgetOptions options;
    private final InstantSource clock;
    private final Map<String, KeptResult> byId = new LinkedHashMap<>();
    private final Map<String, Use> uses = new HashMap<>();
    private long bytes;
    private boolean swept;

    /** What a client keeps. */
    private record Use(int count, long bytes) {
        Use plus(int results, long more) {
            return new Use(count + results, bytes + more);
        }
    }

    KeptResults(BudgetOptions options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
    }

    /** Whether a result of a size can be kept at all. */
    boolean canKeep(long size) {
        return options.mostKept() > 0 && options.mostKeptOfClient() > 0 && size <= options.mostBytes()
                && size <= options.mostBytesOfClient();
    }

    void add(KeptResult result) {
        synchronized (byId) {
            forgetExpired();
            byId.put(result.id(), result);
            count(result, 1);
            String owner = result.owner();
            while (tooMuch(uses.getOrDefault(owner, new Use(0, 0)))) {
                forgetOldest(owner);
            }
            while (byId.size() > options.mostKept() || bytes > options.mostBytes()) {
                forgetOldest(greediest());
            }
            if (!swept) {
                swept = true;
                sweepLater(options.keepFor());
            }
        }
    }

    /** Looks a result up; nothing is found that has expired or is another's. */
    Optional<KeptResult> find(String owner, String id) {
        synchronized (byId) {
            KeptResult result = byId.get(id);
            return result != null && result.owner().equals(owner)
                    && clock.instant().isBefore(result.expiresAt())
                            ? Optional.of(result)
                            : Optional.empty();
        }
    }

    /** Looks for the rest of a result that comes again; of no use is one that soon ends. */
    @SuppressWarnings("ReferenceEquality") // the very result is meant
    Optional<KeptResult> again(BudgetedCall call, CallToolResult whole, Budget budget) {
        Instant least = clock.instant().plus(options.keepFor().dividedBy(2));
        synchronized (byId) {
            return byId.values().stream()
                    .filter(result -> result.source().whole().get() == whole && result.owner().equals(call.owner())
                            && result.tool().equals(call.tool())
                            && result.original().equals(call.entry().original().name())
                            && result.arguments().equals(call.arguments()) && result.source().budget().equals(budget)
                            && least.isBefore(result.expiresAt()))
                    .findFirst();
        }
    }

    int size() {
        synchronized (byId) {
            return byId.size();
        }
    }

    long bytes() {
        synchronized (byId) {
            return bytes;
        }
    }

    private boolean tooMuch(Use use) {
        return use.count() > options.mostKeptOfClient() || use.bytes() > options.mostBytesOfClient();
    }

    private void count(KeptResult result, int sign) {
        bytes += sign * result.bytes();
        String owner = result.owner();
        Use use = uses.getOrDefault(owner, new Use(0, 0)).plus(sign, sign * result.bytes());
        if (use.count() == 0) {
            uses.remove(owner);
        } else {
            uses.put(owner, use);
        }
    }

    private String greediest() {
        return uses.entrySet().stream()
                .max(Map.Entry.comparingByValue((a, b) -> a.bytes() == b.bytes()
                        ? Integer.compare(a.count(), b.count())
                        : Long.compare(a.bytes(), b.bytes())))
                .orElseThrow().getKey();
    }

    private void forgetOldest(String owner) {
        for (Iterator<KeptResult> results = byId.values().iterator(); results.hasNext();) {
            KeptResult result = results.next();
            if (result.owner().equals(owner)) {
                results.remove();
                count(result, -1);
                return;
            }
        }
    }

    private void forgetExpired() {
        Instant now = clock.instant();
        // In the order of their ends, since all are kept for the same time
        for (Iterator<KeptResult> results = byId.values().iterator(); results.hasNext();) {
            KeptResult result = results.next();
            if (now.isBefore(result.expiresAt())) {
                return;
            }
            results.remove();
            count(result, -1);
        }
    }

    /** Nobody may come for it, and memory is given back all the same. */
    private void sweepLater(Duration delay) {
        Executor later = CompletableFuture.delayedExecutor(delay.toMillis() + 1, TimeUnit.MILLISECONDS);
        later.execute(this::sweep);
    }

    void sweep() {
        synchronized (byId) {
            forgetExpired();
            swept = !byId.isEmpty();
            if (swept) {
                sweepLater(options.keepFor());
            }
        }
    }
}
