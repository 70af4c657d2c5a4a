package dev.patchbay.broker;

import java.util.concurrent.ThreadFactory;

/**
 * Makes threads that are the host's also when code of a plugin is what needs them: its thread group, class loader and
 * thread locals do not come along. Safe for all threads.
 */
public final class HostThreads implements ThreadFactory {
    private final ThreadGroup group;
    private final String name;

    /**
     * Creates the factory. Call it on a thread of the host.
     *
     * @param name the name of the threads
     */
    public HostThreads(String name) {
        this.group = Thread.currentThread().getThreadGroup();
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(group, work, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(HostThreads.class.getClassLoader());
        return thread;
    }
}
