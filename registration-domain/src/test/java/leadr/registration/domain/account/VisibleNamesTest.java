package leadr.registration.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.email.EmailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"\u200D\u200D", "\u034F\u034F", "\u2800\u2800", "\u3164\u3164", "\u0301\u0301"})
    void aNameThatNobodyCanSeeIsRefused(String name) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> new AccountName(name))
                .withMessage("account_name: Account name must contain a visible character");
    }

    @Test
    void blanksOfEveryKindAroundANameAreDropped() {
        assertThat(new AccountName("\u00A0\u3000Team One\u2003\u00A0").value()).isEqualTo("Team One");
        assertThat(DisplayName.orFrom("\u00A0", EmailAddress.of("ada@example.com"))
                        .value())
                .isEqualTo("ada");
    }

    @Test
    void bothCapitalsOfTheSharpSAreTheSameName() {
        assertThat(new AccountName("STRA\u1E9EE").key())
                .isEqualTo(new AccountName("Stra\u00DFe").key())
                .isEqualTo(new AccountName("STRASSE").key());
    }

    @Test
    void anAddressWhoseNameNobodyCanSeeGivesItsDomain() {
        assertThat(DisplayName.orFrom(null, EmailAddress.of("\u3164@x.com")).value())
                .isEqualTo("x.com");
        assertThat(DisplayName.orFrom(null, EmailAddress.of("\u0301@x.com")).value())
                .isEqualTo("x.com");
    }

    /** A pattern that backtracks takes minutes for this; the bound is generous, so that no slow machine fails. */
    @Test
    void aRequestFullOfBlanksIsRefusedWithoutBacktracking() {
        String name = "a" + " ".repeat(500_000) + "b";
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new AccountName(name)));
    }
}
