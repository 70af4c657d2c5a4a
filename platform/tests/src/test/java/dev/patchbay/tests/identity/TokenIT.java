package dev.patchbay.tests.identity;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.patchbay.egress.Network;
import dev.patchbay.security.Authentication;
import dev.patchbay.security.Authentication.Reason;
import dev.patchbay.security.Authenticators;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.CredentialEvents;
import dev.patchbay.security.Credentials;
import dev.patchbay.security.Identities;
import dev.patchbay.security.IdentityData;
import dev.patchbay.security.token.IntrospectionSettings;
import dev.patchbay.security.token.IssuerSettings;
import dev.patchbay.security.token.TokenCheck;
import dev.patchbay.security.token.TokenSettings;
import dev.patchbay.store.Database;
import dev.patchbay.store.DatabaseSettings;
import dev.patchbay.store.enablement.Role;
import dev.patchbay.store.enablement.Roles;
import dev.patchbay.store.identity.Client;
import dev.patchbay.store.identity.Clients;
import dev.patchbay.store.identity.IdentityLink;
import dev.patchbay.store.identity.IdentityLink.Kind;
import dev.patchbay.store.identity.IdentityLinks;
import dev.patchbay.store.identity.RoleMapping;
import dev.patchbay.store.identity.RoleMappings;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Tokens of a real authorization server are taken, whatever is tampered with is not, and no token is ever logged. */
class TokenIT {
    private static final String RESOURCE = "https://mcp.example.com/mcp";
    private static final List<String> SEEN = new CopyOnWriteArrayList<>();

    private static AuthorizationServer server;
    private static Database database;
    private static Identities identities;
    private static ListAppender<ILoggingEvent> log;
    private static Level levelBefore;

    private TokenCheck check;

    @BeforeAll
    static void start() throws Exception {
        server = AuthorizationServer.start(RESOURCE);
        database = Database.open(DatabaseSettings.inMemory());
        store();
        log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        levelBefore = root.getLevel();
        root.setLevel(Level.TRACE);
        root.addAppender(log);
        identities = new Identities(() -> IdentityData.read(database), new CredentialEvents(),
                InstantSource.system());
    }

    private static void store() {
        new Roles(database).create(new Role("reader", "", Set.of()));
        new Roles(database).create(new Role("boss", "", Set.of()));
        new Clients(database).create(new Client("robot", "The robot", Set.of("reader"), Set.of(), false, false, null,
                null, Instant.now()));
        new Clients(database).create(new Client("alice", "Alice", Set.of(), Set.of(), false, false, null, null,
                Instant.now()));
        for (String id : List.of("agent", "agent-rs256", "agent-ps256", "agent-es384", "agent-eddsa", "agent-es512",
                "agent-opaque", "agent-short")) {
            new IdentityLinks(database).add(new IdentityLink(Kind.OAUTH_CLIENT, server.issuer(), id, "robot"));
        }
        new IdentityLinks(database)
                .add(new IdentityLink(Kind.OAUTH_SUBJECT, server.issuer(), "alice@example.com", "alice"));
        new RoleMappings(database)
                .add(new RoleMapping(RoleMapping.Kind.SCOPE, server.issuer(), "", "admin", "boss"));
    }

    /** What was remembered of a test is not there in the next. */
    @BeforeEach
    void startCheck() throws Exception {
        check = check(IssuerSettings.ALGORITHMS);
    }

    @AfterEach
    void stopCheck() {
        check.close();
    }

    private static TokenCheck check(Set<String> algorithms) throws Exception {
        IssuerSettings issuer = IssuerSettings.builder(server.issuer()).algorithms(algorithms)
                .introspection(new IntrospectionSettings(URI.create(server.issuer() + "/token/introspection"),
                        "patchbay", AuthorizationServer.SECRET))
                .build();
        return new TokenCheck(new TokenSettings(RESOURCE, List.of(issuer), Set.of("files:read"),
                List.of(Network.of("127.0.0.0/8"))), identities, SSLContext.getDefault(), InstantSource.system());
    }

    @AfterAll
    static void stopAndLookForTokensInTheLog() {
        server.close();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAppender(log);
        root.setLevel(levelBefore);
        database.close();
        List<String> lines = log.list.stream().map(TokenIT::line).toList();
        assertThat(lines).as("the log at its lowest level").anyMatch(line -> line.contains("keys of"));
        assertThat(SEEN).hasSizeGreaterThan(100);
        for (String token : SEEN) {
            for (String part : token.split("\\.", -1)) {
                if (part.length() > 20) {
                    assertThat(lines).noneMatch(line -> line.contains(part));
                }
            }
        }
        assertThat(lines).noneMatch(line -> line.contains(AuthorizationServer.SECRET));
    }

    private static String line(ILoggingEvent event) {
        String thrown = event.getThrowableProxy() == null ? "" : event.getThrowableProxy().getMessage();
        return event.getFormattedMessage() + " " + thrown;
    }

    private Authentication present(String token) throws Exception {
        return present(check, token);
    }

    private static Authentication present(TokenCheck by, String token) throws Exception {
        SEEN.add(token);
        Authentication found = Authenticators.of(List.of(by))
                .authenticate(new Credentials(false, "Bearer " + token));
        return found instanceof Authentication.Later(var stage)
                ? stage.toCompletableFuture().get(10, TimeUnit.SECONDS)
                : found;
    }

