package dev.patchbay.invocation;

import dev.patchbay.api.content.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What earlier runs of the same call left behind: the answers of the client, the values kept by {@code once}, and which
 * questions wait on which pages. What is filled in on a page is never part of it. The transport carries it from round to
 * round (sealed into {@code requestState} for modern clients, in memory for legacy sessions) and adds the new answers.
 *
 * @param answers answers by the author's key
 * @param values values kept by {@code once}, by the author's key, JSON of JDK types
 * @param pages pages by the author's key
 * @param chain the id under which the first run was recorded, so that all runs count once; empty for a new call
 */
public record Replay(Map<String, InputAnswer> answers, Map<String, @Nullable Object> values,
        Map<String, String> pages, Optional<String> chain) {
    private static final Replay FIRST = new Replay(Map.of(), Map.of(), Map.of(), Optional.empty());

    /** Copies the maps. */
    public Replay {
        answers = Map.copyOf(answers);
        values = JsonObject.copyOf(values);
        pages = Map.copyOf(pages);
    }

    /** Of a call without questions on pages. */
    public Replay(Map<String, InputAnswer> answers, Map<String, @Nullable Object> values, Optional<String> chain) {
        this(answers, values, Map.of(), chain);
    }

    /**
     * Returns the same as a call that counts anew.
     *
     * @return without a chain
     */
    public Replay unchained() {
        return new Replay(answers, values, pages, Optional.empty());
    }

    /**
     * Returns the same with the answers of another round.
     *
     * @param more answers by the author's key, which take the place of older ones
     * @return what the next run starts with
     */
    public Replay with(Map<String, InputAnswer> more) {
        Map<String, InputAnswer> all = new LinkedHashMap<>(answers);
        all.putAll(more);
        return new Replay(all, values, pages, chain);
    }

    /**
     * Returns the same as a call that is recorded already.
     *
     * @param id the id under which its first run was recorded
     * @return with that chain
     */
    public Replay chained(String id) {
        return new Replay(answers, values, pages, Optional.of(id));
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
