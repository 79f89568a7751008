package leadr.registration.domain.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import leadr.registration.domain.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressPropertyTest {
    private static final Set<String> RULES = Set.of(
            "E-mail address must not be empty",
            "E-mail address must not exceed 254 characters",
            "E-mail address must have the form name@domain",
            "E-mail address must have a valid name before the @",
            "E-mail address must have a valid domain with a dot after the @");

    private static final List<String> PIECES = List.of(
            "@",
            "@",
            ".",
            ".",
            "a",
            "B",
            "com",
            "xn--",
            "-",
            "_",
            "\u00fc",
            "u\u0308",
            "\u00df",
            "\u0130",
            "\u0131",
            "\u017f",
            "\u212a",
            "\u03a3",
            "\u03c2",
            "\uff21",
            "\u3002",
            "\u200d",
            "\u200b",
            "\u00ad",
            "\u05d0",
            "\u0627",
            "\u0000",
            "\r\n",
            " ",
            "\ud800",
            "\udc00",
            "\ud83d\ude00",
            "\"",
            "[",
            "]",
            "\u0345",
            "\ufffe");

    /** The address, or empty when it is refused with one of the known rules; anything else thrown fails the test. */
    private static Optional<EmailAddress> read(String text) {
        try {
            return Optional.of(EmailAddress.of(text));
        } catch (InvalidValue refused) {
            assertThat(refused.field()).isEqualTo("email");
            assertThat(RULES).contains(refused.rule());
            assertThat(refused.getMessage()).isEqualTo("email: " + refused.rule());
            assertThat(refused.getCause()).isNull();
            return Optional.empty();
        }
    }

    private static void assertSound(EmailAddress address) {
        assertThat(address.value().codePoints()).noneMatch(Character::isISOControl);
        assertThat(address.canonical().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(254);
        assertThat(address.value().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(254);
        assertThat(address.value()).startsWith(address.localPart() + "@");
        assertThat(address.canonical().substring(address.canonical().indexOf('@')))
                .matches("@[a-z0-9.-]+\\.[a-z0-9-]+");
        assertThat(EmailAddress.of(address.value())).isEqualTo(address);
        assertThat(address.masked()).contains("***@");
    }

    @Test
    void arbitraryCharactersThrowNothingButInvalidValue() {
        Random random = new Random(20260102);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append((char) random.nextInt(0x10000));
            }
            if (random.nextBoolean()) {
                text.insert(random.nextInt(text.length() + 1), '@').append(".com");
            }
            read(text.toString()).ifPresent(EmailAddressPropertyTest::assertSound);
        }
    }

    @Test
    void arbitraryMixturesOfDifficultPiecesThrowNothingButInvalidValue() {
        Random random = new Random(20260103);
        int accepted = 0;
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            if (random.nextBoolean()) {
                text.append("a@");
            }
            for (int length = random.nextInt(6); length > 0; length--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            if (random.nextBoolean()) {
                text.append(".com");
            }
            Optional<EmailAddress> address = read(text.toString());
            address.ifPresent(EmailAddressPropertyTest::assertSound);
            accepted += address.isPresent() ? 1 : 0;
        }
        assertThat(accepted).isGreaterThan(100);
    }

    @Test
    void everyCharacterInTheDomainAndInTheLocalPartThrowsNothingButInvalidValue() {
        for (int codePoint = 0; codePoint <= 0x2ffff; codePoint++) {
            String character = Character.toString(codePoint);
            read("a" + character + "@x.com").ifPresent(EmailAddressPropertyTest::assertSound);
            read("a@x" + character + ".com").ifPresent(EmailAddressPropertyTest::assertSound);
        }
    }

    @Test
    void veryLongTextIsRefused() {
        assertThat(read("a".repeat(100_000) + "@x.com")).isEmpty();
        assertThat(read("a@" + "b.".repeat(100_000) + "com")).isEmpty();
        assertThat(read("@".repeat(100_000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2secret",
                "hunter2secret@",
                "hunter2secret@x",
                "hunter2 secret@x.com",
                "\"hunter2secret\"@x.com",
                "a@hunter2secret_.com",
                "a@hunter2secret\u00df.com",
                "a@b@hunter2secret.com"
            })
    void theMessageNeverContainsTheInput(String text) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> EmailAddress.of(text))
                .satisfies(refused -> {
                    assertThat(refused.getMessage()).doesNotContain("hunter2");
                    assertThat(refused.toString()).doesNotContain("hunter2");
                    assertThat(refused.getCause()).isNull();
                });
    }
}
