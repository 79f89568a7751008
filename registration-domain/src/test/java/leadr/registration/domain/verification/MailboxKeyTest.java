package leadr.registration.domain.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import leadr.registration.domain.email.EmailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxKeyTest {
    // printf 'bob@x.com' | sha256sum
    private static final String BOB = "581d5f1930c81e73906dfbae2d46df90e4a1221064763a4e55ee85dab8312938";

    @ParameterizedTest
    @ValueSource(strings = {"bob@x.com", "Bob@X.com", " BOB@x.COM "})
    void theKeyIsTheSameForEveryWayToWriteAnAddress(String text) {
        assertThat(MailboxKey.of(EmailAddress.of(text))).isEqualTo(new MailboxKey(BOB));
    }

    @Test
    void addressesOfOtherPeopleHaveOtherKeys() {
        assertThat(MailboxKey.of(EmailAddress.of("rob@x.com"))).isNotEqualTo(new MailboxKey(BOB));
    }

    @Test
    void nobodyHasAKeyThatNoAddressHas() {
        assertThat(MailboxKey.NOBODY.value()).isEqualTo("0".repeat(64));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bob@x.com",
                "581d5f1930c81e73906dfbae2d46df90e4a1221064763a4e55ee85dab831293",
                "581d5f1930c81e73906dfbae2d46df90e4a1221064763a4e55ee85dab83129380",
                "581D5F1930C81E73906DFBAE2D46DF90E4A1221064763A4E55EE85DAB8312938"
            })
    void anotherShapeIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MailboxKey(value))
                .withMessage("a mailbox key is a SHA-256 in hexadecimal");
    }
}
