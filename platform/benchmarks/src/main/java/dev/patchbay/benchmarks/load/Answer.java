package dev.patchbay.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer to one request over a connection of its own, read without an HTTP client: a client would take longer to
 * start than some servers do.
 *
 * @param status the status of HTTP
 * @param headers the headers, their names in lower case
 * @param text the body, without the framing of chunks
 */
public record Answer(int status, Map<String, String> headers, String text) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int LIMIT_MILLIS = 60_000;

    /** Sends a request to a port of this machine and reads the whole answer. */
    public static Answer of(int port, Request request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
            socket.getOutputStream().write(request.bytes(port));
            return read(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
        }
    }

    private static Answer read(InputStream in) throws IOException {
        String[] start = line(in).split(" ", 3);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        byte[] body;
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            body = chunks(in);
        } else {
            body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        }
        return new Answer(Integer.parseInt(start[1]), headers, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
            body.write(in.readNBytes(length));
            line(in);
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The connection ended within a line");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Returns the JSON-RPC message, which is in the last event if the server answers with a stream of them. */
    public JsonNode message() {
        String json = text;
        if (headers.getOrDefault("content-type", "").startsWith("text/event-stream")) {
            json = text.lines().filter(line -> line.startsWith("data:")).map(line -> line.substring(5).strip())
                    .filter(data -> !data.isEmpty()).reduce("null", (before, last) -> last);
        }
        return MAPPER.readTree(json.isBlank() ? "null" : json);
    }
}
