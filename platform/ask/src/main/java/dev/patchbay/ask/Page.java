package dev.patchbay.ask;

import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.invocation.Pages;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question that waits for its user. A form on it is good for one sending: it carries a proof that it was given to
 * whoever was found to be the caller. Safe for all threads.
 */
final class Page {
    private static final int MAX_PROOFS = 8;

    final String id;
    final Pages.Question question;
    final Principal principal;
    final long openedAt;
    private final long endsAt;
    private final Deque<Proof> proofs = new ArrayDeque<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private @Nullable ElicitResult result;
    private boolean over;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Proof(byte[] text, long endsAt) {}

    Page(String id, Pages.Question question, long now, long lifetimeNanos) {
        this.id = id;
        this.question = question;
        this.principal = Principal.of(question.caller());
        this.openedAt = now;
        this.endsAt = now + lifetimeNanos;
    }

    boolean isFor(Pages.Question other) {
        return principal.equals(Principal.of(other.caller())) && question.instance().equals(other.instance())
                && question.method().equals(other.method()) && question.name().equals(other.name())
                && question.key().equals(other.key()) && question.request().equals(other.request());
    }

    boolean hasExpired(long now) {
        return now - endsAt >= 0;
    }

    synchronized boolean isOpen(long now) {
        return !over && result == null && !hasExpired(now);
    }

    synchronized @Nullable ElicitResult result() {
        return over ? null : result;
    }

    /** Lets a form with this text be sent once. */
    synchronized void give(String proof, long until) {
        if (proofs.size() == MAX_PROOFS) {
            proofs.removeFirst();
        }
        proofs.addLast(new Proof(proof.getBytes(StandardCharsets.US_ASCII), until));
    }

    /** Takes a form's proof; it is good no more. */
    synchronized boolean take(String proof, long now) {
        byte[] text = proof.getBytes(StandardCharsets.UTF_8);
        for (Iterator<Proof> each = proofs.iterator(); each.hasNext();) {
            Proof given = each.next();
            if (MessageDigest.isEqual(given.text(), text)) {
                each.remove();
                return now - given.endsAt() < 0;
            }
        }
        return false;
    }

    /** Ends the page with what the user did; false if it had ended. */
    boolean finish(ElicitResult how, long now) {
        List<Runnable> told;
        synchronized (this) {
            if (!isOpen(now)) {
                return false;
            }
            result = how;
            told = taken();
        }
        told.forEach(Runnable::run);
        return true;
    }

    /** Forgets all; who waits is told. */
    void end() {
        List<Runnable> told;
        synchronized (this) {
            over = true;
            result = null;
            told = taken();
        }
        told.forEach(Runnable::run);
    }

    private List<Runnable> taken() {
        proofs.clear();
        List<Runnable> told = List.copyOf(waiting);
        waiting.clear();
        return told;
    }

    /** Runs a task once the user is done or the page has ended; at once if that is so. */
    void whenDone(Runnable task) {
        synchronized (this) {
            if (!over && result == null) {
                waiting.add(task);
                return;
            }
        }
        task.run();
    }
}
