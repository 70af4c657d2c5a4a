package dev.patchbay.invocation.cache;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers when what changed last, in a count of changes: a result that began to be built before a change of what it is
 * built from is never given after it, however the two overlapped.
 */
final class Changes {
    private final int max;
    private final AtomicLong count = new AtomicLong();
    private final Map<String, Long> last = new ConcurrentHashMap<>();
    /** What holds for names that are not remembered. */
    private volatile long floor;

    Changes(int max) {
        this.max = max;
    }

    long count() {
        return count.get();
    }

    synchronized void changed(Collection<String> names) {
        long now = count.incrementAndGet();
        if (last.size() + names.size() > max) {
            floor = now; // before it is forgotten, so that nobody finds neither
            last.clear();
        }
        names.forEach(name -> last.put(name, now));
    }

    /** Whether nothing of it has changed since then. */
    boolean unchanged(Collection<String> names, long since) {
        if (names.isEmpty()) {
            return true;
        }
        for (String name : names) {
            Long changed = last.get(name);
            if ((changed == null ? floor : changed) > since) {
                return false;
            }
        }
        return true;
    }
}
