package dev.patchbay.server.command;

import dev.patchbay.server.logging.LogSetup;
import dev.patchbay.server.running.PatchbayServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Keeps the process alive while a server runs, and ends it with exit code 0 when it is asked to end (SIGTERM, SIGINT): a
 * JVM of itself would end with 143.
 */
final class ServerProcess {
    private ServerProcess() {}

    /** Returns when the thread is interrupted; a signal ends the process. */
    static void run(PatchbayServer server, Terminal terminal) throws InterruptedException {
        Thread hook = new Thread(() -> {
            terminal.note("Stopping: calls in flight may finish ...");
            Duration limit = server.longestCall();
            boolean all = server.stop(limit);
            terminal.note(all ? "Stopped." : "Stopped; some calls did not finish within " + limit.toSeconds() + " s.");
            LogSetup.stop();
            Runtime.getRuntime().halt(ExitCode.DONE);
        }, "patchbay-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            new CountDownLatch(1).await();
        } finally {
            Runtime.getRuntime().removeShutdownHook(hook);
            server.stop(Duration.ZERO);
        }
    }
}
