package dev.patchbay.api.config;

import dev.patchbay.api.Stable;

/**
 * A secret value of a configuration, such as a password. It never prints: {@link #toString()} gives {@code ***}, and it
 * is neither {@link java.io.Serializable} nor written to JSON. In a configuration record a component of this type shows
 * up in the schema as {@code {"type": "string", "writeOnly": true, "format": "secret"}}.
 *
 * <p>Threads: immutable. Two secrets are equal only if they are the same object, so that comparing tells nothing about
 * the value.
 */
@Stable
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * Wraps a value.
     *
     * @param value the secret text
     * @return the secret
     */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /**
     * Returns the secret text. Use it where it is needed and keep no copy; never log it, never put it into a result.
     *
     * @return the text
     */
    public String reveal() {
        return value;
    }

    /**
     * Returns three asterisks, whatever the value.
     *
     * @return {@code ***}
     */
    @Override
    public String toString() {
        return "***";
    }
}
