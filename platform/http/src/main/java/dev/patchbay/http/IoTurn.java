package dev.patchbay.http;

import java.util.concurrent.RejectedExecutionException;
import org.xnio.XnioIoThread;

/**
 * The turn of an I/O thread: it looks at all connections on which something has come, one after the other, and then
 * begins anew.
 *
 * <p>Threads: any.
 */
public final class IoTurn {
    private IoTurn() {}

    /**
     * Runs a task behind the requests that this I/O thread reads in its turn; at once on any other thread.
     *
     * @param task what to do, short and without blocking
     */
    public static void atEnd(Runnable task) {
        XnioIoThread here = XnioIoThread.currentThread();
        if (here == null) {
            task.run();
            return;
        }
        try {
            here.execute(task);
        } catch (RejectedExecutionException e) { // the server ends, and so does the thread
            task.run();
        }
    }
}
