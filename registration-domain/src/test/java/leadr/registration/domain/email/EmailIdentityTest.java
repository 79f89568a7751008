package leadr.registration.domain.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import leadr.registration.domain.InvalidValue;
import org.junit.jupiter.api.Test;

class EmailIdentityTest {
    @Test
    void theFinalSigmaIsTheSameLetterAsTheOthers() {
        assertThat(EmailAddress.of("\u0391\u03A3@x.com"))
                .isEqualTo(EmailAddress.of("\u03B1\u03C3@x.com"))
                .isEqualTo(EmailAddress.of("\u03B1\u03C2@x.com"));
    }

    @Test
    void anAddressWhoseFoldedFormIsTooLongIsRefusedSoThatTheCanonicalFormCanBeReadAgain() {
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> EmailAddress.of("\u0130".repeat(32) + "@x.com"));
    }
}
