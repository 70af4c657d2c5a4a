package dev.patchbay.protocol.input;

import dev.patchbay.protocol.McpResult;
import java.util.Locale;
import java.util.Map;

/**
 * What the user did with a question.
 *
 * @param content the form's values if accepted; empty else
 */
public record ElicitResult(Action action, Map<String, Object> content) implements McpResult {
    /** What a user can do. */
    public enum Action {
        ACCEPT, DECLINE, CANCEL;

        private final String text = name().toLowerCase(Locale.ROOT);

        public String text() {
            return text;
        }
    }

    public static ElicitResult accept(Map<String, Object> content) {
        return new ElicitResult(Action.ACCEPT, content);
    }

    public static ElicitResult decline() {
        return new ElicitResult(Action.DECLINE, Map.of());
    }

    public static ElicitResult cancel() {
        return new ElicitResult(Action.CANCEL, Map.of());
    }
}
