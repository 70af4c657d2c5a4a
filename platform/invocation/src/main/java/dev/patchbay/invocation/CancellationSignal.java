package dev.patchbay.invocation;

import dev.patchbay.api.call.CallCancelledException;
import dev.patchbay.api.call.Cancellation;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a call that nobody waits for it any more. */
final class CancellationSignal implements Cancellation {
    private static final Logger LOG = LoggerFactory.getLogger(CancellationSignal.class);

    private List<Runnable> actions = List.of();
    private volatile boolean cancelled;

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void throwIfCancelled() {
        if (cancelled) {
            throw new CallCancelledException("Nobody waits for this call any more");
        }
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                List<Runnable> more = new ArrayList<>(actions);
                more.add(action);
                actions = more;
                return;
            }
        }
        run(action);
    }

    void fire() {
        List<Runnable> toRun;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            toRun = actions;
            actions = List.of();
        }
        if (!toRun.isEmpty()) {
            // a thread of its own: the one that fires may be an I/O thread, and an action is the plugin's code
            Thread.ofPlatform().daemon().name("cancel").start(() -> toRun.forEach(CancellationSignal::run));
        }
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) { // an action is the plugin's code: it hurts nobody else
            LOG.warn("An action that a plugin runs at the cancellation of a call failed", e);
        }
    }
}
