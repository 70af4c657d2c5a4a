package dev.patchbay.connector;

import dev.patchbay.api.tool.ToolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Failures as the house wants them: one of the codes {@code invalid_argument}, {@code not_found}, {@code unauthorized},
 * {@code forbidden}, {@code conflict}, {@code rate_limited}, {@code refused}, {@code timeout}, {@code upstream_error}; what
 * was asked, the status, the service's own words, and what to do. The last two, and whatever is retryable, say that the
 * service does not work, and so open circuit breakers, for every client: they are not for what one call brought about.
 */
public final class Failures {
    private static final int MOST_WORDS = 6;

    private Failures() {}

    /**
     * Makes a failure of what a status means by itself.
     *
     * @param response an answer that is none of success
     * @return the failure
     */
    public static ToolException standard(RestResponse response) {
        return switch (response.status()) {
            case 400, 413, 414, 416, 422 -> of(response, "invalid_argument", "Check the arguments.");
            case 401 -> of(response, "unauthorized",
                    "The credential is missing, wrong or expired: an administrator has to renew it.");
            case 403 -> of(response, "forbidden", "The credential may not do this.");
            case 451 -> of(response, "forbidden", "It is withheld for legal reasons.");
            case 404, 410 -> of(response, "not_found", "Check the names, and whether the credential may see it.");
            case 409, 412 -> of(response, "conflict", "Read its state now, and decide again.");
            case 429 -> rateLimited(response, response.retryAfter());
            case 408, 504 -> unsure(response, "timeout", "Try again later, or ask for less.");
            case 503 -> waiting(of(response, "upstream_error", "Try again later."), response.retryAfter());
            case 502 -> response.isOfRead()
                    ? waiting(of(response, "upstream_error", "Try again later."), response.retryAfter())
                    : unsure(response, "upstream_error", "");
            default -> response.status() >= 500 ? unsure(response, "upstream_error", "Try again later.")
                    : of(response, response.status() >= 400 ? "refused" : "upstream_error",
                            "This is no answer that was expected; check the base URL in the configuration.");
        };
    }

    /** A failure that leaves open whether what was asked was done: a write is not for trying again then. */
    private static ToolException unsure(RestResponse response, String code, String hintForReads) {
        return response.isOfRead() ? of(response, code, hintForReads).retryable()
                : of(response, code, "It is not known whether it was done: look before you try again.");
    }

    /**
     * Makes a failure.
     *
     * @param response the answer
     * @param code one of the codes
     * @param hint what to do, a sentence
     * @return the failure, with the service's own message
     */
    public static ToolException of(RestResponse response, String code, String hint) {
        return of(response, code, words(response).orElse(""), hint);
    }

    /**
     * Makes a failure with words that were found in the answer.
     *
     * @param response the answer
     * @param code one of the codes
     * @param words what the service says
     * @param hint what to do, a sentence
     * @return the failure
     */
    public static ToolException of(RestResponse response, String code, String words, String hint) {
        String said = response.clean(words);
        String end = said.isEmpty() || said.matches("(?s).*[.!?…]") ? " " : ". ";
        return new ToolException(response.service() + " answers " + response.status() + " to " + response.asked()
                + (said.isEmpty() ? "." : ": " + said) + end + hint).code(code);
    }

    /**
     * Makes the failure of a client that asks too often.
     *
     * @param response the answer
     * @param wait how long to wait, if that is known
     * @return the failure
     */
    public static ToolException rateLimited(RestResponse response, Optional<Duration> wait) {
        String when = wait.map(time -> "Try again in " + seconds(time) + " s.").orElse("Try again later.");
        return waiting(of(response, "rate_limited", when), wait);
    }

    private static ToolException waiting(ToolException failure, Optional<Duration> wait) {
        return wait.isPresent() ? failure.retryAfter(wait.get()) : failure.retryable();
    }

    private static long seconds(Duration time) {
        return time.plusMillis(999).toSeconds();
    }

    /**
     * Looks for the service's own words in an answer: in the members that services use for them, in the title of an HTML
     * page, else the beginning of the text.
     *
     * @param response the answer
     * @return the words
     */
    public static Optional<String> words(RestResponse response) {
        String text = response.text();
        if (text.isBlank()) {
            return Optional.empty();
        }
        if (response.isHtml()) {
            return Optional.of(RestResponse.title(text).filter(title -> !title.isEmpty())
                    .map(title -> "an HTML page titled '" + title + "'").orElse("an HTML page"));
        }
        try {
            List<String> found = new ArrayList<>();
            collect(Json.read(text), found);
            return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", found));
        } catch (MalformedJsonException e) {
            return Optional.of(text.length() > 300 ? text.substring(0, 300) + "…" : text);
        }
    }

    private static void collect(JsonValue json, List<String> found) {
        if (json.text().isPresent()) {
            add(json.text().get(), found);
            return;
        }
        for (String name : List.of("message", "error_description", "detail", "title", "reason")) {
            json.at(name).text().ifPresent(text -> add(text, found));
        }
        if (found.isEmpty() && json.at("error").isPresent()) {
            collect(json.at("error"), found);
        }
        for (String name : List.of("errors", "errorMessages")) {
            json.at(name).items().forEach(item -> collectItem(item, found));
            if (json.at(name).text().isPresent()) {
                collect(json.at(name), found);
            }
        }
    }

    /** An entry of a list of errors: a text, or an object that names a field, a code and maybe a message. */
    private static void collectItem(JsonValue item, List<String> found) {
        List<String> parts = new ArrayList<>();
        for (String name : List.of("resource", "field", "code", "message")) {
            item.at(name).text().ifPresent(parts::add);
        }
        add(item.text().orElse(String.join(" ", parts)), found);
    }

    private static void add(@Nullable String text, List<String> found) {
        if (text != null && !text.isBlank() && !found.contains(text) && found.size() < MOST_WORDS) {
            found.add(text);
        }
    }
}
