package dev.patchbay.http;

import io.undertow.util.HttpString;

/** The name of a header, ready for look-ups. Make one for each name and keep it. */
public final class HeaderName {
    public static final HeaderName ACCEPT = of("Accept");
    public static final HeaderName ALLOW = of("Allow");
    public static final HeaderName AUTHORIZATION = of("Authorization");
    public static final HeaderName CACHE_CONTROL = of("Cache-Control");
    public static final HeaderName CONTENT_TYPE = of("Content-Type");
    public static final HeaderName WWW_AUTHENTICATE = of("WWW-Authenticate");

    static final HeaderName RETRY_AFTER = of("Retry-After");

    private final HttpString text;

    private HeaderName(String name) {
        this.text = HttpString.tryFromString(name);
    }

    public static HeaderName of(String name) {
        return new HeaderName(name);
    }

    HttpString text() {
        return text;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
