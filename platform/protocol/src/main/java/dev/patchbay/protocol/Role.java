package dev.patchbay.protocol;

import java.util.Locale;
import java.util.Optional;

/** Who speaks, or whom something is meant for. */
public enum Role {
    USER, ASSISTANT;

    private final String text = name().toLowerCase(Locale.ROOT);

    public String text() {
        return text;
    }

    public static Optional<Role> of(String text) {
        return switch (text) {
            case "user" -> Optional.of(USER);
            case "assistant" -> Optional.of(ASSISTANT);
            default -> Optional.empty();
        };
    }
}
