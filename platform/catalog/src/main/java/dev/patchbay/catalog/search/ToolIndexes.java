package dev.patchbay.catalog.search;

import dev.patchbay.catalog.view.View;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps an index for each set of tools that was searched lately. A set that is new (a view has changed, or nobody has
 * searched it for long) is indexed by the search that needs it.
 *
 * <p>Threads: any.
 */
final class ToolIndexes {
    private final int maxTools;
    private final Map<String, ToolIndex> recent = new LinkedHashMap<>(16, 0.75f, true);
    private int tools;

    /** Keeps indexes of so many tools in all, and of the latest set in any case. */
    ToolIndexes(int maxTools) {
        this.maxTools = maxTools;
    }

    /** Returns the index of the tools that a view lets its client search. */
    ToolIndex of(View view) {
        String digest = view.callableDigest();
        synchronized (this) {
            ToolIndex kept = recent.get(digest);
            if (kept != null) {
                return kept;
            }
        }
        // Not under the lock: the others go on, and at worst two threads do the same
        ToolIndex index = ToolIndex.of(SearchTools.searched(view));
        keep(digest, index);
        return index;
    }

    private synchronized void keep(String digest, ToolIndex index) {
        ToolIndex before = recent.put(digest, index);
        tools += index.size() - (before == null ? 0 : before.size());
        Iterator<ToolIndex> eldest = recent.values().iterator();
        while (tools > maxTools && recent.size() > 1) {
            tools -= eldest.next().size();
            eldest.remove();
        }
    }

    synchronized int size() {
        return recent.size();
    }
}
