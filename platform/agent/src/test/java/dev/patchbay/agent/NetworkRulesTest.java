package dev.patchbay.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkRulesTest {
    private static Rules hosts(Rules.Host... hosts) {
        return new Rules(List.of(hosts), List.of(), List.of(), Set.of());
    }

    private static InetSocketAddress to(String claimed, int port, int... address) throws UnknownHostException {
        byte[] bytes = new byte[address.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) address[i];
        }
        return new InetSocketAddress(InetAddress.getByAddress(claimed, bytes), port);
    }

    @Test
    void anAddressIsMeantWithItsPortWhateverItsNetwork() throws UnknownHostException {
        Rules rules = hosts(new Rules.Host("10.1.2.3", 5432, false));
        assertThat(NetworkRules.mayConnect(rules, to("10.1.2.3", 5432, 10, 1, 2, 3))).isTrue();
        assertThat(NetworkRules.mayConnect(rules, to("10.1.2.3", 5433, 10, 1, 2, 3))).isFalse();
        assertThat(NetworkRules.mayConnect(rules, to("10.1.2.4", 5432, 10, 1, 2, 4))).isFalse();
    }

    @Test
    void aNameLeadsOnlyToWhatItResolvesTo() throws UnknownHostException {
        Rules local = hosts(new Rules.Host("localhost", 80, true));
        assertThat(NetworkRules.mayConnect(local, to("localhost", 80, 127, 0, 0, 1))).isTrue();
        assertThat(NetworkRules.mayConnect(local, to("localhost", 80, 93, 184, 215, 14))).isFalse();
        assertThat(NetworkRules.mayConnect(local, to("other", 80, 93, 184, 215, 14))).isFalse();
    }

    @Test
    void aNameLeadsToAPrivateNetworkOnlyIfThatWasSaid() throws UnknownHostException {
        Rules rules = hosts(new Rules.Host("localhost", 80, false));
        assertThat(NetworkRules.mayConnect(rules, to("localhost", 80, 127, 0, 0, 1))).isFalse();
    }

    @Test
    void namesBelowANameMayBeLookedUp() {
        Rules rules = hosts(new Rules.Host("*.example.org", 443, false));
        assertThat(NetworkRules.mayResolve(rules, "api.Example.org.")).isTrue();
        assertThat(NetworkRules.mayResolve(rules, "example.org")).isFalse();
        assertThat(NetworkRules.mayResolve(rules, "evilexample.org")).isFalse();
        assertThat(NetworkRules.mayResolve(rules, "secret.evil.invalid")).isFalse();
    }

    @Test
    void nothingIsMeantByNoGrant() throws UnknownHostException {
        assertThat(NetworkRules.mayConnect(Rules.NONE, to("example.org", 443, 93, 184, 215, 14))).isFalse();
    }
}
