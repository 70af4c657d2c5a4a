package dev.patchbay.tests.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.ask.AskOptions;
import dev.patchbay.ask.AskPages;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.egress.Network;
import dev.patchbay.endpoint.Endpoint;
import dev.patchbay.endpoint.EndpointOptions;
import dev.patchbay.endpoint.Identification;
import dev.patchbay.endpoint.ServerIdentity;
import dev.patchbay.invocation.AuditTrail;
import dev.patchbay.invocation.Authorizer;
import dev.patchbay.invocation.Limiter;
import dev.patchbay.invocation.Pipeline;
import dev.patchbay.invocation.PipelineOptions;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.security.Authenticators;
import dev.patchbay.security.CredentialEvents;
import dev.patchbay.security.Identities;
import dev.patchbay.security.IdentityData;
import dev.patchbay.security.state.RequestStateSeal;
import dev.patchbay.security.state.SealKey;
import dev.patchbay.security.token.IssuerSettings;
import dev.patchbay.security.token.TokenCheck;
import dev.patchbay.security.token.TokenSettings;
import dev.patchbay.security.token.UserSignIn;
import dev.patchbay.store.Database;
import dev.patchbay.store.DatabaseSettings;
import dev.patchbay.store.identity.Client;
import dev.patchbay.store.identity.Clients;
import dev.patchbay.store.identity.IdentityLink;
import dev.patchbay.store.identity.IdentityLink.Kind;
import dev.patchbay.store.identity.IdentityLinks;
import dev.patchbay.tests.product.Json;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A user whose client came with a token signs in at a real authorization server before the page shows its question. */
class PageSignInIT {
    private static final String RESOURCE = "https://mcp.example.com/mcp";
    private static final String ALICE = "alice@example.com";
    private static final Queue<String> GIVEN = new ConcurrentLinkedQueue<>();
    private static final Pattern LINK = Pattern.compile("href=\"([^\"]+)\"");
    private static final Pattern PROOF = Pattern.compile("name=\"proof\" value=\"([^\"]+)\"");

    private static AuthorizationServer server;
    private static Database database;
    private static TokenCheck check;
    private static Endpoint endpoint;
    private static String token;

    private final HttpClient browser = browser();

    @BeforeAll
    static void start() throws Exception {
        server = AuthorizationServer.start(RESOURCE);
        database = Database.open(DatabaseSettings.inMemory());
        for (String id : List.of("alice", "bob", "robot")) {
            new Clients(database)
                    .create(new Client(id, id, Set.of(), Set.of(), false, false, null, null, Instant.now()));
        }
        IdentityLinks links = new IdentityLinks(database);
        links.add(new IdentityLink(Kind.OAUTH_SUBJECT, server.issuer(), ALICE, "alice"));
        links.add(new IdentityLink(Kind.OAUTH_SUBJECT, server.issuer(), "bob@example.com", "bob"));
        links.add(new IdentityLink(Kind.OAUTH_CLIENT, server.issuer(), "agent", "robot"));
        TokenSettings settings = new TokenSettings(RESOURCE, List.of(IssuerSettings.builder(server.issuer()).build()),
                Set.of("files:read"), List.of(Network.of("127.0.0.0/8")));
        check = new TokenCheck(settings,
                new Identities(() -> IdentityData.read(database), new CredentialEvents(), InstantSource.system()),
                SSLContext.getDefault(), InstantSource.system());
        Authenticators authenticator = Authenticators.of(List.of(check));
        CatalogRegistry catalog = catalog();
        SecureRandom random = new SecureRandom();
        endpoint = Endpoint.start(EndpointOptions.defaults(), catalog,
                new Pipeline(Authorizer.ofEverything(catalog), Limiter.NONE, AuditTrail.OFF,
                        PipelineOptions.defaults()),
                Identification.by(authenticator), new ServerIdentity(Implementation.of("patchbay", "1.0.0"), null),
                new RequestStateSeal(SealKey.random(random), RequestStateSeal.DEFAULT_LIFETIME, InstantSource.system(),
                        random),
                Optional::empty,
                new AskPages(AskOptions.defaults().withPatience(Duration.ZERO), authenticator,
                        Optional.of(new UserSignIn(settings, new UserSignIn.Client("pages", ""),
                                SSLContext.getDefault())),
                        (what, question, address) -> {
                        }));
        token = server.tokensOfUser(ALICE, RESOURCE).get("access_token").asString();
    }

    private static CatalogRegistry catalog() {
        ToolEntry tool = new ToolEntry("log_in", ToolDefinition.builder("log_in", "Asks for a token").build(), "hash",
                value -> List.of(), Optional.empty(), call -> {
                    call.ask("token", ElicitRequest.page("Token of the tracker?").secret("token", "Token").build())
                            .string("token").ifPresent(GIVEN::add);
                    return CallToolResult.text("done");
                }, new AtOnce());
        CatalogRegistry registry = new CatalogRegistry();
        registry.put(new InstanceEntries("tracker", List.of(tool), List.of(), List.of(), List.of(), List.of(),
                new HashMap<>()));
        return registry;
    }

    @AfterAll
    static void stop() {
        endpoint.close();
        check.close();
        database.close();
        server.close();
    }

