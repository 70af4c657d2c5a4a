package dev.patchbay.security.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.patchbay.egress.AddressRule;
import dev.patchbay.egress.Network;
import dev.patchbay.egress.Resolver;
import dev.patchbay.security.certificate.TestAuthority;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetcherTest {
    private static final Duration LIMIT = Duration.ofMillis(500);

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger resolved = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.incrementAndGet();
                switch (exchange.getRequestURI().getPath()) {
                    case "/good" -> {
                        exchange.sendResponseHeaders(200, 0);
                        exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
                    }
                    case "/redirect" -> {
                        exchange.getResponseHeaders().set("Location", "/good");
                        exchange.sendResponseHeaders(302, -1);
                    }
                    case "/large" -> {
                        exchange.sendResponseHeaders(200, 0);
                        exchange.getResponseBody().write(new byte[70_000]);
                    }
                    case "/slow" -> {
                        exchange.sendResponseHeaders(200, 0);
                        try (OutputStream out = exchange.getResponseBody()) {
                            drip(out);
                        }
                    }
                    default -> exchange.sendResponseHeaders(404, -1);
                }
            }
        });
        server.start();
    }

    /** A byte now and then: each read succeeds, only all of them together take too long. */
    private static void drip(OutputStream out) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (System.nanoTime() < end) {
            out.write(' ');
            out.flush();
            LockSupport.parkNanos(20_000_000);
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static Fetcher fetcher(Resolver resolver, SSLContext tls, String... listed) {
        return new Fetcher(new AddressRule(List.of(listed).stream().map(Network::of).toList()), resolver, tls, LIMIT);
    }

    private static Fetcher fetcher(String... listed) throws Exception {
        return fetcher(InetAddress::getAllByName, SSLContext.getDefault(), listed);
    }

    private static void assertFails(Fetcher fetcher, String url, String why) {
        assertThatThrownBy(() -> fetcher.get(URI.create(url)).join()).as(url)
                .isInstanceOf(CompletionException.class).cause().isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    @Test
    void whatIsListedIsAskedWithoutHttpsOnThisMachineOnly() throws Exception {
        try (Fetcher open = fetcher("127.0.0.0/8", "10.0.0.0/8"); Fetcher closed = fetcher()) {
            assertThat(open.get(URI.create(base() + "/good")).join()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
            assertFails(open, "http://10.0.0.1/good", "only listed addresses of this machine");
            assertFails(open, "http://1.1.1.1/good", "only listed addresses of this machine");
            assertFails(closed, base() + "/good", "not public");
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void redirectsLargeAndSlowAnswersAreNotTaken() throws Exception {
        try (Fetcher fetcher = fetcher("127.0.0.0/8")) {
            assertFails(fetcher, base() + "/redirect", "status 302");
            assertFails(fetcher, base() + "/large", "more than 65536 bytes");
            assertFails(fetcher, base() + "/other", "status 404");
            assertThat(asked).hasValue(3);
            long before = System.nanoTime();
            assertFails(fetcher, base() + "/slow", "");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void everyAddressIsCheckedAndTheNameResolvedOnce() throws Exception {
        Resolver mixed = host -> {
            resolved.incrementAndGet();
            return new InetAddress[]{InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("127.0.0.1")};
        };
        Resolver flipping = host -> new InetAddress[]{
            InetAddress.ofLiteral(resolved.incrementAndGet() == 1 ? "127.0.0.1" : "10.0.0.1")};
        try (Fetcher fetcher = fetcher(mixed, SSLContext.getDefault())) {
            assertFails(fetcher, "https://as.example/keys", "127.0.0.1 is not public");
        }
        assertThat(resolved).hasValue(1);
        resolved.set(0);
        try (Fetcher fetcher = fetcher(flipping, SSLContext.getDefault(), "127.0.0.0/8")) {
            assertThat(fetcher.get(URI.create("http://as.example:" + server.getAddress().getPort() + "/good")).join())
                    .hasSize(2);
        }
        assertThat(resolved).hasValue(1);
    }

    @Test
    void proxiesOfTheProcessAreNotUsed() throws Exception {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", "1");
        System.setProperty("http.nonProxyHosts", "");
        try (Fetcher fetcher = fetcher("127.0.0.0/8")) {
            assertThat(fetcher.get(URI.create(base() + "/good")).join()).hasSize(2);
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
            System.clearProperty("http.nonProxyHosts");
        }
    }

    @Test
    void aServerMustProveItsName() throws Exception {
        TestAuthority authority = TestAuthority.root("CN=Root");
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(authority.serverContext("dns:as.example")));
        https.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            }
        });
        https.start();
        int port = https.getAddress().getPort();
        Resolver here = host -> new InetAddress[]{InetAddress.getLoopbackAddress()};
        try (Fetcher trusting = fetcher(here, authority.clientContext(), "127.0.0.0/8");
                Fetcher other = fetcher(here, TestAuthority.root("CN=Other").clientContext(), "127.0.0.0/8")) {
            assertThat(trusting.get(URI.create("https://as.example:" + port + "/keys")).join()).hasSize(2);
            assertFails(trusting, "https://evil.example:" + port + "/keys", "evil.example");
            assertFails(other, "https://as.example:" + port + "/keys", "");
        } finally {
            https.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1/", "https://127.1/", "https://127.0.1/", "https://2130706433/",
        "https://0x7f000001/", "https://0x7f.0.0.1/", "https://0177.0.0.1/", "https://017700000001/", "https://0/",
        "https://0.0.0.0/", "https://localhost/", "https://localhost./", "https://127.0.0.1./", "https://[::1]/",
        "https://[::]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[::127.0.0.1]/",
        "https://[0:0:0:0:0:ffff:a9fe:a9fe]/", "https://[::ffff:0:169.254.169.254]/",
        "https://[64:ff9b::169.254.169.254]/", "https://[64:ff9b::7f00:1]/", "https://[64:ff9b:1::a9fe:a9fe]/",
        "https://[2002:7f00:1::]/", "https://[2002:a9fe:a9fe::1]/", "https://[2002:a00:1::]/",
        "https://[2001:0:7f00:1::]/", "https://[2001:db8::1]/", "https://[2001:10::1]/", "https://[2001:20::1]/",
        "https://[3fff::1]/", "https://[100::1]/", "https://[fc00::1]/", "https://[fd00:ec2::254]/",
        "https://[fe80::1]/", "https://[fe80::1%25lo]/", "https://[fec0::1]/", "https://[ff02::1]/",
        "https://[5f00::1]/", "https://[::1%25lo]/", "https://169.254.169.254/latest/meta-data/",
        "https://169.254.170.2/", "https://169.254.0.1/", "https://2852039166/", "https://0xa9fea9fe/",
        "https://168.63.129.16/", "https://100.100.100.200/", "https://100.64.0.1/", "https://100.127.255.255/",
        "https://192.0.0.192/", "https://192.0.0.1/", "https://10.0.0.1/", "https://10.255.255.255/",
        "https://172.16.0.1/", "https://172.31.255.255/", "https://192.168.0.1/", "https://192.168.255.255/",
        "https://192.0.2.1/", "https://198.51.100.1/", "https://203.0.113.1/", "https://198.18.0.1/",
        "https://198.19.255.255/", "https://192.88.99.1/", "https://224.0.0.1/", "https://239.255.255.255/",
        "https://240.0.0.1/", "https://255.255.255.255/", "https://user@127.0.0.1/", "https://user:pw@8.8.8.8/",
        "https://8.8.8.8@127.0.0.1/", "https://evil.example%00.example/", "https:///keys", "https:keys",
        "http://8.8.8.8/", "http://127.0.0.1/", "file:///etc/passwd", "jar:https://8.8.8.8/x!/", "ftp://8.8.8.8/",
        "gopher://127.0.0.1/", "ldap://127.0.0.1/", "HTTP://8.8.8.8/", "HTTPS://127.0.0.1/", "//127.0.0.1/", "/keys",
        "https://0300.0250.0.1/", "https://192.168.1/", "https://3232235521/", "https://0xc0.0xa8.0.1/",
        "https://127.0.0.1:22/", "https://127.0.0.1:6379/", "https://[::ffff:10.0.0.1]:8443/"})
    void nothingThatIsNotPublicIsReached(String url) throws Exception {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            assertThat(url).contains("%");
            return; // refused before it is anybody's address
        }
        // whoever listens on this machine is not reached either, or it would take the time limit
        try (Fetcher fetcher = fetcher()) {
            assertThatThrownBy(() -> fetcher.get(uri).join()).cause().isInstanceOf(IOException.class)
                    .message().doesNotContain("no answer within").doesNotContain("refused");
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void publicAddressesAreAllowed() {
        AddressRule rule = new AddressRule(List.of());

        for (String address : List.of("8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.1", "100.63.255.255",
                "100.128.0.1", "169.253.255.255", "11.0.0.1", "2606:4700::1111", "2a00:1450::1", "2001:4860::8888",
                "2003::1")) {
            assertThat(rule.allows(InetAddress.ofLiteral(address))).as(address).isTrue();
        }
    }

    @Test
    void networksAreReadAsWritten() {
        assertThat(Network.of("10.0.0.0/8").contains(InetAddress.ofLiteral("10.255.0.1"))).isTrue();
        assertThat(Network.of("10.0.0.0/8").contains(InetAddress.ofLiteral("11.0.0.1"))).isFalse();
        assertThat(Network.of("fd00::/8").contains(InetAddress.ofLiteral("10.0.0.1"))).isFalse();
        assertThat(Network.of("192.168.1.5").contains(InetAddress.ofLiteral("192.168.1.6"))).isFalse();
        for (String bad : List.of("10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "example.com/8", "")) {
            assertThatThrownBy(() -> Network.of(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
