package dev.patchbay.egress;

import java.util.List;
import java.util.Map;

/** What is sent to a server. Immutable; the body is not copied. */
public final class Sent {
    private final String method;
    private final String path;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;

    /**
     * Creates it.
     *
     * @param method such as {@code GET}
     * @param path the path with its query, as it goes over the wire
     * @param headers names with their values, checked by whoever lets them through; not Host, Connection, Content-Length
     * @param body the body, empty for none
     */
    public Sent(String method, String path, List<Map.Entry<String, String>> headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    /**
     * Returns the method.
     *
     * @return such as {@code GET}
     */
    public String method() {
        return method;
    }

    /**
     * Returns the path.
     *
     * @return with its query
     */
    public String path() {
        return path;
    }

    /**
     * Returns the headers.
     *
     * @return names with their values
     */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /**
     * Returns the body.
     *
     * @return not a copy; empty for none
     */
    public byte[] body() {
        return body;
    }
}
