package dev.patchbay.stdio;

import dev.patchbay.protocol.http.McpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A session of an older revision.
 *
 * @param upstream where
 * @param id its id; empty where the endpoint has none
 * @param version the revision both sides settled on
 */
record Session(Upstream upstream, Optional<String> id, String version) {
    /** The first revision whose clients name it in a header. */
    private static final String FIRST_NAMED = "2025-06-18";

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        id.ifPresent(text -> headers.put(McpHeaders.SESSION_ID, text));
        if (version.compareTo(FIRST_NAMED) >= 0) {
            headers.put(McpHeaders.PROTOCOL_VERSION, version);
        }
        return headers;
    }
}
