package dev.patchbay.security.token;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token says of itself, or its issuer says of it. Reads each claim in one way or refuses the token; never guesses.
 * Immutable.
 */
final class Claims {
    private static final int MAX_TEXT = 1024;
    /** The end of the year 9999, beyond which no instant has a usual text. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private final Map<String, Object> members;

    Claims(Map<String, Object> members) {
        this.members = members;
    }

    boolean has(String claim) {
        return members.get(claim) != null;
    }

    Optional<String> text(String claim) throws TokenRefusedException {
        Object value = members.get(claim);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text && !text.isBlank() && text.length() <= MAX_TEXT) {
            return Optional.of(text);
        }
        throw TokenRefusedException.malformed("its claim " + claim + " is no text");
    }

    Optional<Instant> instant(String claim) throws TokenRefusedException {
        Object value = members.get(claim);
        if (value == null) {
            return Optional.empty();
        }
        double seconds = switch (value) {
            case Integer number -> number;
            case Long number -> number;
            case Double number -> number;
            default -> Double.NaN;
        };
        if (seconds >= 0 && seconds <= LAST_SECOND) {
            return Optional.of(Instant.ofEpochSecond((long) seconds));
        }
        throw TokenRefusedException.malformed("its claim " + claim + " is no time in seconds");
    }

    /** A text or a list of texts; none if the claim is absent. */
    Set<String> texts(String claim) throws TokenRefusedException {
        Object value = members.get(claim);
        return switch (value) {
            case null -> Set.of();
            case String text -> Set.of(text);
            case List<?> list -> {
                Set<String> texts = new LinkedHashSet<>();
                for (Object each : list) {
                    if (!(each instanceof String text)) {
                        throw TokenRefusedException.malformed("its claim " + claim + " lists what is no text");
                    }
                    texts.add(text);
                }
                yield texts;
            }
            default -> throw TokenRefusedException.malformed("its claim " + claim + " is neither a text nor a list");
        };
    }

    /** The scopes: of RFC 9068 and RFC 7662, or in the form of servers that list them under {@code scp}. */
    Set<String> scopes() throws TokenRefusedException {
        Set<String> given = has("scope") ? texts("scope") : texts("scp");
        Set<String> scopes = new LinkedHashSet<>();
        for (String each : given) {
            for (String scope : each.split(" ", -1)) {
                if (!scope.isEmpty()) {
                    scopes.add(scope);
                }
            }
        }
        return scopes;
    }

    /** Whether a claim, or one inside objects as in {@code realm_access.roles}, is a text or lists it. */
    boolean holds(String path, String value) {
        if (isOrLists(members.get(path), value)) {
            return true; // a claim whose name has dots, such as a URL
        }
        @Nullable Object found = members;
        for (String name : path.split("\\.", -1)) {
            found = found instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return isOrLists(found, value);
    }

    private static boolean isOrLists(@Nullable Object found, String value) {
        return switch (found) {
            case String text -> text.equals(value);
            case Boolean flag -> value.equals(flag.toString());
            case List<?> list -> list.contains(value);
            case null, default -> false;
        };
    }

    /** The hash of the certificate or key that the token is bound to. */
    Optional<Map<?, ?>> confirmation() throws TokenRefusedException {
        Object value = members.get("cnf");
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Map<?, ?> object) {
            return Optional.of(object);
        }
        throw TokenRefusedException.malformed("its claim cnf is no object");
    }
}
