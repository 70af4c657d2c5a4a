package dev.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** How much one address may send. */
class FloodGuardTest {
    private final FloodGuard guard = new FloodGuard(new FloodLimits(60, 5, 30));

    private FloodGuard.Sender sender(String address) {
        return guard.sender(InetAddress.ofLiteral(address));
    }

    private static int admitted(FloodGuard.Sender sender) {
        int count = 0;
        while (count < 100 && sender.admit()) {
            count++;
        }
        return count;
    }

    @Test
    void connectionsOfOneAddressAreOneSender() {
        FloodGuard.Sender first = sender("198.51.100.1");
        assertThat(first.admit()).isTrue();
        assertThat(first.admit()).isTrue();

        assertThat(admitted(sender("198.51.100.1"))).isEqualTo(3);
        assertThat(first.admit()).isFalse();
        assertThat(first.retryAfterSeconds()).isEqualTo(1);
        assertThat(sender("198.51.100.2").admit()).isTrue();
    }

    @Test
    void aNetworkOfIpv6IsOneSender() {
        assertThat(admitted(sender("2001:db8:1:2::1"))).isEqualTo(5);

        assertThat(sender("2001:db8:1:2:ffff::9").admit()).isFalse();
        assertThat(sender("2001:db8:1:3::1").admit()).isTrue();
    }

    @Test
    void wrongCredentialsCountMoreButLeaveNoDebt() {
        FloodGuard.Sender sender = sender("198.51.100.3");
        sender.failed();
        assertThat(admitted(sender)).isEqualTo(3);

        for (int i = 0; i < 1000; i++) {
            sender.failed();
        }
        assertThat(sender.retryAfterSeconds()).isEqualTo(1);
    }

    @Test
    void aBusyConnectionStaysTheSenderItIs() {
        FloodGuard generous = new FloodGuard(new FloodLimits(1, 1000, 1));
        FloodGuard.Sender busy = generous.sender(InetAddress.ofLiteral("198.51.100.4"));
        for (int i = 0; i < 999; i++) {
            assertThat(busy.admit()).isTrue();
        }

        assertThat(admitted(generous.sender(InetAddress.ofLiteral("198.51.100.4")))).isEqualTo(1);
    }
}
