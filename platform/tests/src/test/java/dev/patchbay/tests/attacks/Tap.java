package dev.patchbay.tests.attacks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Passes connections on byte by byte, and counts them: what a proxy sends to the server behind it. */
final class Tap implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final int target;

    Tap(int target) throws IOException {
        this.target = target;
        threads.execute(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How many connections came so far. */
    int connections() {
        return connections.get();
    }

    /** How many bytes of requests went through so far. */
    long bytes() {
        return bytes.get();
    }

    private void accept() {
        while (true) {
            try {
                Socket from = listening.accept();
                connections.incrementAndGet();
                Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
                threads.execute(() -> pass(from, to, bytes));
                threads.execute(() -> pass(to, from, new AtomicLong()));
            } catch (IOException e) {
                if (listening.isClosed()) {
                    return;
                }
            }
        }
    }

    private static void pass(Socket from, Socket to, AtomicLong counter) {
        byte[] buffer = new byte[8192];
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                counter.addAndGet(count);
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // either side may close at any moment, and then both are closed
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}
