package leadr.registration.domain.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import leadr.registration.domain.Arbitrary;
import org.junit.jupiter.api.Test;

class EmailAddressPropertiesTest {
    @Test
    void arbitraryTextGivesAnAddressInNormalFormOrInvalidValue() {
        AtomicInteger taken = new AtomicInteger();
        Arbitrary.check(5000, (random, seed) -> {
            count(taken, Arbitrary.text(random, 300), seed);
            count(taken, Arbitrary.text(random, 12) + "@" + Arbitrary.text(random, 12), seed);
            count(taken, "a@" + Arbitrary.text(random, 6) + ".com", seed);
            count(taken, Arbitrary.text(random, 4) + "@example.com", seed);
        });
        assertThat(taken).hasValueGreaterThan(500);
    }

    @Test
    void textThatLooksLikeAnAddressGivesOneOrInvalidValue() {
        AtomicInteger taken = new AtomicInteger();
        Arbitrary.check(5000, (random, seed) -> {
            String name = Arbitrary.textOf("aZ9.-_+@\"\u00FC", random, 4);
            String domain = Arbitrary.textOf("aZ9.-_\u00FC\u00DF\u3002[]", random, 5);
            count(taken, name + "@" + domain + ".com", seed);
        });
        assertThat(taken).hasValueGreaterThan(100);
    }

    @Test
    void theCaseOfAnAsciiAddressDoesNotMatter() {
        Arbitrary.check(1000, (random, seed) -> {
            String text =
                    Arbitrary.textOf("abcxyz019+_", random, 10) + "q@" + Arbitrary.textOf("abi", random, 9) + "x.io";
            assertThat(EmailAddress.of(text.toUpperCase(Locale.ROOT))).as(seed).isEqualTo(EmailAddress.of(text));
        });
    }

    private static void count(AtomicInteger taken, String text, String seed) {
        if (Arbitrary.isTaken(text, it -> checkNormalForm(EmailAddress.of(it), seed))) {
            taken.incrementAndGet();
        }
    }

    private static void checkNormalForm(EmailAddress address, String seed) {
        String canonical = address.canonical();
        assertThat(canonical.substring(canonical.lastIndexOf('@') + 1))
                .as(seed)
                .matches("[a-z0-9-]+(?:\\.[a-z0-9-]+)+");
        assertThat(address.value()).as(seed).doesNotMatch("(?s).*[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Z}\"].*");
        assertThat(address.value().chars().filter(c -> c == '@')).as(seed).hasSize(1);
        assertThat(address.value().getBytes(StandardCharsets.UTF_8)).as(seed).hasSizeLessThanOrEqualTo(254);
        assertThat(EmailAddress.of(address.value())).as(seed).isEqualTo(address);
        assertThat(address.value()).as(seed).startsWith(address.localPart() + "@");
        assertThat(address.masked()).as(seed).contains("***@");
    }
}
