package dev.patchbay.access.explain;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds names that somebody may have meant. */
final class NearNames {
    private static final int MAX_NAMES = 3;
    private static final int MAX_COMPARED = 200;

    private NearNames() {}

    private record Near(String name, int distance) {}

    static List<String> of(String wanted, Collection<String> known) {
        String lower = wanted.toLowerCase(Locale.ROOT);
        if (lower.length() > MAX_COMPARED) {
            return List.of();
        }
        int most = Math.max(1, lower.length() / 3);
        return known.stream().filter(name -> name.length() <= MAX_COMPARED)
                .map(name -> new Near(name, distance(lower, name.toLowerCase(Locale.ROOT))))
                .filter(near -> near.distance() <= most)
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name)).limit(MAX_NAMES)
                .map(Near::name).toList();
    }

    static String question(List<String> near) {
        return near.isEmpty() ? "" : "Did you mean " + String.join(" or ", near) + "?";
    }

    /** How many characters must be changed, added or left out; a missing part in front or at the end counts as one. */
    private static int distance(String one, String other) {
        if (one.endsWith("_" + other) || other.endsWith("_" + one) || one.startsWith(other) || other.startsWith(one)) {
            return one.equals(other) ? 0 : 1;
        }
        if (Math.abs(one.length() - other.length()) > one.length() / 3) {
            return Integer.MAX_VALUE;
        }
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
