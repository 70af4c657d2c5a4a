package dev.patchbay.tests.product;

import dev.patchbay.protocol.wire.HttpConnection;
import dev.patchbay.protocol.wire.WireWatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between clients and a server, changes nothing, and shows a watch all that goes by: what other people's clients
 * received was checked, whatever they themselves made of it. Speaks HTTP/1.1 without TLS. Safe for all threads.
 */
public final class WireTap implements AutoCloseable {
    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unread = new AtomicInteger();
    private final WireWatch watch;
    private volatile int server;

    WireTap(WireWatch watch) {
        this.watch = watch;
        try {
            listening = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** Passes connections on to this port of this machine from now on. */
    void before(int port) {
        server = port;
    }

    /** Returns the port that stands for the server's. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Breaks all connections that are open, as a network does that is lost. */
    public void cut() {
        open.forEach(WireTap::close);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                threads.execute(() -> connect(client));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void connect(Socket client) {
        HttpConnection connection = new HttpConnection(watch);
        open.add(client);
        try (client; Socket to = new Socket(InetAddress.getLoopbackAddress(), server)) {
            client.setTcpNoDelay(true);
            to.setTcpNoDelay(true);
            var requests = threads.submit(() -> {
                pass(client, to, connection::client);
                to.shutdownOutput();
                return true;
            });
            try {
                pass(to, client, connection::server);
                connection.end();
            } finally {
                requests.cancel(true);
            }
        } catch (IOException e) {
            connection.end(); // either side may go at any moment
        } finally {
            open.remove(client);
            if (connection.isOpaque()) {
                unread.incrementAndGet();
            }
        }
    }

    /** Looks at bytes before they go on. */
    @FunctionalInterface
    private interface Look {
        void at(byte[] bytes, int offset, int length);
    }

    private static void pass(Socket from, Socket to, Look look) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            look.at(buffer, 0, count);
            out.write(buffer, 0, count);
        }
    }

    private static void close(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            return; // it was closed at this very moment
        }
    }

    /** Ends it; throws if something went by that could not be read, and was therefore not checked. */
    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
        threads.shutdownNow();
        if (unread.get() > 0) {
            throw new AssertionError(unread + " connections were no plain HTTP/1.1, and what they carried was not"
                    + " checked; Installation.directUrl() is for those");
        }
    }
}
