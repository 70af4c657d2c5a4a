package dev.patchbay.http;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;

/**
 * Where the body of a request ends, said in the one way that no two parsers read differently (RFC 9112, section 6). The
 * server's own parser takes more, and a proxy in front may see another end in what it takes.
 */
final class Framing {
    private static final int MAX_DIGITS = 18;

    private Framing() {}

    /** Whether the headers leave no doubt about the end of the body. */
    static boolean isClear(HeaderMap headers) {
        HeaderValues encoding = headers.get(Headers.TRANSFER_ENCODING);
        HeaderValues length = headers.get(Headers.CONTENT_LENGTH);
        if (encoding != null) {
            return length == null && encoding.size() == 1 && encoding.getFirst().equalsIgnoreCase("chunked");
        }
        return length == null || (length.size() == 1 && isNumber(length.getFirst()));
    }

    /** Whether the body comes in chunks, whose edges parsers read less strictly than the headers. */
    static boolean isChunked(HeaderMap headers) {
        return headers.contains(Headers.TRANSFER_ENCODING);
    }

    private static boolean isNumber(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
