package dev.patchbay.api.security;

import dev.patchbay.api.Preview;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who credentials are of, as an authenticator has found out. It is not yet a client: the administrator links subjects of
 * an instance to clients, and a subject that is not linked is refused. Immutable.
 */
@Preview(until = "1.2")
public final class Authenticated {
    private final String subject;
    private final @Nullable Instant expiresAt;

    private Authenticated(String subject, @Nullable Instant expiresAt) {
        if (subject.isBlank()) {
            throw new IllegalArgumentException("A subject is not blank");
        }
        this.subject = subject;
        this.expiresAt = expiresAt;
    }

    /**
     * Says who it is.
     *
     * @param subject a stable name, the same each time; compared character by character
     * @return who it is
     * @throws IllegalArgumentException if the name is blank
     */
    public static Authenticated of(String subject) {
        return new Authenticated(subject, null);
    }

    /**
     * Says until when the credentials are valid.
     *
     * @param end from when on they are refused
     * @return another value
     */
    public Authenticated until(Instant end) {
        return new Authenticated(subject, Objects.requireNonNull(end, "end"));
    }

    /**
     * Returns who it is.
     *
     * @return the stable name
     */
    public String subject() {
        return subject;
    }

    /**
     * Returns until when the credentials are valid.
     *
     * @return from when on they are refused; empty if they do not expire
     */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    @Override
    public String toString() {
        return "Authenticated[subject=" + subject + ", expiresAt=" + expiresAt + "]";
    }
}
