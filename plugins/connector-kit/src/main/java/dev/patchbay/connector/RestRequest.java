package dev.patchbay.connector;

import dev.patchbay.api.tool.ToolException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request below the base URL of a {@link RestClient}. What comes from arguments can neither leave that base nor change
 * the meaning of the path: every segment is percent-encoded, and {@code .}, {@code ..} and empty ones are refused, also
 * between slashes and backslashes inside a segment.
 *
 * {@snippet :
 * RestRequest.get("repos", owner, name, "issues").query("state", "open")
 * }
 *
 * <p>Immutable; every method gives a changed copy. Source: RFC 3986, section 3.3.
 */
public final class RestRequest {
    private static final int MAX_SEGMENT = 1024;

    private final String method;
    private final String path;
    private final Map<String, String> query;
    private final Map<String, String> headers;
    private final @Nullable String contentType;
    private final @Nullable String body;
    private final boolean isRead;

    private RestRequest(String method, String path, Map<String, String> query, Map<String, String> headers,
            @Nullable String contentType, @Nullable String body, boolean isRead) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.contentType = contentType;
        this.body = body;
        this.isRead = isRead;
    }

    /**
     * Creates a request.
     *
     * @param method such as {@code PATCH}; GET and HEAD are reads
     * @param segments the path below the base URL
     * @return the request
     * @throws ToolException with the code {@code invalid_argument} if a segment is illegal
     */
    public static RestRequest of(String method, String... segments) {
        boolean reads = method.equals("GET") || method.equals("HEAD");
        return new RestRequest(method, "", Map.of(), Map.of(), null, null, reads).segments(segments);
    }

    /**
     * Creates a GET.
     *
     * @param segments the path below the base URL
     * @return the request
     * @throws ToolException with the code {@code invalid_argument} if a segment is illegal
     */
    public static RestRequest get(String... segments) {
        return of("GET", segments);
    }

    /**
     * Creates a POST.
     *
     * @param segments the path below the base URL
     * @return the request
     * @throws ToolException with the code {@code invalid_argument} if a segment is illegal
     */
    public static RestRequest post(String... segments) {
        return of("POST", segments);
    }

    /**
     * Adds segments to the path.
     *
     * @param more the segments, as they are meant, not encoded
     * @return the changed request
     * @throws ToolException with the code {@code invalid_argument} if a segment is illegal
     */
    public RestRequest segments(String... more) {
        StringBuilder longer = new StringBuilder(path);
        for (String segment : more) {
            longer.append('/').append(encoded(segment));
        }
        return new RestRequest(method, longer.toString(), query, headers, contentType, body, isRead);
    }

    /**
     * Adds a path of several segments, such as that of a file. One slash at its begin is left out.
     *
     * @param relative the path, not encoded
     * @return the changed request
     * @throws ToolException with the code {@code invalid_argument} if a segment is illegal
     */
    public RestRequest path(String relative) {
        String plain = relative.startsWith("/") ? relative.substring(1) : relative;
        return segments(plain.split("/", -1));
    }

    private static String encoded(String segment) {
        if (segment.isEmpty() || segment.length() > MAX_SEGMENT) {
            throw illegal(segment, segment.isEmpty() ? "is empty" : "is longer than " + MAX_SEGMENT + " characters");
        }
        for (String part : segment.split("[/\\\\]", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw illegal(segment, "has an empty part, '.' or '..'");
            }
        }
        if (segment.chars().anyMatch(c -> c < ' ' || c == 0x7f) || !isWellFormed(segment)) {
            throw illegal("", "has characters that cannot be part of a name");
        }
        StringBuilder out = new StringBuilder();
        for (byte each : segment.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            }
        }
        return out.toString();
    }

    private static boolean isWellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static ToolException illegal(String segment, String why) {
        String shown = segment.isEmpty() || segment.length() > 100 ? "A name in the arguments" : "'" + segment + "'";
        return new ToolException(shown + " " + why + "; nothing was sent.").code("invalid_argument");
    }

    /**
     * Sets a parameter of the query.
     *
     * @param name its name
     * @param value its value, not encoded
     * @return the changed request
     */
    public RestRequest query(String name, Object value) {
        return query(Map.of(name, String.valueOf(value)));
    }

    /**
     * Sets a parameter of the query, if there is a value.
     *
     * @param name its name
     * @param value its value, not encoded
     * @return the changed request
     */
    public RestRequest query(String name, Optional<?> value) {
        return value.isEmpty() ? this : query(name, value.get());
    }

    /**
     * Sets parameters of the query.
     *
     * @param more values by name, not encoded
     * @return the changed request
     */
    public RestRequest query(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(query);
        all.putAll(more);
        return new RestRequest(method, path, all, headers, contentType, body, isRead);
    }

    /**
     * Sets a header.
     *
     * @param name its name
     * @param value its value
     * @return the changed request
     */
    public RestRequest header(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new RestRequest(method, path, query, all, contentType, body, isRead);
    }

    /**
     * Sets the body to JSON.
     *
     * @param json JSON of JDK types
     * @return the changed request
     */
    public RestRequest json(Object json) {
        return new RestRequest(method, path, query, headers, "application/json; charset=utf-8", Json.write(json),
                isRead);
    }

    /**
     * Sets the body to a form.
     *
     * @param fields values by name, not encoded
     * @return the changed request
     */
    public RestRequest form(Map<String, String> fields) {
        return new RestRequest(method, path, query, headers, "application/x-www-form-urlencoded", joined(fields),
                isRead);
    }

    /**
     * Says that the request changes nothing, although its method does not say so: it may be sent twice.
     *
     * @return the changed request
     */
    public RestRequest asRead() {
        return new RestRequest(method, path, query, headers, contentType, body, true);
    }

    boolean isRead() {
        return isRead;
    }

    String method() {
        return method;
    }

    /** The path below the base URL, encoded, with its query. */
    String target() {
        return query.isEmpty() ? path : path + "?" + joined(query);
    }

    /** Method and path: what may be told to clients. */
    String described() {
        return method + " " + path;
    }

    Map<String, String> headers() {
        return headers;
    }

    Optional<String> contentType() {
        return Optional.ofNullable(contentType);
    }

    String body() {
        return Objects.requireNonNullElse(body, "");
    }

    private static String joined(Map<String, String> parameters) {
        List<String> pairs = new ArrayList<>();
        parameters.forEach((name, value) -> pairs.add(form(name) + "=" + form(value)));
        return pairs.stream().collect(Collectors.joining("&"));
    }

    private static String form(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Says method and path. */
    @Override
    public String toString() {
        return described();
    }
}
