package dev.patchbay.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request to {@code /mcp}.
 *
 * @param method the method of HTTP
 * @param headers all headers but Host and Content-Length
 * @param body the body, empty for none
 */
public record Request(String method, Map<String, String> headers, String body) {
    /** A POST with a body. */
    public static Request post(Map<String, String> headers, String body) {
        return new Request("POST", headers, body);
    }

    /** Returns the bytes that go over the wire to a port of this machine. */
    public byte[] bytes(int port) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(method + " /mcp HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!body.isEmpty()) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[start.length + content.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }
}
