package dev.patchbay.endpoint;

import dev.patchbay.security.Authentication;
import dev.patchbay.security.Authentication.Reason;
import dev.patchbay.security.Authenticator;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.Credentials;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Knows callers by {@code Bearer <id>}; {@code Later <id>} is known when the test says so. */
final class KnownCallers implements Authenticator {
    /** What was brought, in order. */
    final Queue<Credentials> seen = new ConcurrentLinkedQueue<>();
    final Queue<CompletableFuture<Authentication>> waiting = new ConcurrentLinkedQueue<>();
    volatile Optional<Instant> expiresAt = Optional.empty();

    @Override
    public Authentication authenticate(Credentials credentials) {
        seen.add(credentials);
        String header = credentials.authorization();
        if (header == null) {
            return new Authentication.Refused("credentials_missing", "Send a key.", Reason.MISSING);
        }
        String id = header.substring(header.indexOf(' ') + 1);
        if (header.startsWith("Later ")) {
            CompletableFuture<Authentication> found = new CompletableFuture<>();
            waiting.add(found);
            return new Authentication.Later(found);
        }
        return switch (id) {
            case "wrong" -> new Authentication.Refused("key_invalid", "Invalid API key", Reason.INVALID);
            case "stranger" -> new Authentication.Refused("unknown_client", "Nobody let you in.", Reason.FORBIDDEN);
            default -> new Authentication.Known(caller(id));
        };
    }

    ClientIdentity caller(String id) {
        return new ClientIdentity(id, id, Set.of(), Set.of(), true, ClientIdentity.TOKEN, "token-of-" + id, expiresAt);
    }
}