    private static ClientIdentity known(Authentication found) {
        assertThat(found).isInstanceOf(Authentication.Known.class);
        return ((Authentication.Known) found).caller();
    }

    private static void assertRefused(Authentication found, String code, Reason reason) {
        assertThat(found).isInstanceOfSatisfying(Authentication.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.reason()).isEqualTo(reason);
        });
    }

    @ParameterizedTest
    @CsvSource({"agent", "agent-rs256", "agent-ps256", "agent-es384", "agent-eddsa"})
    void everyAlgorithmThatIsPinnedIsTaken(String client) throws Exception {
        ClientIdentity caller = known(present(server.token(client, RESOURCE, "files:read")));

        assertThat(caller.id()).isEqualTo("robot");
        assertThat(caller.scoped()).isTrue();
        assertThat(caller.scopes()).containsExactly("files:read");
        assertThat(caller.roles()).containsExactly("reader");
        assertThat(caller.expiresAt().orElseThrow()).isAfter(Instant.now().plusSeconds(600));
    }

    @Test
    void algorithmsThatAreNotPinnedAreRefused() throws Exception {
        assertRefused(present(server.token("agent-es512", RESOURCE, "files:read")), "token_algorithm", Reason.INVALID);
        try (TokenCheck usual = check(IssuerSettings.DEFAULT_ALGORITHMS)) {
            for (String client : List.of("agent-es384", "agent-eddsa", "agent-es512")) {
                assertRefused(present(usual, server.token(client, RESOURCE, "files:read")), "token_algorithm",
                        Reason.INVALID);
            }
            known(present(usual, server.token("agent", RESOURCE, "files:read")));
        }
    }

    @Test
    void scopesGiveRoles() throws Exception {
        ClientIdentity caller = known(present(server.token("agent", RESOURCE, "files admin")));

        assertThat(caller.roles()).containsExactlyInAnyOrder("reader", "boss");
        assertThat(caller.covers("files:read")).isTrue();
    }

    @Test
    void aUserIsKnownByItsSubjectAndNeverByItsIdToken() throws Exception {
        JsonNode tokens = server.tokensOfUser("alice@example.com", RESOURCE);

        assertThat(known(present(tokens.get("access_token").asString())).id()).isEqualTo("alice");
        assertThat(present(tokens.get("id_token").asString())).isInstanceOfSatisfying(
                Authentication.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.INVALID));
    }

    @Test
    void whomNobodyHasLetInIsToldWhatToAskFor() throws Exception {
        assertThat(present(server.token("stranger", RESOURCE, "files:read"))).isInstanceOfSatisfying(
                Authentication.Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo("unknown_client");
                    assertThat(refused.reason()).isEqualTo(Reason.FORBIDDEN);
                    assertThat(refused.message()).contains("stranger").contains(server.issuer());
                });
    }

    @Test
    void tokensForOthersAreRefused() throws Exception {
        for (String other : List.of("https://other.example.com/api", "https://mcp.example.com/",
                "https://mcp.example.com/mcp2", "https://mcp.example.com/mcp/")) {
            assertRefused(present(server.token("agent", other, "files:read")), "token_audience", Reason.INVALID);
        }
    }

    @Test
    void keysRotate() throws Exception {
        String old = server.token("agent", RESOURCE, "files:read");
        known(present(old));

        server.rotate();

        try (TokenCheck fresh = check(IssuerSettings.ALGORITHMS)) {
            known(present(fresh, server.token("agent", RESOURCE, "files:read")));
            assertRefused(present(fresh, old), "token_key", Reason.INVALID);
        }
        assertThat(known(present(old)).id()).isEqualTo("robot");
    }

    @Test
    void opaqueTokensAreAskedAbout() throws Exception {
        String token = server.token("agent-opaque", RESOURCE, "files:read");
        String revoked = server.token("agent-opaque", RESOURCE, "files:read");
        server.revoke("agent-opaque", revoked);

        ClientIdentity caller = known(present(token));
        assertThat(caller.id()).isEqualTo("robot");
        assertThat(caller.scopes()).containsExactly("files:read");
        assertRefused(present(revoked), "token_inactive", Reason.INVALID);
        assertRefused(present("x".repeat(43)), "token_inactive", Reason.INVALID);
        assertRefused(present(server.token("agent-opaque", "https://other.example.com/api", "files:read")),
                "token_audience", Reason.INVALID);
    }

    @Test
    void aTokenThatIsAlmostRightIsRefused() throws Exception {
        String token = server.token("agent", RESOURCE, "files:read");
        TokenMutants mutants = new TokenMutants(token, RESOURCE, server);
        long now = Instant.now().getEpochSecond();
        known(present(token));
        known(present(mutants.unchanged()));
        known(present(mutants.with(claims -> claims.put("aud", List.of("https://other.example.com/api", RESOURCE)))));
        known(present(mutants.with(claims -> claims.put("exp", now - 30))));
        known(present(mutants.with(claims -> claims.put("nbf", now + 30))));
        known(present(mutants.with(claims -> claims.put("typ", "Bearer"))));

        Map<String, String> all = mutants.all();

        List<String> taken = new ArrayList<>();
        for (Map.Entry<String, String> mutant : all.entrySet()) {
            Authentication found = present(mutant.getValue());
            if (!(found instanceof Authentication.Refused refused && refused.reason() == Reason.INVALID)) {
                taken.add(mutant.getKey() + ": " + found);
            }
        }
        assertThat(taken).isEmpty();
        assertThat(all).hasSizeGreaterThan(120);
    }
}
