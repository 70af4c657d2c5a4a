package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.http.Compression;
import dev.patchbay.http.HttpOptions;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers are compressed, and for whom. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompressionTest {
    private static final String LARGE = "all the same ".repeat(4000);

    private final TestEndpoint server = start(Compression.LISTS);

    @AfterAll
    void stop() {
        server.close();
    }

    private static TestEndpoint start(Compression compression) {
        TestEndpoint started = new TestEndpoint(EndpointOptions.defaults().with(HttpOptions.defaults()
                .with(compression).withAllowed(Set.of(), Set.of("https://app.example"))));
        for (int i = 0; i < 100; i++) {
            started.catalog.tool("echo" + i);
        }
        return started;
    }

    private static HttpResponse<byte[]> send(TestEndpoint at, HttpRequest.Builder request, String encodings)
            throws Exception {
        HttpRequest.Builder asking = encodings.isEmpty() ? request : request.header("Accept-Encoding", encodings);
        return at.http.send(asking.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static boolean isCompressed(HttpResponse<byte[]> response) {
        return response.headers().firstValue("Content-Encoding").isPresent();
    }

    private static String text(HttpResponse<byte[]> response) throws Exception {
        return isCompressed(response)
                ? new String(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes(),
                        StandardCharsets.UTF_8)
                : new String(response.body(), StandardCharsets.UTF_8);
    }

    private static HttpRequest.Builder echo(TestEndpoint at, String text) {
        return at.modern("tools/call", "\"name\":\"echo1\",\"arguments\":{\"text\":\"" + text + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br, gzip;q=0.5, *;q=0", "GZIP", "gzip; q=1"})
    void aListIsCompressedForWhomItHelpsAndSaysTheSame(String encodings) throws Exception {
        for (String id : new String[]{"1", "\"\u00e4 \\\" b\"", "\"" + "x".repeat(3000) + "\""}) {
            HttpResponse<byte[]> plain = send(server, server.modern(id, "tools/list", ""), "");
            HttpResponse<byte[]> small = send(server, server.modern(id, "tools/list", ""), encodings);

            assertThat(isCompressed(plain)).isFalse();
            assertThat(small.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(small.headers().allValues("Vary")).contains("Accept-Encoding");
            assertThat(text(small)).isEqualTo(text(plain));
            assertThat(small.body().length).isLessThan(plain.body().length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "br", "gzip;q=0", "gzip;q=0.000", "gzipped", "identity", "deflate, x-gzip"})
    void itIsNotForWhoDoesNotAskForIt(String encodings) throws Exception {
        assertThat(isCompressed(send(server, server.modern("tools/list", ""), encodings))).isFalse();
    }

    @Test
    void anIdTooLongForAPacketIsSentBesideTheListAsItIs() throws Exception {
        HttpRequest.Builder request = server.modern("\"" + "x".repeat(10_000) + "\"", "tools/list", "");

        assertThat(isCompressed(send(server, request, "gzip"))).isFalse();
    }

    @Test
    void resultsAreNotCompressedUnlessAnAdministratorSaysSo() throws Exception {
        assertThat(isCompressed(send(server, echo(server, LARGE), "gzip"))).isFalse();
        try (TestEndpoint all = start(Compression.ALL); TestEndpoint off = start(Compression.OFF)) {
            HttpResponse<byte[]> small = send(all, echo(all, LARGE), "gzip");
            assertThat(isCompressed(small)).isTrue();
            assertThat(text(small)).contains(LARGE);
            assertThat(isCompressed(send(all, echo(all, LARGE), ""))).isFalse();
            assertThat(isCompressed(send(all, echo(all, "short"), "gzip"))).isFalse();
            assertThat(isCompressed(send(off, off.modern("tools/list", ""), "gzip"))).isFalse();
        }
    }

    @Test
    void streamsAndShortAnswersNeverAre() throws Exception {
        try (SseReader stream = new SseReader(server, server
                .modern("subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}")
                .header("Accept-Encoding", "gzip"))) {
            assertThat(stream.message().isMethod("notifications/subscriptions/acknowledged")).isTrue();
            assertThat(stream.response.headers().firstValue("Content-Encoding")).isEmpty();
        }
        assertThat(isCompressed(send(server, server.modern("prompts/list", ""), "gzip"))).isFalse();
    }

    @Test
    void aPageOfAnotherOriginReadsACompressedListToo() throws Exception {
        HttpResponse<byte[]> answer = send(server,
                server.modern("tools/list", "").header("Origin", "https://app.example"), "gzip");

        assertThat(answer.headers().allValues("Vary")).containsExactlyInAnyOrder("Origin", "Accept-Encoding");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("https://app.example");
    }
}
