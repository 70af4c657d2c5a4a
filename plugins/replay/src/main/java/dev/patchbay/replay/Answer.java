package dev.patchbay.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the stand-in answers.
 *
 * {@snippet :
 * Answer.json(403, "{\"message\": \"…\"}").header("X-RateLimit-Remaining", "0").retryAfterSeconds(2)
 * }
 *
 * @param status the status
 * @param headers the headers
 * @param body the text of the body, empty for none
 * @param undescribed why the vendor's description is not asked about this answer; absent: it is
 * @param isTruncated whether the connection ends in the middle of the body
 * @param gate what holds the answer back
 */
public record Answer(int status, Map<String, String> headers, String body, Optional<String> undescribed,
        boolean isTruncated, Optional<Gate> gate) {
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String JSON = "application/json; charset=utf-8";

    /** Copies the headers. */
    public Answer {
        headers = Map.copyOf(headers);
    }

    /**
     * Answers with JSON.
     *
     * @param status the status
     * @param body the JSON text
     * @return the answer
     */
    public static Answer json(int status, String body) {
        return text(status, JSON, body);
    }

    /**
     * Answers with status 200 and JSON.
     *
     * @param body the JSON text
     * @return the answer
     */
    public static Answer json(String body) {
        return json(200, body);
    }

    /**
     * Answers with status 200 and JSON from a file.
     *
     * @param beside the class beside which the file lies
     * @param name the file's name
     * @return the answer
     */
    public static Answer resource(Class<?> beside, String name) {
        return json(textOf(beside, name));
    }

    /**
     * Answers with a text of any type.
     *
     * @param status the status
     * @param contentType its type
     * @param body the text
     * @return the answer
     */
    public static Answer text(int status, String contentType, String body) {
        return new Answer(status, Map.of(CONTENT_TYPE, contentType), body, Optional.empty(), false, Optional.empty());
    }

    /**
     * Answers without a body.
     *
     * @param status the status
     * @return the answer
     */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), "", Optional.empty(), false, Optional.empty());
    }

    /**
     * Answers with a page for humans where JSON is expected, as proxies do.
     *
     * @param status the status
     * @return the answer
     */
    public static Answer html(int status) {
        return text(status, "text/html; charset=utf-8",
                "<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>" + status + "</h1></body></html>")
                .undescribed("a page of something between client and service");
    }

    /**
     * Sends the client elsewhere.
     *
     * @param status the status, such as 302
     * @param location where to
     * @return the answer
     */
    public static Answer redirect(int status, String location) {
        return empty(status).header("Location", location).undescribed("a redirect");
    }

    /**
     * Adds a header, or takes another value for it.
     *
     * @param name its name
     * @param value its value
     * @return the answer with it
     */
    public Answer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body, undescribed, isTruncated, gate);
    }

    /**
     * Adds Retry-After as seconds.
     *
     * @param seconds how many
     * @return the answer with it
     */
    public Answer retryAfterSeconds(long seconds) {
        return header("Retry-After", Long.toString(seconds));
    }

    /**
     * Adds Retry-After as a date.
     *
     * @param when the moment
     * @return the answer with it
     */
    public Answer retryAfterDate(Instant when) {
        return header("Retry-After", httpDate(when));
    }

    /**
     * Ends the connection in the middle of the body.
     *
     * @return such an answer
     */
    public Answer truncated() {
        return new Answer(status, headers, body, Optional.of("half an answer"), true, gate);
    }

    /**
     * Holds the answer back.
     *
     * @param shut what lets it go
     * @return such an answer
     */
    public Answer heldBy(Gate shut) {
        return new Answer(status, headers, body, undescribed, isTruncated, Optional.of(shut));
    }

    /**
     * Says that the vendor's description is not asked about this answer.
     *
     * @param reason why
     * @return such an answer
     */
    public Answer undescribed(String reason) {
        return new Answer(status, headers, body, Optional.of(reason), isTruncated, gate);
    }

    Answer replaced(String from, String to) {
        Map<String, String> replaced = new LinkedHashMap<>();
        headers.forEach((name, value) -> replaced.put(name, value.replace(from, to)));
        return new Answer(status, replaced, body.replace(from, to), undescribed, isTruncated, gate);
    }

    Optional<String> contentType() {
        return headers.entrySet().stream().filter(header -> header.getKey().equalsIgnoreCase(CONTENT_TYPE))
                .map(Map.Entry::getValue).findFirst();
    }

    static String httpDate(Instant when) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(when.atOffset(ZoneOffset.UTC));
    }

    static String textOf(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no file " + name + " beside " + beside.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
