package dev.patchbay.slack;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.tool.ToolException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps to Slack's limits before Slack has to refuse: so many calls of a method in any minute, one message a second to a
 * channel. What Slack refuses nevertheless is not asked again before the time that it names.
 *
 * <p>Threads: any.
 */
final class SlackLimits {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final Duration RESERVE = Duration.ofMillis(500);
    private static final int REMEMBERED_CHANNELS = 500;

    private final InstantSource clock;
    private final boolean isListed;
    private final Map<SlackMethod, Deque<Instant>> calls = new HashMap<>();
    private final Map<String, Instant> lastPosts = new HashMap<>();
    private final Map<String, Instant> blocked = new HashMap<>();

    SlackLimits(InstantSource clock, boolean isListed) {
        this.clock = clock;
        this.isListed = isListed;
    }

    /** Takes a call of a method; waits a little if that is what it takes. */
    void take(SlackMethod method, Call call) {
        take(() -> reserve(method), method.text(), call);
    }

    /** Takes a message to a channel. */
    void takePost(String channel, Call call) {
        take(() -> reservePost(channel), SlackMethod.CHAT_POST_MESSAGE.text(), call);
    }

    /** Takes a call of a method if that is possible now. */
    boolean tryTake(SlackMethod method) {
        return reserve(method).isZero();
    }

    /** How many messages one call may ask for. */
    int mostMessages(int wanted) {
        return isListed ? wanted : Math.min(wanted, 15);
    }

    /** Remembers what Slack said. */
    synchronized void block(String method, Instant until) {
        blocked.merge(method, until, (one, other) -> one.isAfter(other) ? one : other);
    }

    private interface Reservation {
        Duration attempt();
    }

    private void take(Reservation reservation, String method, Call call) {
        for (Duration wait = reservation.attempt(); !wait.isZero(); wait = reservation.attempt()) {
            if (wait.compareTo(LONGEST_WAIT) > 0 || wait.plus(RESERVE).compareTo(call.remaining()) > 0) {
                throw new ToolException(
                        "Slack limits how often " + method + " may be called, and the next call is possible"
                                + " in " + wait.plusMillis(999).toSeconds() + " s. Nothing was sent.")
                        .code("rate_limited")
                        .retryAfter(wait);
            }
            pause(wait, call);
        }
    }

    static void pause(Duration time, Call call) {
        CountDownLatch cancelled = new CountDownLatch(1);
        call.cancellation().onCancel(cancelled::countDown);
        pause(time, call, cancelled);
    }

    static void pause(Duration time, Call call, CountDownLatch cancelled) {
        try {
            if (cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                call.cancellation().throwIfCancelled();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.cancellation().throwIfCancelled();
            throw new ToolException("The call was interrupted.", e).retryable();
        }
    }

    /** Takes a call, or says how long to wait before the next attempt. */
    synchronized Duration reserve(SlackMethod method) {
        Instant now = clock.instant();
        Duration refused = untilUnblocked(method, now);
        Deque<Instant> before = calls.computeIfAbsent(method, key -> new ArrayDeque<>());
        while (!before.isEmpty() && !before.getFirst().plus(MINUTE).isAfter(now)) {
            before.removeFirst();
        }
        Duration full = before.size() < perMinute(method) ? Duration.ZERO
                : Duration.between(now, before.getFirst().plus(MINUTE));
        Duration wait = refused.compareTo(full) > 0 ? refused : full;
        if (wait.isZero()) {
            before.addLast(now);
        }
        return wait;
    }

    synchronized Duration reservePost(String channel) {
        Instant now = clock.instant();
        lastPosts.values().removeIf(last -> lastPosts.size() > REMEMBERED_CHANNELS && !last.plus(SECOND).isAfter(now));
        Instant last = lastPosts.get(channel);
        if (last != null && last.plus(SECOND).isAfter(now)) {
            return Duration.between(now, last.plus(SECOND));
        }
        Duration wait = reserve(SlackMethod.CHAT_POST_MESSAGE);
        if (wait.isZero()) {
            lastPosts.put(channel, now);
        }
        return wait;
    }

    private Duration untilUnblocked(SlackMethod method, Instant now) {
        Instant until = blocked.get(method.text());
        if (until == null) {
            return Duration.ZERO;
        }
        if (!until.isAfter(now)) {
            blocked.remove(method.text());
            return Duration.ZERO;
        }
        return Duration.between(now, until);
    }

    private int perMinute(SlackMethod method) {
        return !isListed && method.isReadingMessages() ? 1 : method.perMinute();
    }
}
