package dev.patchbay.access.explain;

import dev.patchbay.security.ClientIdentity;
import dev.patchbay.store.enablement.EntryKind;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be explained.
 *
 * @param client the client's id
 * @param kind the kind of entry
 * @param name its name, URI or template, as the catalog or the client knows it
 * @param token what the caller's token says; empty for a caller without one
 * @param arguments the arguments as the client sends them; null: not known
 * @param at when; null: now
 */
public record Question(String client, EntryKind kind, String name, Optional<Token> token,
        @Nullable Map<String, @Nullable Object> arguments, @Nullable Instant at) {
    /**
     * What a token says.
     *
     * @param scopes its scopes
     * @param roles the roles that its scopes and claims are mapped to
     */
    public record Token(Set<String> scopes, Set<String> roles) {}

    /**
     * Asks about a client without a token, now, with arguments unknown.
     *
     * @param client the client's id
     * @param kind the kind of entry
     * @param name its name, URI or template
     * @return the question
     */
    public static Question of(String client, EntryKind kind, String name) {
        return new Question(client, kind, name, Optional.empty(), null, null);
    }

    ClientIdentity caller() {
        return token.map(given -> new ClientIdentity(client, client, given.roles(), given.scopes(), true,
                ClientIdentity.TOKEN, "explain", Optional.empty(), given.roles()))
                .orElseGet(() -> new ClientIdentity(client, client, Set.of(), Set.of(), false, ClientIdentity.KEY,
                        "explain", Optional.empty()));
    }
}
