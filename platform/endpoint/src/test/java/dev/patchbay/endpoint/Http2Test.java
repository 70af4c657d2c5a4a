package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.endpoint.TestCertificates.Issued;
import dev.patchbay.http.HttpOptions;
import dev.patchbay.http.TlsOptions;
import dev.patchbay.http.TlsOptions.ClientAuth;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 over TLS: everything that holds in HTTP/1.1, and streams that end one by one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2Test {
    private static final int MAX_STREAMS = 8;

    private final TestCertificates authority;
    private final TestEndpoint server;
    private final HttpClient client;
    private final Map<String, CountDownLatch> cancelled = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> released = new ConcurrentHashMap<>();
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    Http2Test(@TempDir Path folder) throws Exception {
        authority = new TestCertificates("Our authority");
        Issued own = authority.issue("server", "EC");
        TlsOptions tls = new TlsOptions(
                TestCertificates.pem(folder.resolve("a.crt"), own.certificate(), authority.authority),
                TestCertificates.pem(folder.resolve("a.key"), own.key()), null, ClientAuth.NONE);
        server = new TestEndpoint(EndpointOptions.defaults().with(HttpOptions.defaults().withTls(tls)
                .withMaxStreams(MAX_STREAMS).withMaxBodyBytes(1_000_000).withMaxHeaders(4000, 30)
                .withAllowed(Set.of(), Set.of("https://app.example"))));
        client = server.watched(
                HttpClient.newBuilder().version(Version.HTTP_2).sslContext(authority.client("TLSv1.3")).build());
    }

    @BeforeAll
    void fill() {
        server.catalog.tool("echo").tool("wait", call -> {
            String name = String.valueOf(call.arguments().get("text"));
            call.cancellation().onCancel(() -> latch(cancelled, name).countDown());
            running.add(name);
            latch(released, name).await(10, TimeUnit.SECONDS);
            return CallToolResult.text("over " + name);
        });
    }

    @AfterAll
    void stop() {
        released.values().forEach(CountDownLatch::countDown);
        client.close();
        server.close();
    }

    private static CountDownLatch latch(Map<String, CountDownLatch> latches, String name) {
        return latches.computeIfAbsent(name, any -> new CountDownLatch(1));
    }

    private HttpRequest.Builder to(HttpRequest.Builder request) {
        return request.uri(URI.create("https://localhost:" + server.endpoint.port() + "/mcp"));
    }

    private HttpRequest call(String tool, String text) {
        return to(server.modern("tools/call", "\"name\":\"" + tool + "\",\"arguments\":{\"text\":\"" + text + "\"}"))
                .build();
    }

    private CompletableFuture<HttpResponse<String>> start(HttpClient from, String text) {
        CompletableFuture<HttpResponse<String>> answer = from.sendAsync(call("wait", text),
                HttpResponse.BodyHandlers.ofString());
        await().pollInterval(Duration.ofMillis(5)).until(() -> running.contains(text));
        return answer;
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theHandshakeSaysWhichVersionIsSpoken() throws Exception {
        HttpResponse<String> two = send(call("echo", "x"));
        try (HttpClient old = server.watched(HttpClient.newBuilder().version(Version.HTTP_1_1)
                .sslContext(authority.client("TLSv1.3")).build())) {
            HttpResponse<String> one = old.send(call("echo", "x"), HttpResponse.BodyHandlers.ofString());

            assertThat(one.version()).isEqualTo(Version.HTTP_1_1);
            assertThat(one.body()).isEqualTo(two.body());
        }
        assertThat(two.version()).isEqualTo(Version.HTTP_2);
        assertThat(two.statusCode()).isEqualTo(200);
        assertThat(two.headers().firstValue("connection")).isEmpty();
    }

    @Test
    void theResetOfAStreamCancelsItsCallAndNoOther() throws Exception {
        CompletableFuture<HttpResponse<String>> staying = start(client, "staying");
        CompletableFuture<HttpResponse<String>> leaving = start(client, "leaving");
        leaving.cancel(true);

        assertThat(latch(cancelled, "leaving").await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(latch(cancelled, "staying").getCount()).isEqualTo(1);
        latch(released, "staying").countDown();
        assertThat(staying.get(5, TimeUnit.SECONDS).body()).contains("over staying");
        assertThat(latch(cancelled, "staying").getCount()).isEqualTo(1);
    }

    @Test
    void theEndOfAConnectionCancelsAllItsCalls() throws Exception {
        HttpClient gone = server.watched(HttpClient.newBuilder().version(Version.HTTP_2)
                .sslContext(authority.client("TLSv1.3")).build());
        var _ = start(gone, "first");
        var _ = start(gone, "second");
        CompletableFuture<HttpResponse<String>> other = start(client, "other");
        gone.shutdownNow();

        assertThat(latch(cancelled, "first").await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(latch(cancelled, "second").await(5, TimeUnit.SECONDS)).isTrue();
        latch(released, "other").countDown();
        assertThat(other.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(latch(cancelled, "other").getCount()).isEqualTo(1);
    }

    @Test
    void aListenStreamTellsAtOnceAndItsResetForgetsIt() throws Exception {
        HttpRequest listen = to(
                server.modern("subscriptions/listen", "\"notifications\":{\"promptsListChanged\":true}")).build();
        int before = server.endpoint.openExchanges();
        HttpResponse<java.io.InputStream> response = client.send(listen, HttpResponse.BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(untilLine(lines, "acknowledged")).isNotNull();
            server.catalog.prompt("greet");
            assertThat(untilLine(lines, "prompts/list_changed")).isNotNull();
            assertThat(server.endpoint.openExchanges()).isGreaterThan(before);
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> server.endpoint.openExchanges() <= before);
    }

    private static @Nullable String untilLine(BufferedReader lines, String text) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.contains(text)) {
            line = lines.readLine();
        }
        return line;
    }

    @Test
    void bigMessagesComeWholeInBothDirections() throws Exception {
        String text = "0123456789".repeat(60_000);

        assertThat(new TestEndpoint.Answer(send(call("echo", text))).text()).isEqualTo(text);
    }

    @Test
    void theLimitsOfARequestHoldHereToo() throws Exception {
        HttpRequest.Builder many = to(server.modern("tools/list", ""));
        for (int i = 0; i < 40; i++) {
            many.header("X-" + i, "1");
        }
        HttpRequest large = call("echo", "x".repeat(1_100_000));

        assertThat(send(many.build()).statusCode()).isEqualTo(431);
        assertThat(send(large).statusCode()).isEqualTo(413);
        assertThat(send(call("echo", "x")).statusCode()).as("the connection stays").isEqualTo(200);
    }

    @Test
    void hostAndOriginAreCheckedHereToo() throws Exception {
        HttpRequest.Builder list = to(server.modern("tools/list", ""));

        assertThat(send(list.copy().header("Origin", "https://evil.example").build()).statusCode()).isEqualTo(403);
        HttpResponse<String> allowed = send(list.copy().header("Origin", "https://app.example").build());
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("access-control-allow-origin")).contains("https://app.example");
        HttpRequest foreign = list.copy()
                .uri(URI.create("https://127.0.0.2:" + server.endpoint.port() + "/mcp")).build();
        assertThatThrownBy(() -> send(foreign)).isInstanceOf(IOException.class);
    }

    @Test
    void moreStreamsThanAllowedAreResetAndTheOthersGoOn() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < MAX_STREAMS; i++) {
            calls.add(start(client, "full-" + i));
        }
        assertThatThrownBy(() -> send(call("echo", "one more"))).isInstanceOf(IOException.class);
        for (int i = 0; i < MAX_STREAMS; i++) {
            latch(released, "full-" + i).countDown();
            assertThat(calls.get(i).get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        assertThat(send(call("echo", "x")).statusCode()).isEqualTo(200);
    }
}
