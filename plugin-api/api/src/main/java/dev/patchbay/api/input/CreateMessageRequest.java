package dev.patchbay.api.input;

import dev.patchbay.api.Stable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Asks the client's model for a message. Deprecated by MCP with revision 2026-07-28, not before 2027-07-28 removed.
 * Immutable.
 *
 * <p>Source: MCP 2026-07-28, {@code CreateMessageRequest}.
 */
@Stable
public final class CreateMessageRequest implements InputRequest {
    private final List<SamplingMessage> messages;
    private final int maxTokens;
    private final @Nullable String systemPrompt;
    private final @Nullable Double temperature;

    private CreateMessageRequest(Builder builder) {
        this.messages = List.copyOf(builder.messages);
        this.maxTokens = builder.maxTokens;
        this.systemPrompt = builder.systemPrompt;
        this.temperature = builder.temperature;
    }

    /**
     * Starts a request.
     *
     * @param maxTokens how many tokens the answer may have at most, at least 1
     * @return a new builder
     * @throws IllegalArgumentException if the number is below 1
     */
    public static Builder builder(int maxTokens) {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens is " + maxTokens + ", it must be at least 1");
        }
        return new Builder(maxTokens);
    }

    /**
     * Returns the conversation so far.
     *
     * @return the messages
     */
    public List<SamplingMessage> messages() {
        return messages;
    }

    /**
     * Returns how many tokens the answer may have.
     *
     * @return the number, at least 1
     */
    public int maxTokens() {
        return maxTokens;
    }

    /**
     * Returns the system prompt.
     *
     * @return the text, if set
     */
    public Optional<String> systemPrompt() {
        return Optional.ofNullable(systemPrompt);
    }

    /**
     * Returns the temperature.
     *
     * @return the temperature, if set
     */
    public OptionalDouble temperature() {
        return temperature == null ? OptionalDouble.empty() : OptionalDouble.of(temperature);
    }

    /** Collects a request. Not safe for use by several threads. */
    @Stable
    public static final class Builder {
        private final List<SamplingMessage> messages = new ArrayList<>();
        private final int maxTokens;
        private @Nullable String systemPrompt;
        private @Nullable Double temperature;

        private Builder(int maxTokens) {
            this.maxTokens = maxTokens;
        }

        /**
         * Adds a message.
         *
         * @param message the message
         * @return this builder
         */
        public Builder message(SamplingMessage message) {
            messages.add(message);
            return this;
        }

        /**
         * Sets the system prompt.
         *
         * @param text the text
         * @return this builder
         */
        public Builder systemPrompt(String text) {
            this.systemPrompt = text;
            return this;
        }

        /**
         * Sets the temperature.
         *
         * @param value the temperature, from 0
         * @return this builder
         */
        public Builder temperature(double value) {
            this.temperature = value;
            return this;
        }

        /**
         * Returns the request.
         *
         * @return the request
         */
        public CreateMessageRequest build() {
            return new CreateMessageRequest(this);
        }
    }
}
