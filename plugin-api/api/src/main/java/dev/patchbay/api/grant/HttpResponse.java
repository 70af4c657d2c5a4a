package dev.patchbay.api.grant;

import dev.patchbay.api.Stable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server answered. Immutable. */
@Stable
public final class HttpResponse {
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([A-Za-z0-9._:-]{1,40})");

    private final int status;
    private final String url;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    private HttpResponse(int status, String url, Map<String, List<String>> headers, byte[] body) {
        this.status = status;
        this.url = url;
        this.headers = headers;
        this.body = body;
    }

    /**
     * Creates an answer. Done by the host, and by fakes in tests.
     *
     * @param status the status
     * @param url the URL that answered
     * @param headers names with their values, in the order they came
     * @param body the body; copied
     * @return the answer
     */
    public static HttpResponse of(int status, String url, List<Map.Entry<String, String>> headers, byte[] body) {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(
                header -> byName.computeIfAbsent(header.getKey(), name -> new ArrayList<>()).add(header.getValue()));
        byName.replaceAll((name, values) -> Collections.unmodifiableList(values));
        return new HttpResponse(status, url, Collections.unmodifiableMap(byName), body.clone());
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
     * Tells whether the status is one of success.
     *
     * @return true from 200 to 299
     */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /**
     * Returns the URL that answered, the last one after redirects.
     *
     * @return the URL
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
     * Returns a header.
     *
     * @param name its name, in any case
     * @return its first value, if there is one
     */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /**
     * Returns the body.
     *
     * @return a copy, maybe empty
     */
    public byte[] body() {
        return body.clone();
    }

    /**
     * Returns the body as text, in the charset that the server names, else in UTF-8.
     *
     * @return the text
     */
    public String text() {
        return new String(body, charset());
    }

    private Charset charset() {
        Matcher named = CHARSET.matcher(header("Content-Type").orElse(""));
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** Says status and URL without its query. */
    @Override
    public String toString() {
        int query = url.indexOf('?');
        return status + " " + (query < 0 ? url : url.substring(0, query));
    }
}
