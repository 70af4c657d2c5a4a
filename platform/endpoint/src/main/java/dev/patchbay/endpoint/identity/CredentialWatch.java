package dev.patchbay.endpoint.identity;

import dev.patchbay.api.call.Caller;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.CredentialEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what is open for a caller when the credential that opened it expires or is revoked. One thread looks at all of it
 * twice a second, by the clock, so that a clock that is set does no harm; it also tells of revocations, so that whoever
 * revokes does not wait. Safe for all threads.
 */
public final class CredentialWatch implements CredentialEvents.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialWatch.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** Longer than it takes from the check of a credential until what it opens is held here. */
    private static final Duration REMEMBERED = Duration.ofSeconds(2);

    private final CredentialEvents events;
    private final Renewal renewal;
    private final InstantSource clock;
    private final Set<Held> open = ConcurrentHashMap.newKeySet();
    private final Set<Revoked> revoked = ConcurrentHashMap.newKeySet();
    private final Deque<RevocationListener> listeners = new ConcurrentLinkedDeque<>();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("patchbay-credentials").factory());

    /** Who wants to know which callers are not served any more. */
    @FunctionalInterface
    public interface RevocationListener {
        /**
         * Callers are not served any more.
         *
         * @param who tells whether a caller is one of them
         */
        void revoked(Predicate<Caller> who);
    }

    /** Something that is open for a caller; it ends once. */
    public final class Held {
        private final Caller caller;
        private final Runnable end;

        private Held(Caller caller, Runnable end) {
            this.caller = caller;
            this.end = end;
        }

        /** Says that it has ended by itself. */
        public void release() {
            open.remove(this);
        }

        private boolean isExpired(Instant now) {
            return caller instanceof ClientIdentity identity
                    && identity.expiresAt().filter(at -> !now.isBefore(at)).isPresent();
        }
    }

    private record Revoked(long at, Predicate<Caller> who) {}

    public CredentialWatch(CredentialEvents events, Renewal renewal, InstantSource clock) {
        this.events = events;
        this.renewal = renewal;
        this.clock = clock;
        events.add(this);
        var _ = thread.scheduleWithFixedDelay(() -> guarded(this::look), LOOK.toMillis(), LOOK.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    public void onRevoked(RevocationListener listener) {
        listeners.add(listener);
    }

    /**
     * Holds something that was opened for a caller.
     *
     * @param caller for whom
     * @param end ends it; called at most once, on a thread of the watch, which it must not hold
     */
    public Held hold(Caller caller, Runnable end) {
        Held held = new Held(caller, end);
        open.add(held);
        for (Revoked one : revoked) { // between the check of its credential and now
            if (one.who().test(caller)) {
                run(() -> endAll(any -> any.equals(held)));
            }
        }
        return held;
    }

    /**
     * Returns a caller with the rights it has now.
     *
     * @param caller the caller as it was known
     * @return empty if it would not be let in any more
     */
    public Optional<? extends Caller> current(Caller caller) {
        return caller instanceof ClientIdentity identity ? renewal.renewed(identity) : Optional.of(caller);
    }

    private void look() {
        Instant now = clock.instant();
        endAll(held -> held.isExpired(now));
        revoked.removeIf(one -> System.nanoTime() - one.at() > REMEMBERED.toNanos());
    }

    private void endAll(Predicate<Held> which) {
        for (Held held : open.stream().filter(which).toList()) {
            if (open.remove(held)) {
                guarded(held.end);
            }
        }
    }

    @Override
    public void credentialEnded(String clientId, String method, String credentialId) {
        revoked(caller -> caller instanceof ClientIdentity identity && identity.id().equals(clientId)
                && identity.method().equals(method) && identity.credentialId().equals(credentialId));
    }

    @Override
    public void clientEnded(String clientId) {
        revoked(caller -> caller.id().equals(clientId));
    }

    private void revoked(Predicate<Caller> who) {
        revoked.add(new Revoked(System.nanoTime(), who));
        run(() -> {
            endAll(held -> who.test(held.caller));
            listeners.forEach(listener -> guarded(() -> listener.revoked(who)));
        });
    }

    private void run(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The server is stopping, so everything ends anyway");
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("What a credential had opened could not be ended", e);
        }
    }

    @Override
    public void close() {
        events.remove(this);
        thread.shutdownNow();
    }
}
