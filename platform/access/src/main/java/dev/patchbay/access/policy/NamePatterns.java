package dev.patchbay.access.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Values by exact name or by prefix, which a {@code *} ends. Looking a name up costs a step for each length of prefix
 * that there is, whatever their number. Immutable.
 *
 * @param <T> the type of value
 */
public final class NamePatterns<T> {
    private final Map<String, List<T>> exact = new HashMap<>();
    private final Map<String, List<T>> prefixes = new HashMap<>();
    private final int[] lengths;

    /**
     * Indexes values.
     *
     * @param values the values
     * @param pattern the name or prefix of each
     */
    public NamePatterns(Collection<T> values, Function<T, String> pattern) {
        for (T value : values) {
            String text = pattern.apply(value);
            Map<String, List<T>> index = isPrefix(text) ? prefixes : exact;
            index.computeIfAbsent(prefix(text), name -> new ArrayList<>()).add(value);
        }
        this.lengths = prefixes.keySet().stream().mapToInt(prefix -> -prefix.length()).distinct().sorted()
                .map(length -> -length).toArray();
    }

    /**
     * Returns whether a pattern stands for several names.
     *
     * @param pattern the pattern
     * @return whether it ends in {@code *}
     */
    public static boolean isPrefix(String pattern) {
        return pattern.endsWith("*");
    }

    /**
     * Returns what a name must be, or begin with.
     *
     * @param pattern the pattern
     * @return the pattern without its {@code *}
     */
    public static String prefix(String pattern) {
        return isPrefix(pattern) ? pattern.substring(0, pattern.length() - 1) : pattern;
    }

    /**
     * Returns whether a name matches one pattern.
     *
     * @param pattern the name or prefix
     * @param name the name
     * @return whether it does
     */
    public static boolean matches(String pattern, String name) {
        return isPrefix(pattern) ? name.startsWith(prefix(pattern)) : name.equals(pattern);
    }

    /**
     * Returns the values of the exact name.
     *
     * @param name the name
     * @return the values
     */
    public List<T> exact(String name) {
        return exact.getOrDefault(name, List.of());
    }

    /**
     * Returns the values whose prefix a name has.
     *
     * @param name the name
     * @return the values, those of longer prefixes first
     */
    public List<T> byPrefix(String name) {
        List<T> found = List.of();
        for (int length : lengths) {
            List<T> here = length <= name.length() ? prefixes.get(name.substring(0, length)) : null;
            if (here != null) {
                found = joined(found, here);
            }
        }
        return found;
    }

    /**
     * Returns all values whose pattern a name matches.
     *
     * @param name the name
     * @return the values, the most specific first
     */
    public List<T> matching(String name) {
        return joined(exact(name), byPrefix(name));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? second : first;
        }
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
