package dev.patchbay.server.running;

import dev.patchbay.access.AccessRegistry;
import dev.patchbay.access.EnablementAuthorizer;
import dev.patchbay.access.limit.CallLimiter;
import dev.patchbay.access.limit.LimitSettings;
import dev.patchbay.access.limit.Quotas;
import dev.patchbay.api.call.Caller;
import dev.patchbay.audit.Audit;
import dev.patchbay.audit.AuditMode;
import dev.patchbay.audit.AuditOptions;
import dev.patchbay.audit.Credential;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.search.SearchTools;
import dev.patchbay.endpoint.Identification;
import dev.patchbay.host.ApprovalByHash;
import dev.patchbay.security.Authenticators;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.CredentialEvents;
import dev.patchbay.security.HeaderCheck;
import dev.patchbay.security.Identities;
import dev.patchbay.security.IdentityData;
import dev.patchbay.security.key.KeyCheck;
import dev.patchbay.security.key.KeyHash;
import dev.patchbay.security.key.KeyRing;
import dev.patchbay.security.key.KeyUpkeep;
import dev.patchbay.security.key.KeyUse;
import dev.patchbay.security.token.ResourceMetadata;
import dev.patchbay.security.token.TokenCheck;
import dev.patchbay.security.token.TokenSettings;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ServeSettings;
import dev.patchbay.server.configuration.Settings;
import dev.patchbay.store.Database;
import dev.patchbay.store.audit.AuditIndex;
import dev.patchbay.store.identity.ApiKeys;
import dev.patchbay.store.state.QuotaUse;
import dev.patchbay.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is served, what they see, how often they may call, and the record of it: what serve mode has and dev mode has not.
 * All of it reads the one database and is closed in the opposite order.
 */
final class Governance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Governance.class);
    private static final InstantSource CLOCK = InstantSource.system();

    private final ClosingOrder order;
    private final Database database;
    private final Audit audit;
    private final Identities identities;
    private final KeyRing keys;
    private final Optional<TokenSettings> tokens;
    private final Optional<StdioKey> stdio;
    private final Authenticators authenticator;
    private final AccessRegistry access;
    private final EnablementAuthorizer authorizer;
    private final CallLimiter limiter;
    private final Vault vault;
    private final ApprovalByHash approval;

    private Governance(ClosingOrder order, Configuration configuration, Path data, CatalogRegistry catalogs,
            boolean embedded) throws IOException, StartException {
        this.order = order;
        SecureRandom random = new SecureRandom();
        database = order.add(Database.open(DatabaseOfConfiguration.settings(configuration, data)));
        audit = order.add(Audit.open(AuditOptions.of(data).withMode(mode(configuration)), new AuditIndex(database),
                random));
        identities = new Identities(() -> IdentityData.read(database), new CredentialEvents(), CLOCK);
        KeyHash hash = KeyHash.load(data.resolve("api-keys.key"), random);
        KeyUse use = new KeyUse(new ApiKeys(database)::used);
        order.add(new KeyUpkeep(identities, use));
        keys = new KeyRing(database, hash, identities, random, CLOCK);
        tokens = OAuthSettings.of(configuration);
        stdio = stdio(configuration, data, embedded, random);
        List<HeaderCheck> checks = new ArrayList<>();
        stdio.ifPresent(checks::add);
        checks.add(new KeyCheck(identities, hash, use, CLOCK));
        if (tokens.isPresent()) {
            checks.add(order.add(new TokenCheck(tokens.get(), identities, tls(), CLOCK)));
        }
        authenticator = Authenticators.of(checks);
        access = order.add(AccessRegistry.of(database));
        authorizer = new EnablementAuthorizer(catalogs, access, CLOCK);
        SearchTools search = order.add(new SearchTools(authorizer::view));
        authorizer.searchTools(search.entries());
        Quotas quotas = order.add(Quotas.of(new QuotaUse(database), CLOCK));
        limiter = new CallLimiter(access::state, limits(configuration), quotas, CLOCK);
        vault = VaultOfConfiguration.open(configuration, data, database, random);
        approval = new ApprovalByHash(new StoredApprovals(database), new RecordedGate(audit), CLOCK);
    }

    /**
     * Opens all of it.
     *
     * @throws StartException if something cannot be used; nothing is left open then
     */
    static Governance open(Configuration configuration, Path data, CatalogRegistry catalogs, boolean embedded)
            throws StartException {
        ClosingOrder order = new ClosingOrder();
        try {
            return new Governance(order, configuration, data, catalogs, embedded);
        } catch (StartException e) {
            order.close();
            throw e;
        } catch (IOException | RuntimeException e) {
            order.close();
            throw new StartException("The server cannot start: " + e.getMessage(), e);
        }
    }

    private Optional<StdioKey> stdio(Configuration configuration, Path data, boolean embedded, SecureRandom random)
            throws IOException, StartException {
        String client = configuration.get(Settings.STDIO_CLIENT);
        if (!client.isEmpty() && local(client).isEmpty()) {
            String problem = "stdio.client is '" + client + "' ("
                    + configuration.place(Settings.STDIO_CLIENT).orElse("the default")
                    + "), and there is no such client, or it is disabled. Create it with 'patchbay client create "
                    + client + "' while 'patchbay serve' runs, or name another.";
            if (embedded) {
                throw new StartException(problem);
            }
            LOG.warn("{}", problem);
        }
        // In a 'patchbay stdio' without a client, the file only says that this is one: nobody has its key.
        return client.isEmpty() && !embedded
                ? Optional.empty()
                : Optional.of(StdioKey.write(data, client, embedded, this::local, random));
    }

    /** A client as it is known by how it was started. */
    private Optional<ClientIdentity> local(String id) {
        return identities.current().client(id)
                .map(client -> new ClientIdentity(client.id(), client.displayName(), client.roles()));
    }

    private static AuditMode mode(Configuration configuration) {
        return switch (configuration.get(ServeSettings.AUDIT_MODE)) {
            case "synced" -> AuditMode.SYNCED;
            case "written" -> AuditMode.WRITTEN;
            default -> AuditMode.BY_TRAITS;
        };
    }

    private static LimitSettings limits(Configuration configuration) {
        int global = configuration.get(ServeSettings.LIMITS_GLOBAL_CALLS);
        return new LimitSettings(configuration.get(ServeSettings.LIMITS_CALLS),
                configuration.get(ServeSettings.LIMITS_HEAVY_CALLS), global == 0 ? null : global);
    }

    private static SSLContext tls() throws IOException {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("This Java has no TLS", e);
        }
    }

    /** How a caller showed who it is, for the record. */
    static Credential credential(Caller caller) {
        return caller instanceof ClientIdentity known
                ? new Credential(known.method(), known.credentialId())
                : new Credential(ClientIdentity.LOCAL_METHOD, caller.id());
    }

    Database database() {
        return database;
    }

    Audit audit() {
        return audit;
    }

    Identities identities() {
        return identities;
    }

    KeyRing keys() {
        return keys;
    }

    /** How the MCP port knows its callers. */
    Identification identification() {
        return new Identification(authenticator, tokens.flatMap(ResourceMetadata::of), identities.events(),
                identities::renewed);
    }

    AccessRegistry access() {
        return access;
    }

    EnablementAuthorizer authorizer() {
        return authorizer;
    }

    CallLimiter limiter() {
        return limiter;
    }

    /** The key of {@code patchbay stdio}, if a client is set for it. */
    Optional<StdioKey> stdio() {
        return stdio;
    }

    Vault vault() {
        return vault;
    }

    ApprovalByHash approval() {
        return approval;
    }

    @Override
    public void close() {
        order.close();
    }
}
