package dev.patchbay.admin.resource;

import dev.patchbay.admin.resource.Changes.Planned;
import dev.patchbay.admin.route.About;
import dev.patchbay.admin.route.Call;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.admin.route.Right;
import dev.patchbay.admin.route.RouteTable;
import dev.patchbay.security.key.IssuedKey;
import dev.patchbay.security.key.KeyRing;
import dev.patchbay.store.Database;
import dev.patchbay.store.identity.ApiKey;
import dev.patchbay.store.identity.ApiKeys;
import dev.patchbay.store.identity.Clients;
import dev.patchbay.store.identity.IdentityLink;
import dev.patchbay.store.identity.IdentityLinks;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code /clients/{id}/keys} and {@code /clients/{id}/identities}: what a client is known by. */
public final class CredentialRoutes {
    private static final long MAX_OVERLAP_SECONDS = Duration.ofDays(90).toSeconds();

    private final Clients clients;
    private final ApiKeys keys;
    private final IdentityLinks links;
    private final KeyRing ring;
    private final Changes changes;

    /** A key that is to be made. */
    public record NewKey(@About("What people call it.") @Nullable String label,
            @About("When it expires; left out: never.") @Nullable Instant expiresAt) {}

    /** How a key is replaced. */
    public record Rotation(
            @About("How long the old key stays valid; left out: one day.") @Nullable Long overlapSeconds) {}

    /** A key, without what makes it one. */
    public record KeyInfo(String id, String client, String label, Instant createdAt, @Nullable Instant expiresAt,
            @Nullable Instant revokedAt, @Nullable Instant lastUsedAt) {}

    /** A key that was made. */
    @About("A key that was made. Its text is shown this once.")
    public record MadeKey(
            @About("The key itself, for the client: Authorization: Bearer KEY. Not shown again.") String key,
            KeyInfo info) {
        /** Leaves the key out. */
        @Override
        public String toString() {
            return "MadeKey[" + info + "]";
        }
    }

    /** An identity of somebody else's that stands for a client. */
    public record Identity(IdentityLink.Kind kind,
            @About("The token's issuer, or what signed the certificate; empty for any.") @Nullable String issuer,
            String value) {}

    CredentialRoutes(Database database, KeyRing ring, Changes changes) {
        this.clients = new Clients(database);
        this.keys = new ApiKeys(database);
        this.links = new IdentityLinks(database);
        this.ring = ring;
        this.changes = changes;
    }

    void addTo(RouteTable table) {
        RouteTable.Group group = table.group("credentials");
        group.add(group.get("/clients/{id}/keys", "listKeys").about("Lists a client's keys, without their secrets.")
                .lists(KeyInfo.class),
                call -> keys.ofClient(client(call)).stream().map(CredentialRoutes::info).toList());
        group.add(group.post("/clients/{id}/keys", "createKey").about("Makes a key and shows it once.")
                .by(Right.OPERATOR).takes(NewKey.class).creates(MadeKey.class), this::create);
        group.add(group.post("/clients/{id}/keys/{key}/rotate", "rotateKey")
                .about("Makes a key in place of another, which stays valid for a while.").by(Right.OPERATOR)
                .takes(Rotation.class).creates(MadeKey.class), this::rotate);
        group.add(group.delete("/clients/{id}/keys/{key}", "revokeKey").about("Ends a key at once.")
                .by(Right.OPERATOR).gives(KeyInfo.class), this::revoke);
        group.add(group.get("/clients/{id}/identities", "listIdentities")
                .about("Lists the identities that stand for a client.").lists(Identity.class),
                call -> links.ofClient(client(call)).stream()
                        .map(link -> new Identity(link.kind(), link.issuer(), link.value())).toList());
        group.add(group.post("/clients/{id}/identities", "addIdentity")
                .about("Lets an identity of a token or a certificate stand for a client.").by(Right.OPERATOR)
                .takes(Identity.class).creates(Identity.class), this::link);
        group.add(group.delete("/clients/{id}/identities", "removeIdentity")
                .about("Lets an identity not stand for a client any more.").by(Right.OPERATOR)
                .needs("kind", "As it was added.").accepts("issuer", "As it was added.")
                .needs("value", "As it was added."), this::unlink);
    }

