package dev.patchbay.invocation;

import dev.patchbay.api.call.CallCancelledException;
import dev.patchbay.api.call.Cancellation;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a call that nobody waits for it any more. After the end of the call it tells nothing new. */
final class CancellationSignal implements Cancellation {
    private static final Logger LOG = LoggerFactory.getLogger(CancellationSignal.class);

    private List<Action> actions = List.of();
    private boolean closed;
    private volatile boolean cancelled;

    /** Runs where the plugin's own threads run, with their class loader: those of the thread that brought it. */
    private record Action(Runnable code, ThreadGroup group, ClassLoader loader) {
        static Action of(Runnable code) {
            Thread thread = Thread.currentThread();
            return new Action(code, thread.getThreadGroup(), thread.getContextClassLoader());
        }

        void run() {
            try {
                code.run();
            } catch (Throwable e) { // an action is the plugin's code: it hurts nobody else
                LOG.warn("An action that a plugin runs at the cancellation of a call failed", e);
            }
        }
    }

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
    public void onCancel(Runnable code) {
        Action action = Action.of(code);
        synchronized (this) {
            if (!cancelled) {
                if (!closed) {
                    List<Action> more = new ArrayList<>(actions);
                    more.add(action);
                    actions = more;
                }
                return;
            }
        }
        action.run();
    }

    void fire() {
        List<Action> toRun;
        synchronized (this) {
            if (cancelled || closed) {
                return;
            }
            cancelled = true;
            toRun = actions;
            actions = List.of();
        }
        if (!toRun.isEmpty()) {
            start(toRun);
        }
    }

    synchronized void close() {
        closed = true;
        actions = List.of();
    }

    /** On a thread of its own: the one that fires may be an I/O thread, and those of the instance may all be stuck. */
    private static void start(List<Action> toRun) {
        Action first = toRun.getFirst();
        Thread thread = new Thread(first.group(), () -> toRun.forEach(Action::run), "patchbay-cancellation");
        thread.setDaemon(true);
        thread.setContextClassLoader(first.loader());
        thread.start();
    }
}
