package dev.patchbay.audit.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Tells by its form that a text holds a secret: a bearer token, a signed token, a key of a well-known service, a private
 * key, a password in a URL or behind its name. Looks at each character a bounded number of times.
 */
final class SecretValues {
    private final SecretNames names;

    SecretValues(SecretNames names) {
        this.names = names;
    }

    boolean looksSecret(String text) {
        int length = text.length();
        if (isKeyOfOurs(text)) {
            return true;
        }
        boolean inWord = false;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (isWord(c)) {
                if (!inWord && beginsSecret(text, i)) {
                    return true;
                }
                inWord = true;
            } else {
                inWord = false;
                if ((c == '=' || c == ':') && follows(text, i)) {
                    return true;
                }
            }
            if (c == '-' && text.startsWith("-----BEGIN ", i)
                    && text.substring(i, Math.min(length, i + 64)).contains("PRIVATE KEY")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    /** Returns how many characters of a word stand from here on, at most as many as asked for. */
    private static int word(String text, int from, int enough) {
        int at = from;
        while (at < text.length() && at - from < enough && isWord(text.charAt(at))) {
            at++;
        }
        return at - from;
    }

    private static boolean beginsSecret(String text, int i) {
        return switch (text.charAt(i)) {
            case 'e' -> isSignedToken(text, i);
            case 'A' -> key(text, i, "AKIA", 16) || key(text, i, "ASIA", 16) || key(text, i, "AIza", 30);
            case 'g' -> isGitKey(text, i);
            case 'x' -> (text.startsWith("xox", i) && text.startsWith("-", i + 4) && word(text, i, 15) == 15)
                    || key(text, i, "xapp-", 10);
            case 's', 'r', 'p' ->
                    key(text, i, "sk-", 20) || key(text, i, "sk_live_", 10) || key(text, i, "sk_test_", 10)
                            || key(text, i, "rk_live_", 10) || key(text, i, "pypi-", 30);
            case 'n' -> key(text, i, "npm_", 30);
            case 'h' -> key(text, i, "hf_", 30);
            case 'y' -> text.startsWith("ya29.", i) && word(text, i + 5, 20) == 20;
            case 'B', 'b' -> isHeader(text, i);
            default -> false;
        };
    }

    private static boolean key(String text, int from, String prefix, int more) {
        return text.startsWith(prefix, from) && word(text, from + prefix.length(), more) == more;
    }

    private static boolean isGitKey(String text, int i) {
        return (text.startsWith("gh", i) && text.startsWith("_", i + 3) && word(text, i + 4, 20) == 20)
                || key(text, i, "github_pat_", 20) || key(text, i, "glpat-", 16);
    }

    private static boolean isSignedToken(String text, int i) {
        if (!text.startsWith("eyJ", i)) {
            return false;
        }
        int header = word(text, i, text.length());
        return header >= 10 && text.startsWith(".", i + header) && word(text, i + header + 1, 8) == 8;
    }

    private static boolean isHeader(String text, int i) {
        boolean bearer = text.regionMatches(true, i, "bearer ", 0, 7);
        if (!bearer && !text.regionMatches(true, i, "basic ", 0, 6)) {
            return false;
        }
        int from = i + (bearer ? 7 : 6);
        int to = from;
        while (to < text.length() && (isWord(text.charAt(to)) || "+/=.~".indexOf(text.charAt(to)) >= 0)) {
            to++;
        }
        if (bearer) {
            return to - from >= 16 || (i == 0 && to == text.length() && to > from);
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(text.substring(from, to));
            return new String(decoded, StandardCharsets.ISO_8859_1).indexOf(':') >= 0;
        } catch (IllegalArgumentException e) {
            return false; // prose, such as "basic rules"
        }
    }

    /** Sees {@code password=…}, {@code "password": …}, {@code Authorization: …} and {@code //user:password@…}. */
    private boolean follows(String text, int separator) {
        if (text.startsWith("://", separator)) {
            return hasPassword(text, separator + 3);
        }
        int end = separator;
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '"' || text.charAt(end - 1) == '\''
                || text.charAt(end - 1) == '\\') && separator - end < 4) {
            end--;
        }
        int from = end;
        while (from > 0 && end - from < 64 && isWord(text.charAt(from - 1))) {
            from--;
        }
        return from < end && !text.substring(separator + 1).isBlank() && names.isSecret(text.substring(from, end));
    }

    private static boolean hasPassword(String text, int from) {
        boolean colon = false;
        for (int i = from; i < text.length() && i < from + 1024; i++) {
            char c = text.charAt(i);
            if (c == '@') {
                return colon;
            }
            if (c == '/' || c == '?' || c == '#' || c <= ' ') {
                return false;
            }
            colon |= c == ':';
        }
        return false;
    }

    /** The form of Patchbay's own keys: an id, a dot, 256 bits in base64url. */
    private static boolean isKeyOfOurs(String text) {
        int dot = text.length() - 44;
        return dot > 0 && text.charAt(dot) == '.' && word(text, dot + 1, 43) == 43;
    }
}
