package dev.patchbay.broker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.patchbay.api.grant.HttpAccess;
import dev.patchbay.api.grant.HttpRequest;
import dev.patchbay.api.grant.HttpResponse;
import dev.patchbay.api.grant.NotGrantedException;
import dev.patchbay.broker.CallTime;
import dev.patchbay.broker.Grants;
import dev.patchbay.broker.Scope;
import dev.patchbay.egress.Connector;
import dev.patchbay.egress.Resolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attempts to reach what is not public, through a plugin that has many public hosts. Counted are the connections: at the
 * seam where sockets are connected, and at a server of this machine that must never hear of anybody.
 */
class SsrfTest {
    private static final String ANY = "hosts: a.example, *.b.example, 8.8.8.8, entry.example:PORT, e.example:8080";
    private static final List<InetSocketAddress> CONNECTED = new CopyOnWriteArrayList<>();
    private static final AtomicInteger VICTIM = new AtomicInteger();
    private static final AtomicInteger LOOKUPS = new AtomicInteger();
    private static HttpServer victim;
    private static HttpServer entry;

    @BeforeAll
    static void start() throws IOException {
        victim = server();
        victim.createContext("/", exchange -> {
            try (exchange) {
                VICTIM.incrementAndGet();
                exchange.sendResponseHeaders(200, -1);
            }
        });
        entry = server();
        entry.createContext("/", exchange -> {
            try (exchange) {
                String to = exchange.getRequestURI().getQuery();
                exchange.getResponseHeaders().set("Location", String.valueOf(to));
                exchange.sendResponseHeaders(302, -1);
            }
        });
        victim.start();
        entry.start();
    }

    private static HttpServer server() throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @AfterAll
    static void stop() {
        victim.stop(0);
        entry.stop(0);
    }

    @BeforeEach
    void forget() {
        CONNECTED.clear();
        VICTIM.set(0);
        LOOKUPS.set(0);
    }

