package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.http.AddressBlock;
import dev.patchbay.http.FloodLimits;
import dev.patchbay.http.HttpOptions;
import dev.patchbay.http.TrustedProxies;
import dev.patchbay.security.Credentials;
import java.net.InetAddress;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which address a request is from, and what that is good for. */
class SenderTest {
    private static final TrustedProxies THIS_MACHINE = new TrustedProxies(List.of(AddressBlock.of("127.0.0.0/8")),
            TrustedProxies.Header.X_FORWARDED_FOR);

    private final KnownCallers callers = new KnownCallers();
    private TestEndpoint server = new TestEndpoint();

    @AfterEach
    void stop() {
        server.close();
    }

    private void start(HttpOptions http) {
        server.close();
        server = new TestEndpoint(EndpointOptions.defaults().with(http), Identification.by(callers),
                InstantSource.system());
        server.authorization = "Bearer ann";
    }

    private Credentials seen() {
        return Objects.requireNonNull(callers.seen.poll());
    }

    @ParameterizedTest
    @CsvSource({"X-Forwarded-For,127.0.0.1", "Forwarded,for=127.0.0.1", "X-Real-IP,127.0.0.1", "Via,1.1 nginx",
        "X-Forwarded-Proto,https", "X-Forwarded-Host,x"})
    void devModeIsNotReachedThroughAProxyOnThisMachine(String header, String value) throws Exception {
        server.catalog.tool("echo");
        HttpRequest.Builder call = server.modern("tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"x\"}");

        assertThat(server.send(call).status()).isEqualTo(200);
        TestEndpoint.Answer forwarded = server.send(call.header(header, value));
        assertThat(forwarded.status()).isEqualTo(401);
        assertThat(forwarded.json()).containsEntry("error", "not_loopback");
        assertThat(server.catalog.calls).hasValue(1);
    }

    @Test
    void nobodyIsBelievedUnlessItsAddressIsConfigured() throws Exception {
        start(HttpOptions.defaults());
        server.send(server.modern("server/discover", ""));
        Credentials plain = seen();
        server.send(server.modern("server/discover", "").header("X-Forwarded-For", "203.0.113.9"));
        Credentials forwarded = seen();

        assertThat(plain.isLoopback()).isTrue();
        assertThat(plain.address()).isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
        assertThat(forwarded.isLoopback()).isFalse();
        assertThat(forwarded.address()).isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
    }

    @Test
    void aTrustedProxySaysWhoSentARequestAndIsNeverThisMachine() throws Exception {
        start(HttpOptions.defaults().behind(THIS_MACHINE));
        server.send(server.modern("server/discover", "").header("X-Forwarded-For", "6.6.6.6, 203.0.113.9"));
        Credentials forwarded = seen();
        server.send(server.modern("server/discover", ""));
        Credentials silent = seen();

        assertThat(forwarded.address()).isEqualTo(InetAddress.ofLiteral("203.0.113.9"));
        assertThat(forwarded.isLoopback()).isFalse();
        assertThat(silent.isLoopback()).isFalse();
    }

    @Test
    void anAddressThatSendsTooMuchWaitsWithoutBeingAskedWhoItIs() throws Exception {
        start(HttpOptions.defaults().behind(THIS_MACHINE).withFlood(new FloodLimits(60, 3, 60)));
        HttpRequest.Builder one = server.modern("server/discover", "").header("X-Forwarded-For", "203.0.113.1");
        for (int i = 0; i < 3; i++) {
            assertThat(server.send(one).status()).isEqualTo(200);
        }
        callers.seen.clear();
        TestEndpoint.Answer refused = server.send(one);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.response().headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.json()).containsEntry("error", "too_many_requests");
        assertThat(callers.seen).isEmpty();
        assertThat(server.send(server.modern("server/discover", "").header("X-Forwarded-For", "203.0.113.2")).status())
                .isEqualTo(200);
    }

    @Test
    void wrongCredentialsUseUpMoreAndMissingOnesDoNot() throws Exception {
        start(HttpOptions.defaults().withFlood(new FloodLimits(60, 100, 2)));
        server.authorization = "";
        for (int i = 0; i < 10; i++) {
            assertThat(server.send(server.modern("server/discover", "")).status()).isEqualTo(401);
        }
        server.authorization = "Bearer wrong";
        List<Integer> statuses = new java.util.ArrayList<>();
        for (int i = 0; i < 4; i++) {
            statuses.add(server.send(server.modern("server/discover", "")).status());
        }

        assertThat(statuses).containsExactly(401, 401, 401, 429);
    }
}
