package dev.patchbay.host;

import dev.patchbay.api.Contributions;
import dev.patchbay.api.PluginContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an instance gets from the host. Before the start is done it only remembers, after the close it does nothing. */
final class LiveContext implements PluginContext {
    private final String instance;
    private @Nullable Contributions early;
    private @Nullable Served served;
    private boolean closed;

    LiveContext(String instance) {
        this.instance = instance;
    }

    @Override
    public String instance() {
        return instance;
    }

    /** From now on changes go to the instance; returns what was published before. */
    synchronized Optional<Contributions> attach(Served to) {
        served = to;
        Optional<Contributions> before = Optional.ofNullable(early);
        early = null;
        return before;
    }

    synchronized void close() {
        closed = true;
        served = null;
        early = null;
    }

    private synchronized Optional<Served> served() {
        return Optional.ofNullable(served);
    }

    @Override
    public void publish(Contributions contributions) {
        Served to;
        synchronized (this) {
            if (closed) {
                return;
            }
            to = served;
            if (to == null) {
                early = contributions;
                return;
            }
        }
        to.publish(contributions);
    }

    @Override
    public void resourceUpdated(String uri) {
        served().ifPresent(to -> to.resourceUpdated(uri));
    }

    @Override
    public void resourceListChanged() {
        served().ifPresent(Served::listsChanged);
    }
}
