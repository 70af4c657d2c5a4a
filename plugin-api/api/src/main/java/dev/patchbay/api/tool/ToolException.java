package dev.patchbay.api.tool;

import dev.patchbay.api.Stable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A failure of a tool that the model can act on. The client gets a result with {@code isError}, the message as its text,
 * and the rest in {@code _meta["dev.patchbay/error"]}. So the message is written for the model: what failed, with which
 * value, what to try. It must not hold a secret.
 *
 * {@snippet :
 * throw new ToolException("There is no note 42. Call list_notes to see the notes there are.")
 *         .code("not_found").suggestion("Call list_notes");
 * }
 *
 * <p>Not safe for use by several threads until thrown.
 */
@Stable
public final class ToolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private @Nullable String code;
    private boolean retryable;
    private @Nullable Duration retryAfter;
    private @Nullable String backoff;
    private boolean triedAgain;
    private List<String> suggestions = List.of();

    /**
     * Creates a failure.
     *
     * @param message what failed, with which value, what to try; the client sees it
     */
    public ToolException(String message) {
        super(message);
    }

    /**
     * Creates a failure with a cause.
     *
     * @param message what failed, with which value, what to try; the client sees it
     * @param cause what led to it; logged, the client never sees it
     */
    public ToolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Sets the code.
     *
     * @param value a word in snake_case such as {@code not_found}
     * @return this exception
     */
    public ToolException code(String value) {
        this.code = value;
        return this;
    }

    /**
     * Says that the same call may work later.
     *
     * @return this exception
     */
    public ToolException retryable() {
        this.retryable = true;
        return this;
    }

    /**
     * Says that the same call may work after a time.
     *
     * @param time how long to wait
     * @return this exception
     */
    public ToolException retryAfter(Duration time) {
        this.retryable = true;
        this.retryAfter = time;
        return this;
    }

    /**
     * Says that the same call may work later, and how the waits between tries should grow.
     *
     * @param way a word, such as {@code exponential}
     * @return this exception
     */
    public ToolException backoff(String way) {
        this.retryable = true;
        this.backoff = way;
        return this;
    }

    /**
     * Says that the plugin has tried again itself, as often as the service allows, so that the host does not.
     *
     * @return this exception
     */
    public ToolException triedAgain() {
        this.triedAgain = true;
        return this;
    }

    /**
     * Adds a thing to try.
     *
     * @param text what to try
     * @return this exception
     */
    public ToolException suggestion(String text) {
        this.suggestions = Stream.concat(suggestions.stream(), Stream.of(text))
                .toList();
        return this;
    }

    /**
     * Returns the code.
     *
     * @return the code, if set
     */
    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    /**
     * Returns whether the same call may work later.
     *
     * @return whether it may
     */
    public boolean isRetryable() {
        return retryable;
    }

    /**
     * Returns how long to wait before the next try.
     *
     * @return the time, if set
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * Returns how the waits between tries should grow.
     *
     * @return a word such as {@code exponential}, if set
     */
    public Optional<String> backoff() {
        return Optional.ofNullable(backoff);
    }

    /**
     * Returns whether the plugin has tried again itself.
     *
     * @return whether it has
     */
    public boolean hasTriedAgain() {
        return triedAgain;
    }

    /**
     * Returns the things to try.
     *
     * @return the suggestions, maybe none
     */
    public List<String> suggestions() {
        return suggestions;
    }
}
