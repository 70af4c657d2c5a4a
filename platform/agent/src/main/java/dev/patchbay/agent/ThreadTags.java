package dev.patchbay.agent;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * Which threads belong to a plugin: those it started, those that they started, and the pool the host made for it. Work on
 * them that shows no frame of anybody, as a redirect that the JDK follows, is the plugin's.
 */
final class ThreadTags {
    private static final ConcurrentHashMap<Long, Tag> TAGS = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Thread> ENDED = new ReferenceQueue<>();

    private ThreadTags() {}

    private static final class Tag extends WeakReference<Thread> {
        private final Long id;
        private final Subject subject;

        Tag(Thread thread, Subject subject) {
            super(thread, ENDED);
            this.id = thread.threadId();
            this.subject = subject;
        }
    }

    static @Nullable Subject current() {
        if (TAGS.isEmpty()) {
            return null;
        }
        Tag tag = TAGS.get(Thread.currentThread().threadId());
        return tag == null ? null : tag.subject;
    }

    /** Sets whose the current thread is for a while, and returns whose it was. */
    static @Nullable Subject swap(@Nullable Subject subject) {
        Thread thread = Thread.currentThread();
        Tag before = subject == null
                ? TAGS.remove(thread.threadId())
                : TAGS.put(thread.threadId(), new Tag(thread, subject));
        return before == null ? null : before.subject;
    }

    static void tag(Thread thread, Subject subject) {
        for (Reference<? extends Thread> ended = ENDED.poll(); ended != null; ended = ENDED.poll()) {
            Tag tag = (Tag) ended;
            TAGS.remove(tag.id, tag);
        }
        if (!isShared(thread)) {
            TAGS.put(thread.threadId(), new Tag(thread, subject));
        }
    }

    /** Whether the JDK made it for everybody, although it was this plugin that needed it first. */
    private static boolean isShared(Thread thread) {
        String type = thread.getClass().getName();
        return type.equals("jdk.internal.misc.CarrierThread") || type.equals("java.util.concurrent.DelayScheduler")
                || (type.equals("jdk.internal.misc.InnocuousThread") && thread.getName().startsWith("Keep-Alive"))
                || (thread instanceof ForkJoinWorkerThread worker
                        && ForkJoinPool.commonPool().equals(worker.getPool()));
    }
}
