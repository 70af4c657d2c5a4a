package dev.patchbay.http;

import java.util.List;

/** What a client says of compressed answers (RFC 9110, section 12.5.3). */
final class AcceptEncoding {
    private AcceptEncoding() {}

    /** Whether gzip is among what it takes, by name. */
    static boolean takesGzip(List<String> values) {
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
