package dev.patchbay.admin.route;

import dev.patchbay.http.HeaderName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is more than a record: one with headers of its own, or a page for a browser. A page has no script, no
 * style, nothing from elsewhere and no frame around it.
 *
 * @param status of HTTP
 * @param json what is answered; null for a page
 * @param html the page; empty if there is none
 * @param headers further headers
 */
public record Reply(int status, @Nullable Record json, String html, Map<HeaderName, String> headers) {
    private static final HeaderName POLICY = HeaderName.of("Content-Security-Policy");
    private static final HeaderName REFERRER = HeaderName.of("Referrer-Policy");
    private static final HeaderName OPENER = HeaderName.of("Cross-Origin-Opener-Policy");
    private static final HeaderName RESOURCE = HeaderName.of("Cross-Origin-Resource-Policy");
    private static final HeaderName ROBOTS = HeaderName.of("X-Robots-Tag");
    private static final HeaderName SET_COOKIE = HeaderName.of("Set-Cookie");
    private static final Map<HeaderName, String> OF_PAGES = Map.of(
            POLICY, "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
            REFERRER, "no-referrer", OPENER, "same-origin", RESOURCE, "same-origin", ROBOTS, "noindex");

    /** Copies the headers. */
    public Reply {
        headers = Map.copyOf(headers);
    }

    /**
     * A record with status 200.
     *
     * @param body the record
     * @return the answer
     */
    public static Reply json(Record body) {
        return new Reply(200, body, "", Map.of());
    }

    /**
     * A page.
     *
     * @param status of HTTP
     * @param title the heading, anybody's text
     * @param content markup of our own, in which texts of others went through {@link #text}
     * @return the answer
     */
    public static Reply page(int status, String title, String content) {
        return new Reply(status, null, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\"><title>Patchbay</title></head><body><h1>"
                + text(title) + "</h1>\n" + content + "</body></html>\n", OF_PAGES);
    }

    /**
     * The same with a cookie.
     *
     * @param cookie the value of the header
     * @return the answer
     */
    public Reply withCookie(String cookie) {
        Map<HeaderName, String> more = new HashMap<>(headers);
        more.put(SET_COOKIE, cookie);
        return new Reply(status, json, html, more);
    }

    /**
     * Makes anybody's text harmless in an element or a quoted attribute; what is not plain shows as its number.
     *
     * @param anybodys the text
     * @return markup
     */
    public static String text(String anybodys) {
        StringBuilder markup = new StringBuilder(anybodys.length() + 16);
        anybodys.codePoints().forEach(point -> {
            if (point == ' ' || (point > ' ' && point < 0x7f && "&<>\"'".indexOf(point) < 0)) {
                markup.appendCodePoint(point);
            } else if (Character.isLetterOrDigit(point) || "&<>\"'".indexOf(point) >= 0) {
                markup.append("&#").append(point).append(';');
            } else {
                markup.append("&#65533;"); // controls, and what turns the direction of writing
            }
        });
        return markup.toString();
    }
}
