package dev.patchbay.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.tests.product.Administration;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.TypeScriptClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * A served installation asks for a secret on a page, while the official TypeScript client waits; the secret reaches the
 * plugin, and no file and no message of anybody else.
 */
class PageQuestionIT {
    private static final String PLUGIN = """
            public final class Plugin {
                @Tool(description = "Logs in to the tracker")
                public String logIn(Call call) {
                    var answer = call.ask("token", dev.patchbay.api.input.ElicitRequest.page("Token of the tracker?")
                            .secret("token", "Token").integer("days", "Days", 7).build());
                    int sum = answer.string("token").orElse("").chars().sum();
                    return answer.action() + " " + sum + " " + answer.content().get("days");
                }
            }
            """;
    private static final Pattern PROOF = Pattern.compile("name=\"proof\" value=\"([^\"]+)\"");
    private static final HttpClient BROWSER = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Installation patchbay;
    private static String key;
    private static String otherKey;

    /** The era that the client speaks. */
    enum Era {
        MODERN, LEGACY;

        TypeScriptClient connect() {
            TypeScriptClient client = this == MODERN
                    ? TypeScriptClient.modern(patchbay.url(), key)
                    : TypeScriptClient.inDefaultMode(patchbay.url(), key);
            client.run("connect");
            return client;
        }
    }

    @BeforeAll
    static void serve() throws IOException {
        Path jar = Files.createTempFile("tracker", ".jar");
        Files.write(jar, WrittenPlugin.jar("tracker", "1.0.0", PLUGIN));
        patchbay = Installation.unpack().withoutSamples().withPlugin(jar).withSetting("log.level", "debug").serve();
        Files.delete(jar);
        Administration administration = patchbay.administration();
        administration.approveAll();
        key = administration.client("desktop");
        otherKey = administration.client("other");
        administration.enable("desktop", "tool:*");
    }

    @AfterAll
    static void stop() {
        patchbay.close();
    }

    private static HttpResponse<String> post(String url, String form) throws Exception {
        URI uri = URI.create(url);
        return BROWSER.send(HttpRequest.newBuilder(uri).header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", uri.getScheme() + "://" + uri.getRawAuthority())
                .POST(HttpRequest.BodyPublishers.ofString(form)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource
    void aSecretReachesThePluginAndNothingElse(Era era) throws Exception {
        String secret = "c4n4ry-of-a-page-" + era;
        try (TypeScriptClient client = era.connect()) {
            client.run("answer", Map.of("result", Map.of("action", "accept")));
            CompletableFuture<JsonNode> call = client.start("callTool",
                    Map.of("name", "tracker_log_in", "arguments", Map.of()));
            await().until(() -> !client.events("elicitation").isEmpty());
            String url = client.events("elicitation").getFirst().path("url").asString();

            assertThat(post(url, "key=" + otherKey).statusCode()).isEqualTo(403);
            HttpResponse<String> page = post(url, "key=" + key);
            assertThat(page.body()).contains("Token of the tracker?", "tracker_log_in", "type=\"password\"");
            Matcher proof = PROOF.matcher(page.body());
            assertThat(proof.find()).isTrue();
            assertThat(call).isNotDone();
            HttpResponse<String> sent = post(url, "proof=" + proof.group(1) + "&action=accept&field.days=3&field.token="
                    + secret);
            assertThat(sent.statusCode()).isEqualTo(200);

            JsonNode result = TypeScriptClient.await(call);
            assertThat(result.path("result").path("content").get(0).path("text").asString())
                    .isEqualTo("ACCEPT " + secret.chars().sum() + " 3");
            assertThat(client.events("elicitation")).as("asked once").hasSize(1);
            String written = String.join("\n", patchbay.printed(), texts("logs"), texts("data"));
            assertThat(written).contains("\"kind\":\"question\"", "not_the_caller", "answered")
                    .doesNotContain(secret, key, url.substring(url.lastIndexOf('/') + 1));
            assertThat(result.toString() + client.events("elicitation") + page.body() + sent.body())
                    .doesNotContain(secret, key);
        }
    }

    private static String texts(String folder) {
        try (Stream<Path> files = Files.walk(patchbay.folder().resolve(folder))) {
            List<String> texts = files.filter(Files::isRegularFile).map(PageQuestionIT::text).toList();
            return String.join("\n", texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // a file that is gone meanwhile
        }
    }
}
