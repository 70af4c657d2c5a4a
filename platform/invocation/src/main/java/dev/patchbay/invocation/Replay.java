package dev.patchbay.invocation;

import dev.patchbay.api.content.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What earlier runs of the same call left behind: the answers of the client and the values kept by {@code once}. The
 * transport carries it from round to round (sealed into {@code requestState} for modern clients, in memory for legacy
 * sessions) and adds the new answers.
 *
 * @param answers answers by the author's key
 * @param values values kept by {@code once}, by the author's key, JSON of JDK types
 */
public record Replay(Map<String, InputAnswer> answers, Map<String, @Nullable Object> values) {
    private static final Replay FIRST = new Replay(Map.of(), Map.of());

    /** Copies the maps. */
    public Replay {
        answers = Map.copyOf(answers);
        values = JsonObject.copyOf(values);
    }

    /**
     * Returns what a new call starts with.
     *
     * @return nothing
     */
    public static Replay first() {
        return FIRST;
    }
}
