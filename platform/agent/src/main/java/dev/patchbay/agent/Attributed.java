package dev.patchbay.agent;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Work that a plugin hands to a thread of everybody's: while it runs, the thread is the plugin's. */
final class Attributed implements Runnable, Callable<@Nullable Object> {
    private final Callable<?> work;
    private final Subject subject;

    Attributed(Callable<?> work, Subject subject) {
        this.work = work;
        this.subject = subject;
    }

    static Attributed of(Runnable work, Subject subject) {
        return new Attributed(() -> {
            work.run();
            return null;
        }, subject);
    }

    @Override
    public void run() {
        try {
            call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("A Runnable throws no checked exception", e);
        }
    }

    @Override
    public @Nullable Object call() throws Exception {
        @Nullable Subject before = ThreadTags.swap(subject);
        try {
            return work.call();
        } finally {
            ThreadTags.swap(before);
        }
    }
}
