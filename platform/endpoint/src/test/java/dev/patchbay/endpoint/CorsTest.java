package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.http.HttpOptions;
import dev.patchbay.security.ClosedAuthenticator;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages of other origins may do: exactly what an MCP client in a browser needs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorsTest {
    private static final String APP = "https://app.example";

    private final TestEndpoint server = new TestEndpoint(
            EndpointOptions.defaults().with(HttpOptions.defaults().withAllowed(Set.of(), Set.of(APP))),
            new ClosedAuthenticator(), InstantSource.system());

    @AfterAll
    void stop() {
        server.close();
    }

    private HttpHeaders preflight(String path, String origin, String method, String headers, int status)
            throws Exception {
        TestEndpoint.Answer answer = server.send(HttpRequest.newBuilder(server.uri(path))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()).header("Origin", origin)
                .header("Access-Control-Request-Method", method).header("Access-Control-Request-Headers", headers));
        assertThat(answer.status()).isEqualTo(status);
        return answer.response().headers();
    }

    private static List<String> list(HttpHeaders headers, String name) {
        return Arrays.stream(headers.firstValue(name).orElse("").toLowerCase(Locale.ROOT).split(",", -1))
                .map(String::strip).toList();
    }

    @Test
    void aPageOfAnAllowedOriginMaySendWhatEveryRevisionNeeds() throws Exception {
        HttpHeaders headers = preflight("/mcp", APP, "POST", "mcp-param-region,mcp-param-zone,x-other", 204);

        assertThat(headers.firstValue("Access-Control-Allow-Origin")).contains(APP);
        assertThat(headers.firstValue("Vary")).contains("Origin");
        assertThat(headers.firstValue("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(list(headers, "Access-Control-Allow-Methods")).containsExactlyInAnyOrder("get", "post", "delete",
                "options");
        assertThat(list(headers, "Access-Control-Allow-Headers")).containsExactlyInAnyOrder("accept",
                "authorization", "content-type", "last-event-id", "mcp-method", "mcp-name", "mcp-protocol-version",
                "mcp-session-id", "mcp-param-region", "mcp-param-zone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "https://app.example:444", "https://app.example."})
    void aPageOfAnyOtherOriginMaySendNothing(String origin) throws Exception {
        HttpHeaders headers = preflight("/mcp", origin, "POST", "content-type", 403);

        assertThat(headers.map().keySet()).noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-"));
    }

    @Test
    void aRefusalCanBeReadByThePageItIsFor() throws Exception {
        TestEndpoint.Answer answer = server.send(server.modern("server/discover", "").header("Origin", APP));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.response().headers().firstValue("Access-Control-Allow-Origin")).contains(APP);
        assertThat(list(answer.response().headers(), "Access-Control-Expose-Headers"))
                .containsExactlyInAnyOrder("mcp-session-id", "www-authenticate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp",
        "/.well-known/ai-catalog.json", "/mcp/server-card"})
    void whatIsForEverybodyIsReadByAnyPageAndNothingMore(String path) throws Exception {
        HttpHeaders headers = preflight(path, "https://any.example", "GET", "mcp-protocol-version", 204);

        assertThat(headers.firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(headers.firstValue("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(list(headers, "Access-Control-Allow-Methods")).containsExactlyInAnyOrder("get", "options");
        assertThat(list(headers, "Access-Control-Allow-Headers")).contains("mcp-protocol-version");
    }

    @Test
    void aNameThatIsNoHeaderIsNotReflected() throws Exception {
        HttpHeaders headers = preflight("/mcp", APP, "POST", "mcp-param-, mcp-param-a b, mcp-param-ok", 204);

        assertThat(list(headers, "Access-Control-Allow-Headers")).contains("mcp-param-ok")
                .doesNotContain("mcp-param-", "mcp-param-a b");
    }
}
