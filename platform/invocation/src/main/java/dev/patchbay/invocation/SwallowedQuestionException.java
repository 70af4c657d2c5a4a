package dev.patchbay.invocation;

import org.jspecify.annotations.Nullable;

/** Says that a plugin caught the unwind at a question and went on. */
final class SwallowedQuestionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SwallowedQuestionException(@Nullable Throwable cause) {
        super("The plugin asked a question and then caught the InputRequired error that ends the run there. "
                + "It must let that error pass: never catch Throwable or Error around a question.", cause);
    }
}