    private String client(Call call) {
        String id = call.path("id");
        if (clients.find(id).isEmpty()) {
            throw Problem.missing("client", id);
        }
        return id;
    }

    private ApiKey key(Call call) {
        String id = call.path("key");
        return keys.find(id).filter(key -> key.clientId().equals(client(call)))
                .orElseThrow(() -> Problem.missing("key", id));
    }

    private static KeyInfo info(ApiKey key) {
        return new KeyInfo(key.id(), key.clientId(), key.label(), key.createdAt(), key.expiresAt(), key.revokedAt(),
                key.lastUsedAt());
    }

    private static MadeKey made(IssuedKey issued) {
        return new MadeKey(issued.text(), info(issued.key()));
    }

    private Object create(Call call) {
        NewKey body = call.body(NewKey.class);
        return changes.make(call, () -> {
            String client = client(call);
            Map<String, @Nullable Object> details = new LinkedHashMap<>();
            details.put("label", body.label());
            details.put("expires", body.expiresAt() == null ? null : body.expiresAt().toString());
            return new Planned<>("client.key.create", client, details, () -> made(
                    ring.create(client, Objects.requireNonNullElse(body.label(), ""), body.expiresAt())));
        });
    }

    private Object rotate(Call call) {
        Long asked = call.body(Rotation.class).overlapSeconds();
        long overlap = asked == null ? Duration.ofDays(1).toSeconds() : asked;
        if (overlap < 0 || overlap > MAX_OVERLAP_SECONDS) {
            throw Problem.invalid("The overlap is " + overlap + " s; use 0 to " + MAX_OVERLAP_SECONDS + ".");
        }
        return changes.make(call, () -> {
            ApiKey key = key(call);
            return new Planned<>("client.key.rotate", key.clientId(), named(key, "overlap_seconds", overlap),
                    () -> made(ring.rotate(key.id(), Duration.ofSeconds(overlap))));
        });
    }

    private static Map<String, @Nullable Object> named(ApiKey key, String more, Object value) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("id", key.id());
        details.put("label", key.label());
        details.put(more, value);
        return details;
    }

    private Object revoke(Call call) {
        return changes.make(call, () -> {
            ApiKey key = key(call);
            return new Planned<>("client.key.revoke", key.clientId(),
                    named(key, "created", key.createdAt().toString()), () -> {
                        ring.revoke(key.id());
                        return info(keys.find(key.id()).orElse(key));
                    });
        });
    }

    private Object link(Call call) {
        Identity body = call.body(Identity.class);
        return changes.make(call, () -> {
            IdentityLink link = new IdentityLink(body.kind(), Objects.requireNonNullElse(body.issuer(), ""),
                    body.value(), client(call));
            Identity shown = new Identity(link.kind(), link.issuer(), link.value());
            return new Planned<>("client.identity.add", link.clientId(), changes.difference(null, shown), () -> {
                links.add(link);
                return shown;
            });
        });
    }

    private @Nullable Object unlink(Call call) {
        IdentityLink.Kind kind = call.word("kind", IdentityLink.Kind.class).orElseThrow();
        String issuer = call.query("issuer").orElse("");
        String value = call.need("value");
        return changes.<@Nullable Object>make(call, () -> {
            String client = client(call);
            if (links.ofClient(client).stream().noneMatch(link -> link.kind() == kind && link.issuer().equals(issuer)
                    && link.value().equals(value))) {
                throw Problem.missing("identity of " + client, value);
            }
            return new Planned<@Nullable Object>("client.identity.remove", client,
                    changes.difference(new Identity(kind, issuer, value), null), () -> {
                        links.remove(kind, issuer, value);
                        return null;
                    });
        });
    }
}
