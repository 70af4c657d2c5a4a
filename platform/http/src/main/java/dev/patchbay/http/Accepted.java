package dev.patchbay.http;

import java.util.List;
import java.util.Locale;

/** What a client says of the answers it takes (RFC 9110, section 12.5). */
final class Accepted {
    private Accepted() {}

    /** Whether event streams are among the types it reads. */
    static boolean isEventStream(List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i).toLowerCase(Locale.ROOT);
            if (value.contains("text/event-stream") || value.contains("*/*") || value.contains("text/*")) {
                return true;
            }
        }
        return false;
    }

    /** Whether gzip is among the encodings it takes, by name. */
    static boolean isGzip(List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            for (String part : values.get(i).split(",", -1)) {
                String coding = part.strip();
                if (coding.regionMatches(true, 0, "gzip", 0, 4) && isTaken(coding.substring(4))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether what follows the name does not say that it is taken never. */
    private static boolean isTaken(String parameters) {
        String rest = parameters.replace(" ", "").replace("\t", "");
        if (rest.isEmpty()) {
            return true;
        }
        return rest.regionMatches(true, 0, ";q=", 0, 3) && rest.length() > 3
                && rest.chars().skip(3).anyMatch(c -> c >= '1' && c <= '9');
    }
}
