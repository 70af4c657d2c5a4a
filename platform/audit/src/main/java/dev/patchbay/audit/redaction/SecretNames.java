package dev.patchbay.audit.redaction;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells by its name that a member holds a secret, however it is written: {@code api_key}, {@code X-Api-Key},
 * {@code apiKey}. When in doubt it does: a record too few is better than a secret too many.
 */
final class SecretNames {
    private static final List<String> PARTS = List.of("password", "passwd", "passphrase", "passcode", "pwd", "secret",
            "token", "apikey", "authorization", "credential", "cookie", "privatekey", "accesskey", "signingkey",
            "encryptionkey", "bearer");
    private static final Set<String> WHOLE = Set.of("pass", "auth", "pin", "otp", "totp", "jwt", "cvv", "cvc", "sid");
    private static final int MAX_KNOWN = 4096;
    private static final int MAX_LENGTH = 256;

    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    boolean isSecret(String name) {
        if (name.length() > MAX_LENGTH) {
            return decide(name.substring(0, MAX_LENGTH)) || decide(name.substring(name.length() - MAX_LENGTH));
        }
        Boolean decided = known.get(name);
        if (decided == null) {
            decided = decide(name);
            if (known.size() < MAX_KNOWN) {
                known.put(name, decided);
            }
        }
        return decided;
    }

    private static boolean decide(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder letters = new StringBuilder(plain.length());
        plain.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        String joined = letters.toString();
        return WHOLE.contains(joined) || PARTS.stream().anyMatch(joined::contains);
    }
}
