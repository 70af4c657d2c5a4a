package dev.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sent a request that came through proxies. */
class TrustedProxiesTest {
    private static final List<AddressBlock> OURS = List.of(AddressBlock.of("10.0.0.0/8"), AddressBlock.of("fd00::/9"),
            AddressBlock.of("192.0.2.7"));

    private static String sender(TrustedProxies.Header header, String peer, String... values) {
        HeaderMap headers = new HeaderMap();
        for (String value : values) {
            headers.add(HttpString.tryFromString(header == TrustedProxies.Header.FORWARDED
                    ? "Forwarded"
                    : "X-Forwarded-For"), value);
        }
        return new TrustedProxies(OURS, header).sender(InetAddress.ofLiteral(peer), headers).getHostAddress();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "203.0.113.9 | 198.51.100.1           | 203.0.113.9   | a peer that is no proxy speaks for itself",
        "10.1.2.3    | 198.51.100.1           | 198.51.100.1  | one hop",
        "192.0.2.7   | 198.51.100.1:4711      | 198.51.100.1  | with a port",
        "10.1.2.3    | 6.6.6.6, 198.51.100.1  | 198.51.100.1  | what the client wrote itself is on the left",
        "10.1.2.3    | 6.6.6.6, 198.51.100.1, 10.9.9.9 | 198.51.100.1 | two proxies",
        "10.1.2.3    | 10.0.0.1, 10.0.0.2     | 10.0.0.1      | proxies all the way",
        "10.1.2.3    | 198.51.100.1, unknown  | 10.1.2.3      | no address",
        "10.1.2.3    | 198.51.100.1, unknown, 10.7.7.7 | 10.7.7.7 | no address behind a proxy",
        "10.1.2.3    | 198.51.100.1, 010.1.1.1x | 10.1.2.3    | nearly an address",
        "10.1.2.3    | localhost              | 10.1.2.3      | names are not looked up",
        "fd12::1     | [2001:db8::5]:443      | 2001:db8:0:0:0:0:0:5 | IPv6 with a port",
        "10.1.2.3    | ::ffff:198.51.100.1    | 198.51.100.1  | IPv4 in IPv6",
        "fe00::1     | 198.51.100.1           | fe00:0:0:0:0:0:0:1 | outside of the block"})
    void theRightmostHopThatIsNoProxySentIt(String peer, String header, String expected, String why) {
        assertThat(sender(TrustedProxies.Header.X_FORWARDED_FOR, peer, header)).as(why).isEqualTo(expected);
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(sender(TrustedProxies.Header.X_FORWARDED_FOR, "10.1.2.3", "6.6.6.6", "198.51.100.1, 10.0.0.1"))
                .isEqualTo("198.51.100.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"for=198.51.100.1;proto=https | 198.51.100.1",
        "proto=https;For=\"198.51.100.1:80\" | 198.51.100.1", "for=\"[2001:db8::5]:47\" | 2001:db8:0:0:0:0:0:5",
        "for=6.6.6.6, for=198.51.100.1, for=10.0.0.1;by=x | 198.51.100.1", "for=_hidden | 10.1.2.3",
        "for=198.51.100.1, by=10.0.0.1 | 10.1.2.3", "for=\"6.6.6.6, for=198.51.100.1\" | 10.1.2.3"})
    void theStandardHeaderIsReadWhereItIsWritten(String header, String expected) {
        assertThat(sender(TrustedProxies.Header.FORWARDED, "10.1.2.3", header)).isEqualTo(expected);
    }

    @Test
    void theOtherHeaderIsNotRead() {
        HeaderMap headers = new HeaderMap();
        headers.add(HttpString.tryFromString("Forwarded"), "for=6.6.6.6");

        assertThat(new TrustedProxies(OURS, TrustedProxies.Header.X_FORWARDED_FOR)
                .sender(InetAddress.ofLiteral("10.1.2.3"), headers).getHostAddress()).isEqualTo("10.1.2.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/-1", "localhost", "::/129", "10.0.0.0/x", "",
        "300.0.0.0/8"})
    void whatIsNoBlockIsRefused(String text) {
        assertThatThrownBy(() -> AddressBlock.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBlockHoldsItsAddressesAndNoOthers() throws Exception {
        AddressBlock all = AddressBlock.of("0.0.0.0/0");
        AddressBlock odd = AddressBlock.of("10.128.0.0/9");

        assertThat(all.contains(InetAddress.ofLiteral("203.0.113.9"))).isTrue();
        assertThat(all.contains(InetAddress.ofLiteral("::1"))).isFalse();
        assertThat(odd.contains(InetAddress.ofLiteral("10.255.1.1"))).isTrue();
        assertThat(odd.contains(InetAddress.ofLiteral("10.127.255.255"))).isFalse();
    }
}
