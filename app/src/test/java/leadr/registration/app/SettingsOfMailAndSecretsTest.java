package leadr.registration.app;

import static leadr.registration.app.SettingsReaderTest.PROD;
import static leadr.registration.app.SettingsReaderTest.problems;
import static leadr.registration.app.SettingsReaderTest.read;
import static leadr.registration.app.SettingsReaderTest.with;
import static leadr.registration.app.SettingsReaderTest.without;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import leadr.registration.adapter.smtp.SmtpSettings;
import leadr.registration.application.testkit.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of {@link SettingsReader} that is about mail, secrets and the superadmin. */
class SettingsOfMailAndSecretsTest {
    private static final Map<String, String> DEV = Map.of("ENV", "DEV");
    private static final String STRONG = "0123456789-abcdefghijklmnopqrstuvwxyz";

    @ParameterizedTest
    @CsvSource({"none, NONE, 587", "starttls, STARTTLS, 587", "tls, TLS, 465"})
    void theDefaultPortFollowsTheProtection(String tls, SmtpSettings.Security security, int port) {
        SmtpSettings smtp =
                Objects.requireNonNull(read(with(PROD, "SMTP_TLS", tls)).smtp());

        assertThat(smtp.security()).isEqualTo(security);
        assertThat(smtp.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS", "ssl", "true"})
    void theProtectionIsOneOfThreeWords(String tls) {
        assertThat(problems(with(PROD, "SMTP_TLS", tls))).containsExactly("SMTP_TLS: expected none, starttls or tls");
    }

    @Test
    void productionDoesNotKeepMailsInTheInbox() {
        assertThat(problems(with(PROD, "MAIL_TRANSPORT", "inbox")))
                .containsExactly("MAIL_TRANSPORT: inbox is for DEV only");
    }

    @Test
    void developmentWithAMailServerSendsUnlessTheInboxIsAskedFor() {
        Map<String, String> withServer =
                with(DEV, "SMTP_HOST", "mail.example.com", "MAIL_FROM", "no-reply@example.com");

        assertThat(read(withServer).smtp()).isNotNull();
        assertThat(read(with(withServer, "MAIL_TRANSPORT", "inbox")).smtp()).isNull();
    }

    @Test
    void sendingNeedsAServerAndASender() {
        String host = "SMTP_HOST: is required: the mail server";
        String from = "MAIL_FROM: is required: the sender, such as LEADR <no-reply@example.com>";

        assertThat(problems(with(DEV, "MAIL_TRANSPORT", "smtp"))).containsExactly(host, from);
        assertThat(problems(with(DEV, "SMTP_HOST", "mail.example.com"))).containsExactly(from);
        assertThat(problems(without(PROD, "SMTP_HOST", "MAIL_FROM"))).containsExactly(host, from);
    }

    @Test
    void aUserOfTheMailServerHasAPasswordAndTheSenderIsAnAddress() {
        assertThat(problems(with(PROD, "SMTP_USER", "mailer", "MAIL_FROM", "nobody", "SMTP_HOST", "a host")))
                .containsExactly(
                        "SMTP_HOST, SMTP_USER, SMTP_PASSWORD, MAIL_FROM, MAIL_REPLY_TO: host is not a host name;"
                                + " user and password come together or not at all; from is not an address");
        assertThat(problems(with(PROD, "SMTP_PASSWORD", "swordfish")))
                .singleElement()
                .asString()
                .endsWith("user and password come together or not at all")
                .doesNotContain("swordfish");
    }

    @Test
    void answersGoToTheirOwnAddressWhenOneIsSet() {
        assertThat(Objects.requireNonNull(read(with(PROD, "MAIL_REPLY_TO", "Help <help@example.com>"))
                                .smtp())
                        .replyTo())
                .isEqualTo("Help <help@example.com>");
        assertThat(problems(with(PROD, "MAIL_REPLY_TO", "a@example.com, b@example.com")))
                .containsExactly(
                        "SMTP_HOST, SMTP_USER, SMTP_PASSWORD, MAIL_FROM, MAIL_REPLY_TO: replyTo is not an address");
    }

    @Test
    void productionWithoutAnythingNamesAllThatIsMissing() {
        assertThat(problems(Map.of("ENV", "PROD")))
                .containsExactlyInAnyOrder(
                        "PUBLIC_URL: is required in PROD: the address people use, such as https://register.example.com",
                        "SMTP_HOST: is required: the mail server",
                        "MAIL_FROM: is required: the sender, such as LEADR <no-reply@example.com>",
                        "JWT_SECRET: is required in PROD, as kid:value",
                        "API_KEY_SECRET: is required in PROD, as kid:value",
                        "CODE_SECRET: is required in PROD, as kid:value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT_SECRET", "API_KEY_SECRET", "CODE_SECRET"})
    void productionNeedsEachOfTheSecrets(String name) {
        assertThat(problems(without(PROD, name))).containsExactly(name + ": is required in PROD, as kid:value");
        assertThat(problems(with(PROD, name, " "))).containsExactly(name + ": is required in PROD, as kid:value");
    }

    @Test
    void developmentTakesAllSecretsOrNone() {
        Map<String, String> all = with(PROD, "ENV", "DEV");

        assertThat(read(all).secrets()).isNotNull();
        assertThat(problems(without(all, "API_KEY_SECRET")))
                .containsExactly("API_KEY_SECRET: is required when another secret is set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT_SECRET", "API_KEY_SECRET", "CODE_SECRET"})
    void aSecretUnderThirtyTwoBytesIsRefused(String name) {
        String exactly = "0123456789-abcdefghijklmnopqrstu";

        assertThat(exactly).hasSize(32);
        assertThat(read(with(PROD, name, "k1:" + exactly)).production()).isTrue();
        assertThat(problems(with(PROD, name, "k1:" + exactly.substring(1))))
                .containsExactly(name + ": the value of entry 1 has fewer than 32 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "k1:123456789123456789123456789123456789",
                "k1:secretsecretsecretsecretsecretsecret",
                "k1:0123456789-abcdefghijklmnopqrstuvwxyz,k0:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void aSecretOfFewerThanTenDifferentCharactersIsWeak(String text) {
        assertThat(problems(with(PROD, "CODE_SECRET", text)))
                .containsExactly(
                        "CODE_SECRET: is weak: take random characters, such as from `openssl rand -base64 32`");
    }

    @Test
    void tenDifferentCharactersAreEnough() {
        assertThat(read(with(PROD, "CODE_SECRET", "k1:" + "0123456789".repeat(4)))
                        .production())
                .isTrue();
    }

    @Test
    void aSecretStandsInOnePlaceOnly() {
        assertThat(problems(with(PROD, "JWT_SECRET", "j:" + STRONG, "CODE_SECRET", "c: " + STRONG)))
                .containsExactly("CODE_SECRET: has a value that stands elsewhere too: every key is for one purpose");
        assertThat(problems(with(PROD, "JWT_SECRET", "new:" + STRONG + ",old:" + STRONG)))
                .containsExactly("JWT_SECRET: has a value that stands elsewhere too: every key is for one purpose");
    }

    @Test
    void aKeyIdIsUsedOnce() {
        assertThat(problems(with(PROD, "JWT_SECRET", "j:" + STRONG + ",j:other-" + STRONG)))
                .containsExactly("JWT_SECRET: the key id of entry 2 is there twice");
    }

    @Test
    void noMessageHoldsTheValueOfASecret() {
        String value = "hunter2";
        for (String text :
                List.of(value, "k1:" + value, "k1:" + value + "," + value, value.repeat(9), "k1:," + value)) {
            Map<String, String> environment = new HashMap<>(Map.of("ENV", "PROD", "SMTP_USER", "", "HTTP_PORT", "0"));
            for (String name :
                    List.of("JWT_SECRET", "API_KEY_SECRET", "CODE_SECRET", "SUPERADMIN_API_KEY", "SMTP_PASSWORD")) {
                environment.put(name, text);
            }
            environment.put("SMTP_HOST", "mail.example.com");
            environment.put("MAIL_FROM", "no-reply@example.com");

            assertThat(problems(environment)).hasSizeGreaterThan(6).noneMatch(problem -> problem.contains(value));
        }
    }

    @Test
    void theSettingsDoNotPrintSecrets() {
        Settings settings = read(with(
                PROD,
                "SMTP_USER",
                "mailer",
                "SMTP_PASSWORD",
                "swordfish",
                "SUPERADMIN_EMAIL",
                "root@example.org",
                "SUPERADMIN_API_KEY",
                Fixtures.SECRETS.apiKey().secret().reveal()));

        assertThat(settings.toString()).doesNotContain("swordfish", "0123456789", "ldr_");
    }

    @Test
    void aSuperadminKeyOfOursHasARightChecksum() {
        String key = Fixtures.SECRETS.apiKey().secret().reveal();
        char last = key.charAt(key.length() - 1);
        String mistyped = key.substring(0, key.length() - 1) + (last == 'a' ? 'b' : 'a');

        assertThat(Objects.requireNonNull(read(Map.of("SUPERADMIN_API_KEY", key))
                                .superadmin()
                                .key())
                        .secret()
                        .reveal())
                .isEqualTo(key);
        assertThat(problems(Map.of("SUPERADMIN_API_KEY", mistyped)))
                .containsExactly("SUPERADMIN_API_KEY: expected ldr_ and 28 or more of A-Z a-z 0-9 _ -;"
                        + " one of 53 characters needs a right checksum");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ldr_0123456789012345678901234567", "ldr_an-operators-own-key-of-another-length"})
    void anOperatorMayBringAKeyOfAnotherLength(String key) {
        assertThat(read(Map.of("SUPERADMIN_API_KEY", key)).superadmin().key()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ldr_012345678901234567890123456",
                "LDR_0123456789012345678901234567890",
                "0123456789012345678901234567890123456789",
                "ldr_0123456789012345678901234567 9012345"
            })
    void aKeyOfAnotherShapeIsRefused(String key) {
        assertThat(problems(Map.of("SUPERADMIN_API_KEY", key)))
                .singleElement()
                .asString()
                .startsWith("SUPERADMIN_API_KEY: expected ldr_ ")
                .doesNotContain(key);
    }

    @Test
    void aSuperadminOfProductionHasARealAddress() {
        String key = Fixtures.SECRETS.apiKey().secret().reveal();

        assertThat(problems(with(PROD, "SUPERADMIN_API_KEY", key)))
                .containsExactly("SUPERADMIN_EMAIL: is required in PROD with SUPERADMIN_API_KEY");
        assertThat(read(with(PROD, "SUPERADMIN_API_KEY", key, "SUPERADMIN_EMAIL", "root@example.org"))
                        .superadmin()
                        .key())
                .isNotNull();
    }
}
