package dev.patchbay.benchmarks.measures;

import dev.patchbay.benchmarks.servers.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Streams that are held open, without a thread or a buffer for each. What the server sends is read only when somebody
 * asks how many it has answered. For one thread.
 */
final class OpenStreams implements AutoCloseable {
    private final Running server;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final List<Boolean> answers = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);

    OpenStreams(Running server) {
        this.server = server;
    }

    /** Opens as many as are missing. */
    void open(int count) throws IOException {
        while (channels.size() < count) {
            ByteBuffer request = ByteBuffer.wrap(server.listen().bytes(server.port()));
            SocketChannel channel = SocketChannel
                    .open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            channels.add(channel);
            answers.add(false);
            while (request.hasRemaining()) {
                channel.write(request);
            }
            channel.configureBlocking(false);
        }
    }

    /**
     * Returns how many have got their first bytes by now. A server may keep them back until there is something to tell.
     *
     * @throws IOException if one was refused or has ended
     */
    int answered() throws IOException {
        for (int i = 0; i < channels.size(); i++) {
            buffer.clear();
            int length = channels.get(i).read(buffer);
            String text = new String(buffer.array(), 0, Math.max(length, 0), StandardCharsets.UTF_8);
            if (length < 0) {
                throw new IOException("The stream " + i + " has ended");
            }
            if (length > 0) {
                if (!answers.get(i) && (!text.startsWith("HTTP/1.1 200") || text.contains("\"error\""))) {
                    throw new IOException("The stream " + i + " was answered " + text);
                }
                answers.set(i, true);
            }
        }
        return (int) answers.stream().filter(answered -> answered).count();
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
