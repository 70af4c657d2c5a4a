package dev.patchbay.access.rule;

import dev.cel.common.values.CelByteString;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much the rules of one call may still cost. One unit is roughly a nanosecond of work on a text, and a value in a
 * list is several, since the library walks lists more than once; counted, not timed, so that a busy machine refuses no
 * call. Not safe for use by several threads.
 */
final class Fuel {
    static final long PER_CALL = 5_000_000;
    /** For all rules over one entry of a view, which may have ten thousand. */
    static final long PER_ENTRY = 100_000;
    private static final int CHARACTERS_PER_UNIT = 2;
    private static final int PER_VALUE = 5;

    private long left;

    Fuel(long units) {
        this.left = units;
    }

    /** Takes units. */
    void take(long units) {
        left -= units;
        if (left < 0) {
            throw new CostExceededException();
        }
    }

    /** Takes what it costs to look at all of a value. */
    void look(@Nullable Object value) {
        switch (value) {
            case String text -> take(PER_VALUE + text.length() / CHARACTERS_PER_UNIT);
            case CelByteString bytes -> take(PER_VALUE + bytes.size() / CHARACTERS_PER_UNIT);
            case Collection<?> collection -> {
                take(PER_VALUE);
                collection.forEach(this::look);
            }
            case Map<?, ?> map -> {
                take(PER_VALUE);
                map.forEach((key, part) -> {
                    look(key);
                    look(part);
                });
            }
            case null, default -> take(PER_VALUE);
        }
    }

    /** The rules of a call cost too much. */
    static final class CostExceededException extends RuntimeException {
        private static final long serialVersionUID = 1;

        CostExceededException() {
            super("the rules cost too much for these arguments", null, false, false);
        }
    }
}
