package dev.patchbay.api.grant;

import dev.patchbay.api.Stable;
import dev.patchbay.api.config.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request to a server. Immutable; every {@code with} gives a changed copy. It never prints headers or body. */
@Stable
public final class HttpRequest {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");

    private final String method;
    private final String url;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final @Nullable Duration timeout;
    private final boolean followsRedirects;

    private HttpRequest(String method, String url, Map<String, List<String>> headers, byte[] body,
            @Nullable Duration timeout, boolean followsRedirects) {
        this.method = method;
        this.url = url;
        this.headers = headers;
        this.body = body;
        this.timeout = timeout;
        this.followsRedirects = followsRedirects;
    }

    /**
     * Creates a request without headers and body.
     *
     * @param method such as {@code DELETE}
     * @param url an absolute http or https URL
     * @return the request
     * @throws IllegalArgumentException if the method is no token of HTTP
     */
    public static HttpRequest of(String method, String url) {
        if (!TOKEN.matcher(method).matches()) {
            throw new IllegalArgumentException("'" + method + "' is no method of HTTP");
        }
        return new HttpRequest(method, url, Map.of(), new byte[0], null, true);
    }

    /**
     * Creates a GET.
     *
     * @param url an absolute http or https URL
     * @return the request
     */
    public static HttpRequest get(String url) {
        return of("GET", url);
    }

    /**
     * Creates a POST.
     *
     * @param url an absolute http or https URL
     * @return the request
     */
    public static HttpRequest post(String url) {
        return of("POST", url);
    }

    /**
     * Adds a header.
     *
     * @param name its name; Host, Connection, Content-Length, Transfer-Encoding and the like are the host's to set
     * @param value its value, printable characters
     * @return the changed request
     * @throws IllegalArgumentException if the name or the value is illegal
     */
    public HttpRequest withHeader(String name, String value) {
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no name of a header");
        }
        if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f) || (c >= 0x80 && c <= 0xff))) {
            throw new IllegalArgumentException("The value of the header " + name + " has characters that are not"
                    + " printable");
        }
        Map<String, List<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        changed.putAll(headers);
        List<String> values = new ArrayList<>(changed.getOrDefault(name, List.of()));
        values.add(value);
        changed.put(name, Collections.unmodifiableList(values));
        return new HttpRequest(method, url, Collections.unmodifiableMap(changed), body, timeout, followsRedirects);
    }

    /**
     * Adds {@code Authorization: Bearer} with a secret.
     *
     * @param token the secret
     * @return the changed request
     */
    public HttpRequest withBearer(Secret token) {
        return withHeader("Authorization", "Bearer " + token.reveal());
    }

    /**
     * Sets the body.
     *
     * @param type its type, such as {@code application/json}
     * @param bytes the bytes; copied
     * @return the changed request
     */
    public HttpRequest withBody(String type, byte[] bytes) {
        HttpRequest typed = withHeader("Content-Type", type);
        return new HttpRequest(method, url, typed.headers, bytes.clone(), timeout, followsRedirects);
    }

    /**
     * Sets the body to a text in UTF-8.
     *
     * @param type its type, such as {@code application/json}
     * @param text the text
     * @return the changed request
     */
    public HttpRequest withText(String type, String text) {
        return withBody(type, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sets how long it may take, if that is shorter than what the host allows.
     *
     * @param limit the time for all of it, redirects included
     * @return the changed request
     */
    public HttpRequest withTimeout(Duration limit) {
        return new HttpRequest(method, url, headers, body, limit, followsRedirects);
    }

    /**
     * Takes an answer that leads elsewhere as it is.
     *
     * @return the changed request
     */
    public HttpRequest withoutRedirects() {
        return new HttpRequest(method, url, headers, body, timeout, false);
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
     * Returns the URL.
     *
     * @return the text as it was given
     */
    public String url() {
        return url;
    }

    /**
     * Returns the headers.
     *
     * @return values by name, in any case
     */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /**
     * Returns the body.
     *
     * @return a copy, empty for none
     */
    public byte[] body() {
        return body.clone();
    }

    /**
     * Returns how long it may take.
     *
     * @return the time, if it was set
     */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /**
     * Returns whether redirects are followed.
     *
     * @return whether they are
     */
    public boolean followsRedirects() {
        return followsRedirects;
    }

    /** Says method and URL without its query; the rest may hold secrets. */
    @Override
    public String toString() {
        int query = url.indexOf('?');
        return method + " " + (query < 0 ? url : url.substring(0, query));
    }
}
