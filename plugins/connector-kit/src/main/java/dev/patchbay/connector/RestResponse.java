package dev.patchbay.connector;

import dev.patchbay.api.grant.HttpResponse;
import dev.patchbay.api.tool.ToolException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a service answered to a {@link RestClient}. It prints nothing of its body.
 *
 * <p>Threads: immutable.
 */
public final class RestResponse {
    private static final Pattern LINK = Pattern.compile("<([^<>]{1,4000})>\\s*((?:;[^,<]{1,1000})*)");
    private static final Pattern RELATION = Pattern.compile(";\\s*rel\\s*=\\s*\"?([a-z-]{1,40})\"?\\s*(?:;|$)");

    private static final int LOOKED_AT = 12_000;

    private final String service;
    private final RestRequest request;
    private final HttpResponse response;
    private final Redaction redaction;
    private final Instant at;

    RestResponse(String service, RestRequest request, HttpResponse response, Redaction redaction, Instant at) {
        this.service = service;
        this.request = request;
        this.response = response;
        this.redaction = redaction;
        this.at = at;
    }

    /**
     * Returns the name of the service, for messages.
     *
     * @return such as {@code GitHub}
     */
    public String service() {
        return service;
    }

    /**
     * Returns what was asked: method and path, without the query.
     *
     * @return such as {@code GET /user}
     */
    public String asked() {
        return request.described();
    }

    /**
     * Tells whether what was asked changes nothing, so that asking again does no harm.
     *
     * @return whether it was a read
     */
    public boolean isOfRead() {
        return request.isRead();
    }

    /**
     * Returns the status.
     *
     * @return such as 200
     */
    public int status() {
        return response.status();
    }

    /**
     * Tells whether the status is one of success.
     *
     * @return true from 200 to 299
     */
    public boolean isSuccess() {
        return response.isSuccess();
    }

    /**
     * Returns a header.
     *
     * @param name its name, in any case
     * @return its first value, if there is one
     */
    public Optional<String> header(String name) {
        return response.header(name);
    }

    /**
     * Returns the body as text.
     *
     * @return the text, maybe empty
     */
    public String text() {
        return response.text();
    }

    /**
     * Returns the body as it came.
     *
     * @return a copy, maybe empty
     */
    public byte[] bytes() {
        return response.body();
    }

    /**
     * Returns how long the service asks to wait.
     *
     * @return {@code Retry-After} in either of its forms, if it is there
     */
    public Optional<Duration> retryAfter() {
        return RetryAfter.of(response, at);
    }

    /**
     * Returns the moment at which it came, by the host's clock.
     *
     * @return the moment
     */
    public Instant at() {
        return at;
    }

    /**
     * Returns the body as JSON.
     *
     * @return the value; absent for an answer that has no body by its status (204, 205, 304)
     * @throws ToolException with the code {@code upstream_error} if it is something else: empty, cut off, HTML
     */
    public JsonValue json() {
        if (status() == 204 || status() == 205 || status() == 304) {
            return JsonValue.of(null);
        }
        String text = text();
        if (text.isBlank()) {
            throw notJson("an empty body");
        }
        if (isHtml()) {
            throw notJson("an HTML page" + title(text).map(title -> " titled '" + clean(title) + "'").orElse(""))
                    .suggestion("Check the base URL in the configuration, and whether a proxy or a log-in page stands"
                            + " before " + service + ".");
        }
        try {
            return Json.read(text);
        } catch (MalformedJsonException e) {
            throw notJson("a text that is no whole JSON document (" + e.getMessage() + ", of " + text.length()
                    + " characters)");
        }
    }

    private ToolException notJson(String what) {
        return new ToolException(service + " answers " + status() + " to " + asked() + " with " + what
                + " where JSON was expected. Try again later.").code("upstream_error").retryable();
    }

    boolean isHtml() {
        String type = header("Content-Type").orElse("");
        return type.startsWith("text/html") || (!type.contains("json") && text().stripLeading().startsWith("<"));
    }

    static Optional<String> title(String html) {
        int from = html.indexOf("<title>");
        int to = from < 0 ? -1 : html.indexOf("</title>", from);
        return to < 0 ? Optional.empty() : Optional.of(html.substring(from + 7, to).strip());
    }

    /**
     * Returns where the next page is: the link of relation {@code next}.
     *
     * @return the parameters of the query of the next page, if there is one
     */
    public Optional<Map<String, String>> nextPage() {
        return link("next");
    }

    /**
     * Returns where a {@code Link} leads. Only its query counts, so that an answer can lead nowhere else. Source: RFC 8288.
     *
     * @param relation such as {@code last}
     * @return the parameters of the query, if there is such a link
     */
    public Optional<Map<String, String>> link(String relation) {
        Matcher links = LINK.matcher(header("Link").orElse(""));
        while (links.find()) {
            Matcher found = RELATION.matcher(links.group(2));
            if (found.find() && found.group(1).equals(relation)) {
                return parameters(links.group(1));
            }
        }
        return Optional.empty();
    }

    private static Optional<Map<String, String>> parameters(String url) {
        try {
            String query = URI.create(url).getRawQuery();
            Map<String, String> parameters = new LinkedHashMap<>();
            for (String pair : query == null ? new String[0] : query.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
            return Optional.of(parameters);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a link that is none leads nowhere
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /**
     * Makes a text of the service fit for a message: without tokens and control characters, of at most 500 characters.
     *
     * @param text a text of the service
     * @return the text to show
     */
    public String clean(String text) {
        StringBuilder shown = new StringBuilder();
        // a token may begin in what is shown and end behind it; beyond that nothing matters, and could be very long
        redaction.clean(text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text).codePoints().limit(501)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .forEach(shown::appendCodePoint);
        String line = shown.toString().strip();
        return line.codePointCount(0, line.length()) > 500 ? line.substring(0, line.offsetByCodePoints(0, 500)) + "…"
                : line;
    }

    /** Says what was asked, and the status. */
    @Override
    public String toString() {
        return asked() + ": " + status();
    }
}
