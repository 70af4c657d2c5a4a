package dev.patchbay.host.runtime;

import java.time.Instant;
import java.util.List;

/**
 * A call that went on for seconds after its limit, although it was interrupted. Java cannot end its thread; the pool
 * has replaced it.
 *
 * @param label what ran, such as {@code tools/call notes_export}
 * @param thread the name of its thread
 * @param since when it was found to be lost
 * @param spinning whether it uses the processor; otherwise it waits for something
 * @param stack where it was when it was found
 */
public record LostCall(String label, String thread, Instant since, boolean spinning, List<String> stack) {
    /** Copies the stack. */
    public LostCall {
        stack = List.copyOf(stack);
    }
}
