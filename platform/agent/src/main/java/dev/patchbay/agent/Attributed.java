package dev.patchbay.agent;

import org.jspecify.annotations.Nullable;

/** Work that a plugin hands to a thread of everybody's: while it runs, the thread is the plugin's. */
final class Attributed implements Runnable {
    private final Runnable work;
    private final Subject subject;

    Attributed(Runnable work, Subject subject) {
        this.work = work;
        this.subject = subject;
    }

    @Override
    public void run() {
        @Nullable Subject before = ThreadTags.swap(subject);
        try {
            work.run();
        } finally {
            ThreadTags.swap(before);
        }
    }
}
