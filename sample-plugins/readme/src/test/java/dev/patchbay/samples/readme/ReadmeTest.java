package dev.patchbay.samples.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.api.Contributions;
import dev.patchbay.api.PluginContext;
import dev.patchbay.api.config.Secret;
import dev.patchbay.api.grant.HttpAccess;
import dev.patchbay.api.grant.HttpRequest;
import dev.patchbay.api.grant.HttpResponse;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.testkit.PatchbayTest;
import dev.patchbay.testkit.TestClient;
import dev.patchbay.testkit.ToolResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private final List<HttpRequest> sent = new ArrayList<>();

    /** A context that answers every request in the same way. */
    private PluginContext answering(int status, String body) {
        return new PluginContext() {
            @Override
            public String instance() {
                return "readme";
            }

            @Override
            public void publish(Contributions contributions) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void resourceUpdated(String uri) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void resourceListChanged() {
                throw new UnsupportedOperationException();
            }

            @Override
            public HttpAccess http() {
                return request -> {
                    sent.add(request);
                    return HttpResponse.of(status, request.url(), List.of(), body.getBytes(StandardCharsets.UTF_8));
                };
            }

            @Override
            public Secret secret(String name) {
                return Secret.of("value of " + name);
            }
        };
    }

    private Readme readme(int status, String body) {
        return new Readme(new ReadmeConfiguration("https://api.github.com"), answering(status, body));
    }

    @Test
    void readsWithTheToken() {
        assertEquals("# Hello", readme(200, "# Hello").readme("octocat/hello-world"));
        assertEquals("https://api.github.com/repos/octocat/hello-world/readme", sent.getFirst().url());
        assertEquals(List.of("Bearer value of github.token"), sent.getFirst().headers().get("Authorization"));
    }

    @Test
    void saysWhatFailed() {
        assertThrows(ToolException.class, () -> readme(404, "").readme("octocat/nothing"));
        assertThrows(ToolException.class, () -> readme(403, "").readme("octocat/hello-world"));
        assertThrows(ToolException.class, () -> readme(500, "").readme("octocat/hello-world"));
    }

    /** In the real host: what is missing is told without a word of the plugin. */
    @Test
    @PatchbayTest
    void aSecretWithoutAValueIsToldToTheClient(TestClient client) {
        ToolResult result = client.callTool("readme", Map.of("repository", "octocat/hello-world"));
        assertTrue(result.isError());
        assertTrue(result.text().contains("patchbay secret set github.token"), result.text());
    }

    @Test
    @PatchbayTest(secrets = "github.token=t0ken", configuration = "{\"url\": \"https://git.example.com\"}")
    void aServerThatWasNotGrantedIsToldToTheClient(TestClient client) {
        ToolResult result = client.callTool("readme", Map.of("repository", "octocat/hello-world"));
        assertTrue(result.isError());
        assertTrue(result.text().contains("This needs the grant 'hosts: git.example.com'"), result.text());
    }
}
