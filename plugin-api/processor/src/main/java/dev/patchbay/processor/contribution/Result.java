package dev.patchbay.processor.contribution;

import dev.patchbay.processor.type.Use;
import java.util.Optional;

/**
 * What an annotated method returns.
 *
 * @param form how it becomes a result of MCP
 * @param value its type, if it becomes JSON
 */
public record Result(Form form, Optional<Use> value) {
    /** How a returned value becomes a result. */
    public enum Form {
        /** It is the full result. */
        FULL,
        /** It is a text. */
        TEXT,
        /** It is bytes. */
        BYTES,
        /** It is one content block or prompt message. */
        ONE,
        /** It is a list of content blocks, prompt messages or completion values. */
        MANY,
        /** There is none. */
        NOTHING,
        /** It becomes JSON. */
        JSON
    }

    static Result of(Form form) {
        return new Result(form, Optional.empty());
    }
}
