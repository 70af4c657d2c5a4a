package dev.patchbay.broker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.patchbay.api.config.Secret;
import dev.patchbay.api.grant.HttpAccess;
import dev.patchbay.api.grant.HttpRequest;
import dev.patchbay.api.grant.HttpResponse;
import dev.patchbay.api.grant.NotGrantedException;
import dev.patchbay.broker.Grants;
import dev.patchbay.broker.Scope;
import dev.patchbay.egress.Connector;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantedHttpTest {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Grants grants = Grants.NONE;
    private volatile Optional<Duration> callTime = Optional.empty();
    private HttpServer server;
    private HttpServer other;
    private HttpBroker broker;
    private HttpAccess http;

    @BeforeEach
    void start() throws IOException {
        server = serve();
        other = serve();
        grants = Grants.parse("hosts: 127.0.0.1:" + port(server) + ", 127.0.0.1:" + port(other));
        broker = new HttpBroker(InetAddress::getAllByName, GrantedHttpTest::tls, Connector.DIRECT,
                new HttpLimits(1000, Duration.ofSeconds(10)));
        http = broker.of(new Scope("i", "p", () -> grants, () -> callTime));
    }

    private static SSLContext tls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpServer serve() throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        made.createContext("/", this::answer);
        made.start();
        return made;
    }

    private static int port(HttpServer of) {
        return of.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = exchange.getRequestHeaders();
            seen.add(exchange.getRequestMethod() + " " + path + " " + headers.getFirst("Authorization") + " "
                    + headers.getFirst("X-Key") + " " + headers.getFirst("Accept") + " " + body);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=ISO-8859-1");
            switch (path) {
                case "/large", "/chunked" -> {
                    exchange.sendResponseHeaders(200, path.equals("/large") ? 1001 : 0);
                    exchange.getResponseBody().write(new byte[1001]);
                }
                case "/slow" -> over.await();
                case "/away", "/away308" -> {
                    exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + port(other) + "/there");
                    exchange.sendResponseHeaders(path.equals("/away") ? 302 : 308, -1);
                }
                case "/near", "/near308" -> {
                    exchange.getResponseHeaders().set("Location", "there?x=1");
                    exchange.sendResponseHeaders(path.equals("/near") ? 303 : 308, -1);
                }
                case "/empty" -> exchange.sendResponseHeaders(204, -1);
                default -> {
                    byte[] text = "gr\u00fcn".getBytes(StandardCharsets.ISO_8859_1);
                    boolean isHead = exchange.getRequestMethod().equals("HEAD");
                    exchange.sendResponseHeaders(path.equals("/missing") ? 404 : 200, isHead ? -1 : text.length);
                    if (!isHead) {
                        exchange.getResponseBody().write(text);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        other.stop(0);
        broker.close();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + port(server) + path;
    }

    @Test
    void anAnswerIsGivenWhateverItsStatus() throws IOException {
        HttpResponse answer = http.send(HttpRequest.get(url("/missing")));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.isSuccess()).isFalse();
        assertThat(answer.text()).isEqualTo("gr\u00fcn");
        assertThat(answer.header("content-TYPE")).contains("text/plain; charset=ISO-8859-1");
        assertThat(http.send(HttpRequest.get(url("/empty"))).body()).isEmpty();
        assertThat(http.send(HttpRequest.of("HEAD", url("/x"))).status()).isEqualTo(200);
        HttpResponse posted = http.send(HttpRequest.post(url("/p")).withText("text/plain", "hi")
                .withBearer(Secret.of("t")).withHeader("X-Key", "k"));
        assertThat(posted.url()).isEqualTo(url("/p"));
        assertThat(seen).contains("POST /p Bearer t k null hi");
    }

    @Test
    void credentialsStayWithTheServerTheyWereSentTo() throws IOException {
        HttpRequest request = HttpRequest.get(url("/away")).withBearer(Secret.of("t")).withHeader("X-Key", "k")
                .withHeader("Accept", "a/b");
        assertThat(http.send(request).url()).isEqualTo("http://127.0.0.1:" + port(other) + "/there");
        assertThat(seen).containsExactly("GET /away Bearer t k a/b ", "GET /there null null a/b ");
        assertThat(http.send(request.withoutRedirects()).status()).isEqualTo(302);
    }

    @Test
    void aBodyGoesAlongOnTheSameServerOnly() throws IOException {
        HttpRequest near = HttpRequest.post(url("/near308")).withText("text/plain", "hi").withBearer(Secret.of("t"));
        assertThat(http.send(near).url()).isEqualTo(url("/there?x=1"));
        http.send(HttpRequest.post(url("/near")).withText("text/plain", "hi").withBearer(Secret.of("t")));
        assertThatThrownBy(() -> http.send(HttpRequest.post(url("/away308")).withText("text/plain", "hi")))
                .isInstanceOf(IOException.class).hasMessageContaining("with a body to another server");
        assertThat(seen).containsExactly("POST /near308 Bearer t null null hi", "POST /there Bearer t null null hi",
                "POST /near Bearer t null null hi", "GET /there Bearer t null null ",
                "POST /away308 null null null hi");
    }

    @Test
    void aGrantCountsWhenItIsUsed() throws IOException {
        assertThat(http.send(HttpRequest.get(url("/x"))).status()).isEqualTo(200);
        grants = Grants.parse("hosts: 127.0.0.1:" + port(server));
        assertThatThrownBy(() -> http.send(HttpRequest.get(url("/away")))).isInstanceOf(NotGrantedException.class)
                .hasMessageContaining("'hosts: 127.0.0.1:" + port(other) + "'");
        grants = Grants.NONE;
        assertThatThrownBy(() -> http.send(HttpRequest.get(url("/x")))).isInstanceOf(NotGrantedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/large", "/chunked"})
    void whatIsTooLargeIsNotTaken(String path) {
        assertThatThrownBy(() -> http.send(HttpRequest.get(url(path)))).isInstanceOf(IOException.class)
                .hasMessageContaining("more than 1000 bytes");
        assertThatThrownBy(() -> http.send(HttpRequest.post(url("/x")).withBody("a/b", new byte[1001])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aRequestEndsWithItsOwnTimeOrThatOfTheCall(boolean own) {
        callTime = own ? Optional.empty() : Optional.of(Duration.ofMillis(150));
        HttpRequest slow = HttpRequest.get(url("/slow"));
        long before = System.nanoTime();
        assertThatThrownBy(() -> http.send(own ? slow.withTimeout(Duration.ofMillis(150)) : slow))
                .isInstanceOf(IOException.class).hasMessageContaining("no answer within");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        callTime = Optional.of(Duration.ZERO);
        assertThatThrownBy(() -> http.send(slow)).hasMessageContaining("no time left");
    }

    @Test
    void anInterruptEndsARequest() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                http.send(HttpRequest.get(url("/slow")));
            } catch (IOException | RuntimeException e) {
                thrown.complete(e);
            }
        });
        while (seen.isEmpty()) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        assertThat(thrown.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedIOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "connection", "Content-Length", "Transfer-Encoding", "Upgrade", "TE", "Expect",
        "Proxy-Authorization", "X-Forwarded-For", "Forwarded", "Trailer", "Keep-Alive", "Via"})
    void headersOfTheHostAreNotThePluginsToSet(String name) {
        assertThatThrownBy(() -> http.send(HttpRequest.get(url("/x")).withHeader(name, "x")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(name);
        assertThat(seen).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'X', 'a\r\nY: b'", "'X\r\nY', 'b'", "'X:', 'b'", "'', 'b'", "'X', 'a\u0000b'", "'X Y', 'b'"})
    void nothingIsSmuggledInAHeader(String name, String value) {
        assertThatThrownBy(() -> HttpRequest.get(url("/x")).withHeader(name, value))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsPrintedHoldsNoSecret() {
        HttpRequest request = HttpRequest.post(url("/x?key=secret")).withBearer(Secret.of("secret"))
                .withText("a/b", "secret");
        assertThat(request.toString()).isEqualTo("POST " + url("/x"));
        assertThat(HttpResponse.of(200, url("/x?key=secret"), List.of(Map.entry("Set-Cookie", "secret")),
                new byte[0]).toString()).doesNotContain("secret");
        assertThatThrownBy(() -> HttpRequest.of("GET /x HTTP/1.1\r\n", url("/x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> http.send(HttpRequest.of("CONNECT", url("/x"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
