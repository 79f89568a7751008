package leadr.registration.domain.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientNetworkTest {
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8:0:1::/64", "-", "unknown_1"})
    void anAddressIsTaken(String value) {
        assertThat(new ClientNetwork(value).value()).isEqualTo(value);
    }

    @Test
    void atMostSixtyFourCharactersAreTaken() {
        assertThat(new ClientNetwork("a".repeat(64)).value()).hasSize(64);
        refused("a".repeat(65));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "192.0.2.1 ", "a\nb", "fe80::1%eth0", "\u00E9"})
    void anotherShapeIsRefused(String value) {
        refused(value);
    }

    @Test
    void theSystemItselfHasANetworkOfItsOwn() {
        assertThat(ClientNetwork.NONE).isEqualTo(new ClientNetwork("-"));
    }

    private static void refused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientNetwork(value))
                .withMessage("a client network has 1 to 64 characters of an address");
    }
}