    private static HttpClient browser() {
        return HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).cookieHandler(new CookieManager())
                .version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER).build();
    }

    private JsonNode call(String bearer, String more) throws Exception {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"log_in\","
                + more + "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{\"elicitation\":{\"url\":{}}}}}}";
        return Json.parse(browser().send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + endpoint.port() + "/mcp"))
                .header("Authorization", "Bearer " + bearer).header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream").header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/call").header("Mcp-Name", "log_in").POST(BodyPublishers.ofString(body))
                .build(), BodyHandlers.ofString()).body()).path("result");
    }

    private static String url(JsonNode asked) {
        return asked.path("inputRequests").path("token").path("params").path("url").asString();
    }

    private JsonNode again(JsonNode asked) throws Exception {
        return call(token, "\"inputResponses\":{\"token\":{\"action\":\"accept\"}},\"requestState\":\""
                + asked.path("requestState").asString() + "\",");
    }

    private HttpResponse<String> open(HttpClient who, String url) throws Exception {
        return who.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    /** Where the browser is sent back to after the user has logged in. */
    private String wayBack(String url, String login) throws Exception {
        HttpResponse<String> door = open(browser, url);
        assertThat(door.body()).contains("Sign in at " + server.issuer()).doesNotContain("Token of the tracker?");
        assertThat(door.headers().firstValue("Set-Cookie").orElse("")).contains("HttpOnly", "SameSite=Lax");
        Matcher link = LINK.matcher(door.body());
        assertThat(link.find()).isTrue();
        String address = link.group(1).replace("&amp;", "&");
        assertThat(address).contains("code_challenge_method=S256", "resource=", "state=");
        return AuthorizationServer.afterLogin(browser, URI.create(address), login,
                url.substring(0, url.lastIndexOf('/')) + "/callback").toString();
    }

    @Test
    void theUserOfTheTokenSignsInAndAnswers() throws Exception {
        JsonNode asked = call(token, "");
        String back = wayBack(url(asked), ALICE);
        HttpResponse<String> page = open(browser, back);
        assertThat(page.body()).contains("Token of the tracker?", "action=\"" + url(asked) + "\"");
        Matcher proof = PROOF.matcher(page.body());
        assertThat(proof.find()).isTrue();

        HttpResponse<String> sent = browser.send(HttpRequest.newBuilder(URI.create(url(asked)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "http://127.0.0.1:" + endpoint.port())
                .POST(BodyPublishers.ofString("proof=" + proof.group(1) + "&action=accept&field.token="
                        + URLEncoder.encode("of alice", StandardCharsets.UTF_8)))
                .build(), BodyHandlers.ofString());
        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(again(asked).path("content").get(0).path("text").asString()).isEqualTo("done");
        assertThat(GIVEN).contains("of alice");
        assertThat(open(browser, back).statusCode()).as("the way back is open once").isEqualTo(404);
    }

    @Test
    void anotherUserIsRefusedAndTheQuestionStays() throws Exception {
        JsonNode asked = call(token, "");
        HttpResponse<String> page = open(browser, wayBack(url(asked), "bob@example.com"));

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).doesNotContain("Token of the tracker?");
        assertThat(url(again(asked))).isEqualTo(url(asked));
    }

    @Test
    void aUserWhoIsSentToTheEndOfAnothersWayIsRefused() throws Exception {
        JsonNode asked = call(token, "");
        String back = wayBack(url(asked), ALICE);

        assertThat(open(browser(), back).statusCode()).isEqualTo(403);
        assertThat(open(browser, back).statusCode()).isEqualTo(404);
    }

    @Test
    void anAnswerInTheNameOfAnotherServerIsRefused() throws Exception {
        JsonNode asked = call(token, "");
        String back = wayBack(url(asked), ALICE);
        assertThat(back).contains("iss=");

        assertThat(open(browser, back.replaceAll("iss=[^&]*", "iss=https%3A%2F%2Fevil.example")).statusCode())
                .isEqualTo(502);
        String second = wayBack(url(asked), ALICE);
        assertThat(open(browser, second.replaceAll("&?iss=[^&]*", "")).statusCode()).isEqualTo(502);
        assertThat(open(browser, wayBack(url(asked), ALICE).replaceAll("code=[^&]*", "error=access_denied"))
                .statusCode()).isEqualTo(403);
    }

    @Test
    void aTokenThatIsKnownByItsClientOnlyHasNoUserToAsk() throws Exception {
        JsonNode answer = call(server.token("agent", RESOURCE, "files:read"), "");

        assertThat(answer.path("isError").asBoolean()).isTrue();
        assertThat(answer.path("content").get(0).path("text").asString()).contains("link the token's subject");
    }

    /** Runs what it is given on the calling thread. */
    private static final class AtOnce implements InstanceRuntime {
        @Override
        public String instance() {
            return "tracker";
        }

        @Override
        public String pluginId() {
            return "tracker";
        }

        @Override
        public String pluginVersion() {
            return "1.0.0";
        }

        @Override
        public RunningWork submit(PluginWork work, Duration limit) {
            work.run();
            return () -> {
            };
        }
    }
}
