package dev.patchbay.inspection.difference;

import dev.patchbay.inspection.VisibleText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares what was approved with what is offered now. Nothing is left out and nothing shortened: what a reader does not
 * see, nobody has approved. Texts are returned as {@link VisibleText}.
 *
 * <p>Threads: pure functions.
 */
public final class Differences {
    private static final int INDENT = 2;

    private Differences() {}

    /**
     * Compares two sets of definitions of one kind.
     *
     * @param kind such as {@code tool}, for the subject
     * @param before the JSON of each by name
     * @param after the JSON of each by name
     * @return the differences, by name and place
     */
    public static List<Change> ofDefinitions(String kind, Map<String, ? extends Map<String, ?>> before,
            Map<String, ? extends Map<String, ?>> after) {
        List<Change> changes = new ArrayList<>();
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            compare(kind + " " + VisibleText.line(name, 200), "", before.get(name), after.get(name), changes);
        }
        return changes;
    }

    /**
     * Compares two JSON values.
     *
     * @param subject what they are about
     * @param before the value before, null if there was none
     * @param after the value now, null if there is none
     * @return the differences, by place
     */
    public static List<Change> of(String subject, @Nullable Object before, @Nullable Object after) {
        List<Change> changes = new ArrayList<>();
        compare(subject, "", before, after, changes);
        return changes;
    }

    /**
     * Compares two sets of texts, such as grants.
     *
     * @param subject what they are about
     * @param before those before
     * @param after those now
     * @return one change for each text that came or went
     */
    public static List<Change> ofTexts(String subject, Collection<String> before, Collection<String> after) {
        List<Change> changes = new ArrayList<>();
        Set<String> all = new TreeSet<>(before);
        all.addAll(after);
        for (String text : all) {
            if (before.contains(text) != after.contains(text)) {
                Optional<String> shown = Optional.of(VisibleText.of(text));
                changes.add(new Change(subject, "", before.contains(text) ? shown : Optional.empty(),
                        after.contains(text) ? shown : Optional.empty()));
            }
        }
        return changes;
    }

    private static void compare(String subject, String where, @Nullable Object before, @Nullable Object after,
            List<Change> changes) {
        if (isEqual(before, after)) {
            return;
        }
        if (before instanceof Map<?, ?> one && after instanceof Map<?, ?> other) {
            Set<String> keys = new TreeSet<>();
            one.keySet().forEach(key -> keys.add(String.valueOf(key)));
            other.keySet().forEach(key -> keys.add(String.valueOf(key)));
            for (String key : keys) {
                String place = where.isEmpty() ? VisibleText.line(key, 200) : where + "." + VisibleText.line(key, 200);
                compare(subject, place, one.get(key), other.get(key), changes);
            }
            return;
        }
        changes.add(new Change(subject, where, shown(before), shown(after)));
    }

    private static boolean isEqual(@Nullable Object one, @Nullable Object other) {
        return switch (one) {
            case Number number when other instanceof Number twin -> decimal(number).compareTo(decimal(twin)) == 0;
            case List<?> list when other instanceof List<?> twin -> {
                boolean equal = list.size() == twin.size();
                for (int i = 0; equal && i < list.size(); i++) {
                    equal = isEqual(list.get(i), twin.get(i));
                }
                yield equal;
            }
            case Map<?, ?> map when other instanceof Map<?, ?> twin -> map.keySet().equals(twin.keySet())
                    && map.keySet().stream().allMatch(key -> isEqual(map.get(key), twin.get(key)));
            case null, default -> Objects.equals(one, other);
        };
    }

    private static BigDecimal decimal(Number number) {
        return new BigDecimal(number.toString());
    }

    private static Optional<String> shown(@Nullable Object value) {
        if (value == null) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        write(value, 0, text);
        return Optional.of(text.toString());
    }

    /** A text as it is; anything else as indented lines, one for each member. */
    private static void write(@Nullable Object value, int depth, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case String text -> out.append(VisibleText.of(text));
            case Map<?, ?> map -> {
                Set<String> keys = new TreeSet<>();
                map.keySet().forEach(key -> keys.add(String.valueOf(key)));
                for (String key : keys) {
                    line(depth, out).append(VisibleText.line(key, 200)).append(": ");
                    write(map.get(key), depth + 1, out);
                }
                if (keys.isEmpty()) {
                    out.append("{}");
                }
            }
            case List<?> list -> {
                for (Object element : list) {
                    line(depth, out).append("- ");
                    write(element, depth + 1, out);
                }
                if (list.isEmpty()) {
                    out.append("[]");
                }
            }
            default -> out.append(VisibleText.of(String.valueOf(value)));
        }
    }

    private static StringBuilder line(int depth, StringBuilder out) {
        if (!out.isEmpty()) {
            out.append('\n');
        }
        return out.append(" ".repeat(depth * INDENT));
    }
}
