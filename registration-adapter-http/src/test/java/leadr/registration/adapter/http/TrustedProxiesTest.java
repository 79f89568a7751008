package leadr.registration.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final List<String> PROXIES = List.of("10.0.0.0/8", "2001:db8:ffff::/48", "192.0.2.7");

    private static String client(String peer, String... forwardedFor) {
        InetAddress address = Cidr.address(peer).orElseThrow();
        return new TrustedProxies(PROXIES)
                .clientOf(address, List.of(forwardedFor))
                .value();
    }

    @Test
    void thePeerIsTheClientWhateverAStrangerSaysOfHimself() {
        assertThat(client("203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(client("203.0.113.9", "198.51.100.1")).isEqualTo("203.0.113.9");
        assertThat(client("203.0.113.9", "10.0.0.1, 10.0.0.2")).isEqualTo("203.0.113.9");
    }

    @Test
    void theRightMostHopThatIsNoProxyOfOursIsTheClient() {
        assertThat(client("10.1.2.3", "198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(client("10.1.2.3", "1.1.1.1, 198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(client("10.1.2.3", "1.1.1.1, 198.51.100.1, 192.0.2.7, 10.9.9.9"))
                .isEqualTo("198.51.100.1");
        assertThat(client("2001:db8:ffff::1", "198.51.100.1")).isEqualTo("198.51.100.1");
    }

    @Test
    void severalLinesAreOneList() {
        assertThat(client("10.1.2.3", "1.1.1.1", "198.51.100.1,10.0.0.1")).isEqualTo("198.51.100.1");
        assertThat(client("10.1.2.3", "198.51.100.1", "10.0.0.1")).isEqualTo("198.51.100.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "unknown",
                "localhost",
                "example.com",
                "1.1.1",
                "1.1.1.1.1",
                "256.1.1.1",
                "01.1.1.1",
                "1.1.1.1:80",
                "[::1]:80",
                "2001:db8::1%eth0",
                "0x7f000001",
                "2130706433",
                "_hidden",
                "1:2",
                ":::",
                ".:1"
            })
    void whatIsNoAddressChangesNothing(String junk) {
        assertThat(client("10.1.2.3", junk)).isEqualTo("10.1.2.3");
        assertThat(client("10.1.2.3", junk + ", 10.5.5.5")).isEqualTo("10.5.5.5");
        assertThat(client("10.1.2.3", junk + ", 198.51.100.1")).isEqualTo("198.51.100.1");
    }

    @Test
    void aChainOfProxiesOnlyEndsAtTheFarthest() {
        assertThat(client("10.1.2.3", "10.0.0.9, 10.0.0.1")).isEqualTo("10.0.0.9");
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:0DB8:0001:0002:ffff:ffff:ffff:ffff, 2001:db8:1:2::/64",
        "2001:db8:1:0:3:4:5:6, 2001:db8:1::/64",
        "2001:db8::1, 2001:db8::/64",
        "2001:0:0:1::1, 2001:0:0:1::/64",
        "::1, ::/64",
        "fe80::1, fe80::/64"
    })
    void anIpv6AddressIsCutToItsSixtyFourInCanonicalForm(String address, String expected) {
        assertThat(client(address)).isEqualTo(expected);
    }

    @Test
    void anIpv4AddressMappedIntoIpv6IsTheIpv4Address() {
        assertThat(client("::ffff:203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(client("::ffff:10.1.2.3", "::ffff:198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(client("::ffff:cb00:7109")).isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 203.0.113.9, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false"
    })
    void aRangeContainsItsAddresses(String range, String address, boolean contained) {
        assertThat(Cidr.parse(range).contains(Cidr.address(address).orElseThrow()))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "2001:db8::/129",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "proxy/8",
                "localhost",
                "10.0.0.0/٨"
            })
    void whatIsNoRangeIsRefusedAtStart(String text) {
        assertThatThrownBy(() -> new TrustedProxies(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("trustedProxies:");
    }
}
