package dev.patchbay.host.loader;

import java.util.ArrayList;
import java.util.List;

/** Finds the threads that belong to an instance. */
final class PluginThreads {
    private PluginThreads() {}

    /** The live threads in its group, or with its class loader as the context. */
    static List<Thread> of(ClassLoader loader, ThreadGroup group) {
        ThreadGroup root = group;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] all = new Thread[root.activeCount() * 2 + 16];
        int count = root.enumerate(all, true);
        List<Thread> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ThreadGroup own = all[i].getThreadGroup();
            if ((own != null && group.parentOf(own))
                    || InstanceLoaders.leadsTo(all[i].getContextClassLoader(), loader)) {
                found.add(all[i]);
            }
        }
        return found;
    }
}
