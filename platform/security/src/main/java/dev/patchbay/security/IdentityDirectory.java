package dev.patchbay.security;

import dev.patchbay.store.identity.ApiKey;
import dev.patchbay.store.identity.Client;
import dev.patchbay.store.identity.IdentityLink;
import dev.patchbay.store.identity.IdentityLink.Kind;
import dev.patchbay.store.identity.RoleMapping;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Who may be known by what, in memory, as it was stored at one time. Disabled clients are not in it. Immutable.
 */
public final class IdentityDirectory {
    private final Map<String, Client> clients = new HashMap<>();
    private final Map<String, ApiKey> keys = new HashMap<>();
    private final Map<ByteBuffer, ApiKey> keysByCode = new HashMap<>();
    private final Map<LinkId, String> links = new HashMap<>();
    private final Map<String, LinkId> linksByText = new HashMap<>();
    private final Map<String, List<RoleMapping>> mappings = new HashMap<>();

    IdentityDirectory(IdentityData data) {
        for (Client client : data.clients()) {
            if (!client.disabled()) {
                clients.put(client.id(), client);
            }
        }
        for (ApiKey key : data.keys()) {
            if (key.revokedAt() == null && clients.containsKey(key.clientId())) {
                keys.put(key.id(), key);
                keysByCode.put(ByteBuffer.wrap(key.hmac()), key);
            }
        }
        for (IdentityLink link : data.links()) {
            if (clients.containsKey(link.clientId())) {
                LinkId.of(link).ifPresent(id -> {
                    links.put(id, link.clientId());
                    linksByText.put(id.text(), id);
                });
            }
        }
        data.mappings().forEach(
                mapping -> mappings.computeIfAbsent(mapping.issuer(), issuer -> new ArrayList<>()).add(mapping));
    }

    /**
     * Tells why a link would let nobody in, before it is stored.
     *
     * @param link the link
     * @return what is wrong with it, if anything
     */
    public static Optional<String> problem(IdentityLink link) {
        if (link.kind() == Kind.CERTIFICATE_SAN && !link.value().matches("(dns|uri|email):.+")) {
            return Optional
                    .of("'" + link.value() + "' is no alternative name of a certificate: write dns:, uri: or email:"
                            + " before the name");
        }
        return LinkId.of(link).isPresent()
                ? Optional.empty()
                : Optional
                        .of("'" + link.value() + "' of '" + link.issuer() + "' is no name of a certificate: write it as"
                                + " RFC 2253 does, such as CN=robot,O=Example");
    }

    /**
     * Finds a client that is served.
     *
     * @param id its id
     * @return the client, unless there is none or it is disabled
     */
    public Optional<Client> client(String id) {
        return Optional.ofNullable(clients.get(id));
    }

    /**
     * Finds a key by its code. Nobody can choose a code without the secret of the installation, so the time this takes
     * tells nothing about which keys there are; a look-up by id, which anybody can choose, measurably would.
     *
     * @param code the code of what a caller sent
     * @return the key, expired or not, unless there is none, it is revoked or its client is not served
     */
    public Optional<ApiKey> key(byte[] code) {
        return Optional.ofNullable(keysByCode.get(ByteBuffer.wrap(code)));
    }

    /**
     * Returns the identity of who came with a key.
     *
     * @param key a key of this directory
     * @return the identity
     */
    public Optional<ClientIdentity> identity(ApiKey key) {
        return client(key.clientId()).map(client -> new ClientIdentity(client.id(), client.displayName(),
                client.roles(), Set.of(), false, ClientIdentity.KEY, key.id(), Optional.ofNullable(key.expiresAt())));
    }

    /**
     * Finds whom an identity of elsewhere is linked to.
     *
     * @param kind what kind of identity
     * @param issuer who vouches for it; a canonical name if it issued a certificate
     * @param value the identity; a canonical name if it is the subject of a certificate
     * @return the link, if there is one and its client is served
     */
    public Optional<Linked> linked(Kind kind, String issuer, String value) {
        LinkId id = new LinkId(kind, issuer, value);
        return Optional.ofNullable(links.get(id)).flatMap(this::client).map(client -> new Linked(id, client));
    }

    /** An identity of elsewhere, and whose it is. */
    public static final class Linked {
        private final LinkId id;
        private final Client client;

        private Linked(LinkId id, Client client) {
            this.id = id;
            this.client = client;
        }

