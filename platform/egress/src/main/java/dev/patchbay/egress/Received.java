package dev.patchbay.egress;

import java.util.List;
import java.util.Map;

/** What a server answered. Immutable; the body is not copied. */
public final class Received {
    private final int status;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;

    Received(int status, List<Map.Entry<String, String>> headers, byte[] body) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    /**
     * Returns the status.
     *
     * @return such as 200
     */
    public int status() {
        return status;
    }

    /**
     * Returns the headers.
     *
     * @return names with their values, in the order they came
     */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /**
     * Returns the body.
     *
     * @return not a copy; maybe empty
     */
    public byte[] body() {
        return body;
    }
}
