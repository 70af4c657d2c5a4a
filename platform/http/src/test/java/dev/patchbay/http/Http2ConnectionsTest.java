package dev.patchbay.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** That no connection of HTTP/2 is forgotten when the server ends, whenever it began to speak. */
class Http2ConnectionsTest {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    private static final int GOAWAY = 7;

    @Test
    void aConnectionThatBeginsToSpeakAfterTheServerBeganToEndIsToldToo() throws IOException {
        try (HttpServer server = HttpServer.start(HttpOptions.defaults(),
                new Site(Map.of(), Set.of(), exchange -> exchange.answer(200)));
                Socket early = connect(server);
                Socket late = connect(server);
                Socket other = connect(server)) {
            speak(early);
            assertThat(next(early)[3]).as("its settings").isEqualTo((byte) 4);
            other.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost:1\r\n\r\n".getBytes(US_ASCII));
            assertThat(other.getInputStream().read()).as("accepted, and so are those before it").isPositive();

            server.stopAccepting();
            speak(late);

            assertThat(lastStream(early)).isEqualTo(Integer.MAX_VALUE);
            assertThat(lastStream(late)).isEqualTo(Integer.MAX_VALUE);
        }
    }

    private static Socket connect(HttpServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void speak(Socket socket) throws IOException {
        socket.getOutputStream().write(PREFACE);
        socket.getOutputStream().write(SETTINGS);
    }

    private static byte[] next(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] frame = new byte[9];
        in.readFully(frame);
        int length = (frame[1] & 0xff) << 8 | (frame[2] & 0xff);
        frame = Arrays.copyOf(frame, 9 + length);
        in.readFully(frame, 9, length);
        return frame;
    }

    /** Reads until the client is told to open no more streams, and returns the last one that is taken. */
    private static int lastStream(Socket socket) throws IOException {
        byte[] frame = next(socket);
        while (frame[3] != GOAWAY) {
            frame = next(socket);
        }
        return ByteBuffer.wrap(frame).getInt(9);
    }
}