        /**
         * Returns whose it is.
         *
         * @return the client
         */
        public Client client() {
            return client;
        }

        /**
         * Returns the identity of who came without a token.
         *
         * @param expiresAt when what it came with stops being valid
         * @return the identity
         */
        public ClientIdentity unscoped(Optional<Instant> expiresAt) {
            return new ClientIdentity(client.id(), client.displayName(), client.roles(), Set.of(), false, id.method(),
                    id.text(), expiresAt);
        }

        /**
         * Returns the identity of who came with a token.
         *
         * @param scopes the token's scopes
         * @param tokenRoles the roles that follow from the token
         * @param expiresAt when it stops being valid
         * @return the identity
         */
        public ClientIdentity scoped(Set<String> scopes, Set<String> tokenRoles, Optional<Instant> expiresAt) {
            return new ClientIdentity(client.id(), client.displayName(), union(client.roles(), tokenRoles), scopes,
                    true, id.method(), id.text(), expiresAt, tokenRoles);
        }
    }

    private static Set<String> union(Set<String> some, Set<String> more) {
        if (more.isEmpty()) {
            return some;
        }
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return all;
    }

    /**
     * Returns the roles that follow from a token.
     *
     * @param issuer whose token
     * @param scopes its scopes
     * @param holds whether a claim is, or holds, a value
     * @return the names of the roles
     */
    public Set<String> mappedRoles(String issuer, Set<String> scopes, BiPredicate<String, String> holds) {
        List<RoleMapping> candidates = mappings.getOrDefault(issuer, List.of());
        Set<String> roles = new LinkedHashSet<>();
        for (RoleMapping mapping : candidates) {
            boolean applies = switch (mapping.kind()) {
                case SCOPE -> scopes.contains(mapping.value());
                case CLAIM -> holds.test(mapping.claim(), mapping.value());
            };
            if (applies) {
                roles.add(mapping.role());
            }
        }
        return roles;
    }

    /** The caller as it is known now; empty if it would not be let in any more. */
    Optional<ClientIdentity> renewed(ClientIdentity caller, Instant now) {
        Optional<ClientIdentity> renewed = switch (caller.method()) {
            case ClientIdentity.LOCAL_METHOD -> caller.equals(ClientIdentity.LOCAL)
                    ? Optional.of(caller)
                    : client(caller.id()).map(client -> new ClientIdentity(client.id(), client.displayName(),
                            client.roles()));
            case ClientIdentity.KEY -> Optional.ofNullable(keys.get(caller.credentialId())).flatMap(this::identity);
            default -> Optional.ofNullable(linksByText.get(caller.credentialId()))
                    .flatMap(id -> linked(id.kind(), id.issuer(), id.value()))
                    .map(linked -> caller.scoped()
                            ? linked.scoped(caller.scopes(), caller.tokenRoles(), caller.expiresAt())
                            : linked.unscoped(caller.expiresAt()));
        };
        return renewed.filter(same -> same.id().equals(caller.id()))
                .filter(same -> same.expiresAt().isEmpty() || now.isBefore(same.expiresAt().get()));
    }

    /**
     * Tells who was let in before and is not any more.
     *
     * @param told until when expiries were told; a key that is now said to have expired by then is told here
     */
    void tellWhatEndedSince(IdentityDirectory before, Instant told, CredentialEvents events) {
        before.clients.keySet().stream().filter(id -> !clients.containsKey(id)).forEach(events::clientEnded);
        for (ApiKey key : before.keys.values()) {
            ApiKey now = keys.get(key.id());
            if (now == null || (hasExpired(now, told) && !hasExpired(key, told))) {
                events.credentialEnded(key.clientId(), ClientIdentity.KEY, key.id());
            }
        }
        before.links.forEach((id, client) -> {
            if (!client.equals(links.get(id))) {
                events.credentialEnded(client, id.method(), id.text());
            }
        });
    }

    /** Tells which keys have expired between two times. */
    void tellWhatExpired(Instant after, Instant until, CredentialEvents events) {
        for (ApiKey key : keys.values()) {
            if (hasExpired(key, until) && !hasExpired(key, after)) {
                events.credentialEnded(key.clientId(), ClientIdentity.KEY, key.id());
            }
        }
    }

    private static boolean hasExpired(ApiKey key, Instant at) {
        Instant end = key.expiresAt();
        return end != null && !end.isAfter(at);
    }
}
