package dev.patchbay.connector;

import dev.patchbay.api.config.Secret;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes the tokens that were sent out of texts, and what looks like a token of a well-known service. The host does so
 * for the secrets it hands out; tokens that a connector obtains itself only its client knows.
 *
 * <p>Threads: any.
 */
final class Redaction {
    private static final int REMEMBERED = 16;
    private static final int SHORTEST = 6;
    private static final Pattern WELL_KNOWN = Pattern.compile(
            "\\b(?:gh[a-z]_[A-Za-z0-9]{8,255}|github_pat_[A-Za-z0-9_]{8,255}|xox[a-z]-[A-Za-z0-9-]{8,255}"
                    + "|xapp-[A-Za-z0-9-]{8,255}|eyJ[A-Za-z0-9_-]{8,8000}"
                    + "\\.[A-Za-z0-9_-]{4,8000}(?:\\.[A-Za-z0-9_-]{1,8000})?)"
                    + "|(?i:bearer\\s+)[A-Za-z0-9._~+/=-]{8,8000}");

    private final Deque<String> tokens = new ArrayDeque<>();

    /** Remembers a token; the oldest of many is forgotten. */
    synchronized void add(Secret secret) {
        String token = secret.reveal();
        if (token.length() < SHORTEST || tokens.contains(token)) {
            return;
        }
        tokens.addFirst(token);
        if (tokens.size() > REMEMBERED) {
            tokens.removeLast();
        }
    }

    String clean(String text) {
        String clean = text;
        for (String token : snapshot()) {
            clean = clean.replace(token, "***");
        }
        return WELL_KNOWN.matcher(clean).replaceAll("***");
    }

    private synchronized List<String> snapshot() {
        return List.copyOf(tokens);
    }
}