    private static SSLContext tls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Notes where a connection would go, and makes it only to the entry of this test. */
    private static Connector seam(boolean isEntry) {
        return (socket, address, millis) -> {
            if (isEntry && address.getPort() == entry.getAddress().getPort()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()), millis);
                return;
            }
            CONNECTED.add(address);
            throw new IOException("seen");
        };
    }

    private static HttpResponse send(String url, String grants, Resolver resolver, boolean isEntry)
            throws IOException {
        String here = grants.replace("PORT", String.valueOf(entry.getAddress().getPort()));
        try (HttpBroker broker = new HttpBroker(resolver, SsrfTest::tls, seam(isEntry),
                new HttpLimits(1024, Duration.ofSeconds(10)))) {
            HttpAccess http = broker.of(new Scope("i", "p", () -> Grants.parse(here), CallTime.NONE));
            return http.send(HttpRequest.get(url));
        }
    }

    private static InetAddress[] literal(String host) {
        LOOKUPS.incrementAndGet();
        return new InetAddress[]{InetAddress.ofLiteral(host)};
    }

    private static String port(String text) {
        return text.replace("PORT", String.valueOf(victim.getAddress().getPort()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:PORT/", "http://127.1:PORT/", "http://127.0.1:PORT/",
        "http://2130706433:PORT/", "http://0x7f000001:PORT/", "http://0x7f.0.0.1:PORT/", "http://0177.0.0.1:PORT/",
        "http://017700000001:PORT/", "http://0:PORT/", "http://0.0.0.0:PORT/", "http://127.0.0.1.:PORT/",
        "http://localhost:PORT/", "http://localhost.:PORT/", "http://LOCALHOST:PORT/", "http://[::1]:PORT/",
        "http://[::]:PORT/", "http://[::ffff:127.0.0.1]:PORT/", "http://[::ffff:7f00:1]:PORT/",
        "http://[::127.0.0.1]:PORT/", "http://[0:0:0:0:0:ffff:7f00:1]:PORT/", "http://[::ffff:0:127.0.0.1]:PORT/",
        "http://[64:ff9b::127.0.0.1]:PORT/", "http://[64:ff9b::7f00:1]:PORT/", "http://[64:ff9b:1::7f00:1]:PORT/",
        "http://[2002:7f00:1::]:PORT/", "http://[2002:a9fe:a9fe::1]/", "http://[2001:0:7f00:1::]:PORT/",
        "http://[fe80::1]:PORT/", "http://[fe80::1%25lo]:PORT/", "http://[::1%25lo]:PORT/", "http://[fc00::1]/",
        "http://[fd00:ec2::254]/latest/meta-data/", "http://[ff02::1]/", "http://[100::1]/", "http://[5f00::1]/",
        "http://[fec0::1]/", "http://169.254.169.254/latest/meta-data/", "http://169.254.170.2/",
        "http://2852039166/", "http://0xa9fea9fe/", "http://0251.0376.0251.0376/", "http://169.254.43518/",
        "http://[::ffff:169.254.169.254]/", "http://[::ffff:a9fe:a9fe]/", "http://100.100.100.200/",
        "http://168.63.129.16/", "http://192.0.0.192/", "http://10.0.0.1/", "http://012.0.0.1/", "http://10.1/",
        "http://172.16.0.1/", "http://192.168.0.1/", "http://3232235521/", "http://0300.0250.0.1/",
        "http://192.168.1/", "http://100.64.0.1/", "http://198.18.0.1/", "http://224.0.0.1/", "http://255.255.255.255/",
        "http://240.0.0.1/", "http://a.example@127.0.0.1:PORT/", "http://a.example:443@127.0.0.1:PORT/",
        "http://a.example%40127.0.0.1:PORT/", "http://127.0.0.1:PORT@a.example:PORT@127.0.0.1/",
        "http://a.example#@127.0.0.1:PORT/", "http://a.example\\@127.0.0.1:PORT/", "http:\\\\127.0.0.1:PORT\\",
        "http://a.example\t.evil.test/", "http://a.example\r\nHost: x/", "http://a.example%00.evil.test/",
        "http://a.example%2e/", "http://%31%32%37.0.0.1:PORT/", "http://①②⑦.⓪.⓪.①:PORT/", "http://127。0。0。1:PORT/",
        "http://ⓛocalhost:PORT/", "http:127.0.0.1:PORT/", "http:/127.0.0.1:PORT/", "http:///127.0.0.1:PORT/",
        "//127.0.0.1:PORT/", "127.0.0.1:PORT", "file:///etc/passwd", "jar:http://127.0.0.1:PORT/x!/",
        "ftp://127.0.0.1:PORT/", "gopher://127.0.0.1:PORT/", "ldap://127.0.0.1:PORT/", "dict://127.0.0.1:PORT/",
        "unix:/var/run/docker.sock", "netdoc:///etc/passwd", "data:text/plain,x", "javascript:1",
        "http://a.example:99999/", "http://a.example:-1/", "http://a.example:0/", "http://a.example:22/",
        "http://a.example:6379/", "http://a.example.evil.test/", "http://evil-a.example/", "http://xa.example/",
        "http://b.example/", "http://a.b.example.evil.test/", "http://a.example./", "http://8.8.8.8./",
        "http://8.8.8.8:8080/", "http://8.8.2056/", "http://0x08080808/", "http://134744072/", "http://010.8.8.8/",
        "http://[::ffff:8.8.8.8]/", "https://127.0.0.1:PORT/", "HTTP://127.0.0.1:PORT/", "http://e.example/",
        "http://e.example:8081/", "http://a.example:443:PORT/", "http://[a.example]/", "http://a.example:PORT/",
        "http://127.0.0.1:PORT/?a.example", "http://a_b.example/", "http://*.b.example/", ""})
    void noWayOfWritingItReachesWhatIsNotGranted(String url) {
        // JDK's own resolver, which understands the old ways of writing addresses
        assertThatThrownBy(() -> send(port(url), ANY, host -> {
            LOOKUPS.incrementAndGet();
            return InetAddress.getAllByName(host);
        }, false)).isInstanceOfAny(IOException.class, NotGrantedException.class, IllegalArgumentException.class);
        // some of these mean a granted host to everybody, such as a fragment with an @ in it
        assertThat(CONNECTED).isEmpty();
        assertThat(VICTIM).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "192.0.2.1",
        "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1", "224.0.0.1", "255.255.255.255", "::1", "::",
        "::ffff:127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1", "3fff::1",
        "fc00::1", "fd00:ec2::254", "fe80::1", "ff02::1", "100::1"})
    void aNameDoesNotLeadToWhatIsNotPublic(String address) {
        assertThatThrownBy(() -> send("https://a.example/", ANY, host -> literal(address), false))
                .isInstanceOfAny(IOException.class, NotGrantedException.class);
        assertThatThrownBy(() -> send("https://a.example/", ANY, host -> new InetAddress[]{
            InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral(address)}, false))
                .as("every address counts").isInstanceOfAny(IOException.class, NotGrantedException.class);
        assertThat(CONNECTED).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"169.254.169.254", "100.100.100.200", "fd00:ec2::254", "fe80::1", "224.0.0.1", "0.0.0.0", "192.0.0.192",
        "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "::ffff:0:a9fe:a9fe"})
    void aPrivateNameDoesNotLeadToCredentialsOfACloud(String address) {
        assertThatThrownBy(() -> send("http://c.example/", "hosts: c.example (private)", host -> literal(address),
                false)).isInstanceOf(IOException.class).hasMessageContaining("none that a name may lead to");
        assertThat(CONNECTED).isEmpty();
    }

    @Test
    void whatIsGrantedIsConnectedToAtTheAddressThatWasChecked() {
        AtomicInteger asked = new AtomicInteger();
        Resolver flipping = host -> literal(asked.incrementAndGet() == 1 ? "8.8.8.8" : "127.0.0.1");
        assertThatThrownBy(() -> send("https://a.example/", ANY, flipping, false)).hasMessageContaining("seen");
        assertThat(asked).as("resolved once").hasValue(1);
        assertThat(CONNECTED).extracting(to -> to.getAddress().getHostAddress()).containsExactly("8.8.8.8");
        assertThatThrownBy(() -> send("http://c.example/", "hosts: c.example (private)", host -> literal("10.1.2.3"),
                false)).hasMessageContaining("seen");
        assertThatThrownBy(() -> send("http://127.0.0.1:9/", "hosts: 127.0.0.1:9", SsrfTest::literal, false))
                .hasMessageContaining("seen");
        assertThat(CONNECTED).hasSize(3);
    }

    @Test
    void aPrivateAddressIsNamedAsAGrantThatIsMissing() {
        assertThatThrownBy(() -> send("https://a.example/", ANY, host -> literal("10.0.0.1"), false))
                .isInstanceOf(NotGrantedException.class)
                .hasMessageContaining("This needs the grant 'hosts: a.example (private)'")
                .hasMessageEndingWith("see patchbay plugin show p");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:PORT/", "//127.0.0.1:PORT/",
        "http://[::1]:PORT/", "http://2130706433:PORT/", "http://localhost:PORT/", "https://127.0.0.1:PORT/",
        "http://a.example@127.0.0.1:PORT/", "http://evil.test/", "file:///etc/passwd", "ftp://a.example/",
        "http://a.example:22/", "\\\\127.0.0.1:PORT\\", "http://[::ffff:127.0.0.1]:PORT/", "http://%", "http://"})
    void aRedirectIsCheckedLikeARequest(String to) {
        String start = "http://entry.example:" + entry.getAddress().getPort() + "/?"
                + java.net.URLEncoder.encode(port(to), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> send(start, ANY, host -> InetAddress.getAllByName(
                host.equals("entry.example") ? "8.8.4.4" : host), true)).isInstanceOfAny(IOException.class,
                        NotGrantedException.class);
        assertThat(CONNECTED).isEmpty();
        assertThat(VICTIM).hasValue(0);
    }

    @Test
    void aNameThatFlipsBetweenTwoHopsIsCheckedForEach() {
        AtomicInteger asked = new AtomicInteger();
        String start = "http://entry.example:" + entry.getAddress().getPort() + "/?/next";
        assertThatThrownBy(() -> send(start, ANY, host -> literal(asked.incrementAndGet() == 1 ? "8.8.4.4"
                : "127.0.0.1"), true)).isInstanceOf(NotGrantedException.class);
        assertThat(CONNECTED).isEmpty();
    }

    @Test
    void aRingOfRedirectsEnds() {
        String self = "http://entry.example:" + entry.getAddress().getPort() + "/?"
                + "http://entry.example:" + entry.getAddress().getPort() + "/?/";
        AtomicInteger asked = new AtomicInteger();
        assertThatThrownBy(() -> send(self, ANY, host -> {
            asked.incrementAndGet();
            return literal("8.8.4.4");
        }, true)).isInstanceOf(IOException.class);
        assertThat(asked.get()).isLessThanOrEqualTo(6);
    }
}
