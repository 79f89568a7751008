package leadr.registration.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.email.EmailAddress;
import org.junit.jupiter.api.Test;

/**
 * Whatever {@link EmailAddress} takes, a library written by others takes too: so no address gets in that the rest of the
 * world would call malformed. Not the other way round: we refuse more on purpose.
 */
class EmailOracleTest {
    private static final int ROUNDS = 200_000;

    /** Rules like ours: no IP literal, a dot in the domain, no source route, no display name, no quoted local part. */
    private static final EmailValidator ORACLE = JMail.strictValidator()
            .disallowQuotedIdentifiers()
            .withRule(email -> !email.localPart().startsWith("\""));

    private static final List<String> LOCAL = List.of(
            "a",
            "Z",
            "9",
            "bob",
            "ada.lovelace",
            ".",
            "..",
            "-",
            "_",
            "+tag",
            "!#$%&'*+/=?^_`{|}~",
            "\"",
            "\"quoted\"",
            "\\",
            "(comment)",
            ",",
            ":",
            ";",
            "<",
            ">",
            "[",
            "]",
            " ",
            "\t",
            "\u0000",
            "\u007f",
            "@",
            "ü",
            "u\u0308",
            "é",
            "ß",
            "Ж",
            "名",
            "\u00a0",
            "\u200b",
            "\u200d",
            "\u2024",
            "\uff0e",
            "\u202e",
            "\ud83d\ude00",
            "\ud83d",
            "€",
            "½",
            "x".repeat(30),
            "x".repeat(63),
            "ü".repeat(31),
            "xn--",
            "@a.example,@b.example:");

    private static final List<String> DOMAIN = List.of(
            "a",
            "Z",
            "9",
            "example",
            "EXAMPLE",
            "com",
            "co",
            ".",
            ".",
            ".",
            "..",
            "-",
            "--",
            "_",
            "1",
            "127.0.0.1",
            "[1.2.3.4]",
            "[IPv6:2001:db8::1]",
            "2001:db8::1",
            "xn--bcher-kva",
            "xn--",
            "xn--a",
            "XN--BCHER-KVA",
            "bücher",
            "bu\u0308cher",
            "ß",
            "ς",
            "名",
            "例え",
            "\u3002",
            "\uff0e",
            "\u200d",
            "\u00ad",
            "ａ",
            "İ",
            " ",
            "\t",
            "\n",
            "@",
            "(c)",
            "#",
            "/",
            ":25",
            "x".repeat(31),
            "x".repeat(62),
            "x".repeat(63),
            "x".repeat(64),
            ".com",
            ".example",
            ".museum",
            ".c",
            ".1",
            ".c1",
            ".test",
            ".local");

    private static final List<String> WHOLE = List.of(
            "bob@example.com",
            "Ada.Lovelace+jam@Sub.Example.org",
            "ü@bücher.example",
            "x@xn--bcher-kva.example",
            "名@例え.jp");

    /**
     * The one disagreement: JMail refuses the symbols of the basic plane beyond ASCII in a local part without quotes (and
     * takes those of the other planes, such as most emoji). RFC 6531 section 3.3 allows every character beyond ASCII, so
     * we are right, and for the question put to JMail such a symbol in a local part becomes a letter.
     */
    private static final Pattern SYMBOL = Pattern.compile("[\\P{ASCII}&&\\p{S}]");

    @Test
    void whateverWeTakeTheOracleTakesToo() {
        Random random = new Random(20_260_301);
        Set<String> disagreements = new TreeSet<>();
        int taken = 0;
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String text = anAddress(random);
            Optional<EmailAddress> ours = ours(text);
            if (ours.isEmpty()) {
                refused++;
                continue;
            }
            taken++;
            for (String form : List.of(ours.get().value(), ours.get().canonical())) {
                var theirs = ORACLE.validate(forTheOracle(form));
                if (theirs.isFailure()) {
                    disagreements.add(theirs.getFailureReason() + ": " + form);
                }
            }
        }

        assertThat(disagreements.stream().limit(50)).isEmpty();
        // Both kinds are there in numbers, else the loop would have shown nothing.
        assertThat(taken).isGreaterThan(10_000);
        assertThat(refused).isGreaterThan(10_000);
    }

    @Test
    void theOracleRefusesWhatItIsAskedToRefuse() {
        List<String> wrong = List.of(
                "a..b@example.com",
                ".a@example.com",
                "\"a\"@example.com",
                "a@[1.2.3.4]",
                "a@example",
                "a@-b.com",
                "a b@example.com");

        assertThat(wrong).noneMatch(ORACLE::isValid);
        assertThat(wrong).allMatch(text -> ours(text).isEmpty());
    }

    private static Optional<EmailAddress> ours(String text) {
        try {
            return Optional.of(EmailAddress.of(text));
        } catch (InvalidValue refused) {
            return Optional.empty();
        }
    }

    private static String forTheOracle(String address) {
        int at = address.lastIndexOf('@');
        return SYMBOL.matcher(address.substring(0, at)).replaceAll("e") + address.substring(at);
    }

    @Test
    void theDisagreementAboutSymbolsIsStillThere() {
        assertThat(ours("a€b@example.com")).isPresent();
        assertThat(ORACLE.isValid("a€b@example.com")).isFalse();
        assertThat(ORACLE.isValid("a\ud83d\ude00b@example.com")).isTrue();
    }

    /** Parts thrown together, or a good address with something done to it. */
    private static String anAddress(Random random) {
        if (random.nextInt(3) == 0) {
            return damaged(pick(WHOLE, random), random);
        }
        return some(LOCAL, 3, random) + "@" + some(DOMAIN, 4, random) + pick(DOMAIN, random);
    }

    private static String damaged(String address, Random random) {
        int at = random.nextInt(address.length() + 1);
        List<String> parts = random.nextBoolean() ? LOCAL : DOMAIN;
        return switch (random.nextInt(3)) {
            case 0 -> address.substring(0, at) + pick(parts, random) + address.substring(at);
            case 1 -> address.substring(0, at) + address.substring(Math.min(at + 1, address.length()));
            default ->
                address.substring(0, at)
                        + Character.toString(random.nextInt(0x2FFF))
                        + address.substring(Math.min(at + 1, address.length()));
        };
    }

    private static String some(List<String> parts, int atMost, Random random) {
        List<String> chosen = new ArrayList<>();
        for (int i = random.nextInt(atMost); i >= 0; i--) {
            chosen.add(pick(parts, random));
        }
        return String.join("", chosen);
    }

    private static String pick(List<String> parts, Random random) {
        return parts.get(random.nextInt(parts.size()));
    }
}
