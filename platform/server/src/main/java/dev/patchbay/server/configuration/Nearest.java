package dev.patchbay.server.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class Nearest {
    private static final int SHORTEST_PART = 3;

    private Nearest() {}

    /** Returns the candidate with the fewest changed characters if they are few enough to be a slip, else a longer one. */
    static Optional<String> of(String written, Collection<String> candidates) {
        return slip(written, candidates).or(() -> written.length() < SHORTEST_PART
                ? Optional.empty()
                : candidates.stream().filter(candidate -> candidate.contains(written)).sorted().findFirst());
    }

    private static Optional<String> slip(String written, Collection<String> candidates) {
        int most = Math.max(2, written.length() / 3);
        return candidates.stream().filter(candidate -> distance(written, candidate) <= most)
                .min(Comparator.comparingInt((String candidate) -> distance(written, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * Returns a hint to put behind a message about an unknown name.
     *
     * @param written the unknown name
     * @param candidates the known ones
     * @return {@code ; did you mean '…'?}, or nothing if none is near
     */
    public static String hint(String written, Collection<String> candidates) {
        return of(written, candidates).map(name -> "; did you mean '" + name + "'?").orElse("");
    }

    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT).replace('_', '-');
        String b = right.toLowerCase(Locale.ROOT).replace('_', '-');
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
