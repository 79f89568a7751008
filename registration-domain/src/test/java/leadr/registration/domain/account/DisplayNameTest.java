package leadr.registration.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import leadr.registration.domain.Arbitrary;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.email.EmailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNameTest {
    private static final EmailAddress EMAIL = EmailAddress.of("Ada.L@Example.com");

    @Test
    void fromOneToAHundredCharactersAreTaken() {
        assertThat(new DisplayName(" A ").value()).isEqualTo("A");
        assertThat(new DisplayName("x".repeat(100)).value()).hasSize(100);
    }

    @Test
    void anEmptyNameIsRefused() {
        refused("  ", "Display name must be at least 1 characters");
    }

    @Test
    void moreThanAHundredCharactersAreRefused() {
        refused("x".repeat(101), "Display name must not exceed 100 characters");
    }

    @Test
    void controlCharactersAreRefused() {
        refused("Ada\r\nBcc: all", "Display name must not contain control characters");
    }

    @Test
    void theGivenNameIsTaken() {
        assertThat(DisplayName.orFrom(" Ada ", EMAIL)).isEqualTo(new DisplayName("Ada"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\n "})
    void withoutANameThePartBeforeTheAtIsTaken(String given) {
        assertThat(DisplayName.orFrom(given, EMAIL)).isEqualTo(new DisplayName("Ada.L"));
    }

    @Test
    void aGivenNameThatBreaksARuleIsRefusedAllTheSame() {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> DisplayName.orFrom("x".repeat(101), EMAIL))
                .withMessage("display_name: Display name must not exceed 100 characters");
    }

    @Test
    void everyAddressGivesADisplayName() {
        Arbitrary.check(5000, (random, seed) -> {
            boolean taken = Arbitrary.isTaken(Arbitrary.text(random, 6) + "a@example.com", text -> {
                EmailAddress address = EmailAddress.of(text);
                try {
                    assertThat(DisplayName.orFrom(null, address).value())
                            .as(seed)
                            .isEqualTo(address.localPart());
                } catch (InvalidValue refused) {
                    throw new AssertionError(seed, refused);
                }
            });
            assertThat(taken).as(seed).isIn(true, false);
        });
    }

    @Test
    void arbitraryTextGivesAValidNameOrInvalidValue() {
        Arbitrary.check(3000, (random, seed) -> {
            boolean taken = Arbitrary.isTaken(Arbitrary.text(random, 110), text -> {
                DisplayName name = DisplayName.orFrom(text, EMAIL);
                assertThat(name.value().codePoints().count()).as(seed).isBetween(1L, 100L);
                assertThat(new DisplayName(name.value())).as(seed).isEqualTo(name);
            });
            assertThat(taken).as(seed).isIn(true, false);
        });
    }

    private static void refused(String name, String rule) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> new DisplayName(name))
                .returns("display_name", InvalidValue::field)
                .returns(rule, InvalidValue::rule);
    }
}
