package dev.patchbay.endpoint;

import dev.patchbay.protocol.wire.HttpConnection;
import dev.patchbay.protocol.wire.WireWatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A socket that says exactly what the test says. */
final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MS = 10_000;

    private final Socket socket;
    private final InputStream in;
    private final HttpConnection watched;

    RawClient(int port, WireWatch wire) {
        watched = new HttpConnection(wire);
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(TIMEOUT_MS);
            in = socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        watched.client(bytes, 0, bytes.length);
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    private int read() throws IOException {
        int next = in.read();
        if (next < 0) {
            watched.end();
        } else {
            watched.server(new byte[]{(byte) next}, 0, 1);
        }
        return next;
    }

    /** What has come, at least a byte of it. */
    String readSome() throws IOException {
        byte[] some = new byte[8192];
        int length = in.read(some);
        if (length < 0) {
            watched.end();
            throw new IOException("closed");
        }
        watched.server(some, 0, length);
        return new String(some, 0, length, StandardCharsets.UTF_8);
    }

    /** Whether something has come that was not read yet. */
    boolean hasSome() throws IOException {
        return in.available() > 0;
    }

    /** All that comes until the server closes the connection. */
    String readAll() throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            for (int next = read(); next >= 0; next = read()) {
                text.append((char) next);
            }
        } catch (SocketException e) {
            return text.toString(); // closed with bytes of ours unread
        }
        return text.toString();
    }

    String readUntil(String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = read();
            if (next < 0) {
                throw new IOException("closed after: " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
