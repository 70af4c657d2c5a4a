package dev.patchbay.host;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one generation of an instance tells of changes, gathered until the host's own thread takes it. However often a
 * plugin tells, at most one task of each kind waits there, so that it can hold up neither the host nor other plugins.
 *
 * <p>Threads: all methods, threads of the plugin too; nothing blocks.
 */
final class ChangeSignals {
    /** Beyond it changes are not passed on: a plugin that changes more at once has a list that changes. */
    static final int MAX_UPDATED = 10_000;

    private final Set<String> updated = new LinkedHashSet<>();
    private boolean passing;
    private boolean listsChanged;
    private boolean refreshing;

    /** What became of a changed resource. */
    enum Update {
        /** The host's thread must be told to take what is here. */
        FIRST,
        /** It will be taken with others. */
        GATHERED,
        /** It is left out, because too many wait. */
        LEFT_OUT
    }

    /** Notes a changed resource. */
    synchronized Update updated(String uri) {
        if (updated.size() >= MAX_UPDATED && !updated.contains(uri)) {
            return Update.LEFT_OUT;
        }
        updated.add(uri);
        if (passing) {
            return Update.GATHERED;
        }
        passing = true;
        return Update.FIRST;
    }

    /** Takes the resources that have changed, each once. While there are any, the taker must come again. */
    synchronized List<String> takeUpdated() {
        List<String> taken = List.copyOf(updated);
        updated.clear();
        passing = !taken.isEmpty();
        return taken;
    }

    /** Notes that lists have changed; returns whether the host's thread must be told to ask for them. */
    synchronized boolean listsChanged() {
        boolean first = !listsChanged && !refreshing;
        listsChanged = true;
        return first;
    }

    /** Whether lists have changed since they were asked for last. */
    synchronized boolean areListsChanged() {
        return listsChanged;
    }

    /** Begins to ask for the lists; false if that is being done: then it will be done again. */
    synchronized boolean beginRefresh() {
        listsChanged = refreshing;
        boolean begun = !refreshing;
        refreshing = true;
        return begun;
    }

    /** Lets the lists be asked for again; returns whether they have changed since the begin. */
    synchronized boolean endRefresh() {
        refreshing = false;
        return listsChanged;
    }
}
