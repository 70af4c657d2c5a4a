package dev.patchbay.host;

import java.util.Optional;

/**
 * What came of a decision.
 *
 * @param isDone whether it holds; else a second administrator must decide the same
 * @param second the administrator who decided the same before, where two are needed
 */
public record Decision(boolean isDone, Optional<String> second) {
    /** It holds. */
    public static final Decision DONE = new Decision(true, Optional.empty());
    /** A second administrator must decide the same. */
    public static final Decision WAITS = new Decision(false, Optional.empty());
}
