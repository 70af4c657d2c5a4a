package dev.patchbay.tests.product;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A connection of HTTP/2 that sends exactly the frames a test says, however wrong they are. */
public final class RawHttp2 implements AutoCloseable {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int RESET = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int CONTINUATION = 9;
    public static final int END_STREAM = 1;
    public static final int END_HEADERS = 4;

    private final Socket socket;
    private final DataInputStream in;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private final String authority;
    private int lastStream = -1;

    /** A frame that came. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Frame(int type, int flags, int stream, byte[] payload) {
        /** The last stream that is taken, of the end of the connection. */
        public int lastStream() {
            return ByteBuffer.wrap(payload).getInt(0);
        }

        /** The error of a reset or of the end of the connection. */
        public int error() {
            int at = type == GOAWAY ? 4 : 0;
            return ByteBuffer.wrap(payload).getInt(at);
        }
    }

    /** Connects to a port of this machine and says the preface with these settings. */
    public RawHttp2(int port, byte... settings) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
            authority = "127.0.0.1:" + port;
            waiting.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            frame(SETTINGS, 0, 0, settings);
            flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a frame to what is sent next. */
    public RawHttp2 frame(int type, int flags, int stream, byte[] payload) {
        int length = payload.length;
        for (int part : new int[]{length >> 16, length >> 8, length, type, flags, stream >> 24, stream >> 16,
            stream >> 8, stream}) {
            waiting.write(part);
        }
        waiting.writeBytes(payload);
        return this;
    }

    /** Sends what waits; false if the server has closed the connection. */
    public boolean flush() {
        try {
            waiting.writeTo(socket.getOutputStream());
            waiting.reset();
            return true;
        } catch (SocketException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How much waits. */
    public int waiting() {
        return waiting.size();
    }

    /** The number of the next stream. */
    public int nextStream() {
        lastStream += 2;
        return lastStream;
    }

    /** Headers of a call as HPACK, every field literal and not remembered. */
    public byte[] call(String tool, int length, String... more) {
        var block = new ByteArrayOutputStream();
        String[] fields = {":method", "POST", ":scheme", "http", ":path", "/mcp", ":authority", authority,
            "content-type", "application/json", "accept", "application/json", "mcp-protocol-version", "2026-07-28",
            "mcp-method", "tools/call", "mcp-name", tool, "content-length", Integer.toString(length)};
        for (int i = 0; i < fields.length; i += 2) {
            field(block, 0, fields[i], fields[i + 1]);
        }
        for (int i = 0; i < more.length; i += 2) {
            field(block, 0, more[i], more[i + 1]);
        }
        return block.toByteArray();
    }

    /** One field: kind 0 is literal and not remembered, 0x40 is remembered. */
    public static void field(ByteArrayOutputStream block, int kind, String name, String value) {
        block.write(kind);
        text(block, name);
        text(block, value);
    }

    private static void text(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < 127) {
            block.write(bytes.length);
        } else {
            block.write(127);
            int rest = bytes.length - 127;
            while (rest >= 128) {
                block.write((rest & 127) | 128);
                rest >>= 7;
            }
            block.write(rest);
        }
        block.writeBytes(bytes);
    }

    /** The next frame, or empty when the server has closed the connection. */
    public Optional<Frame> read() throws IOException {
        try {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            return Optional.of(new Frame(type, flags, stream, in.readNBytes(length)));
        } catch (EOFException | SocketException e) {
            return Optional.empty();
        }
    }

    /** Reads until a frame of that type, or until the server closes the connection. */
    public Optional<Frame> read(int type) throws IOException {
        Optional<Frame> frame = read();
        while (frame.isPresent() && frame.get().type() != type) {
            frame = read();
        }
        return frame;
    }

    /** Whether the server closes the connection, whatever it says before. */
    public boolean isClosed() throws IOException {
        try {
            while (read().isPresent()) {
                // it still says something
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
