package leadr.registration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import leadr.registration.adapter.jpa.PersistenceSettings;
import leadr.registration.adapter.smtp.SmtpSettings;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Slug;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.VerificationPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
    static final Map<String, String> PROD = Map.of(
            "ENV", "PROD",
            "PUBLIC_URL", "https://register.example.com",
            "SMTP_HOST", "mail.example.com",
            "MAIL_FROM", "LEADR <no-reply@example.com>",
            "JWT_SECRET", "j1:JJJJ-0123456789-abcdefghijklmnopqrstuvwxyz",
            "API_KEY_SECRET", "a1:AAAA-0123456789-abcdefghijklmnopqrstuvwxyz",
            "CODE_SECRET", "c1:CCCC-0123456789-abcdefghijklmnopqrstuvwxyz");

    /** The same with one setting more, or another value for it; pairs of name and value. */
    static Map<String, String> with(Map<String, String> environment, String... pairs) {
        Map<String, String> changed = new HashMap<>(environment);
        for (int i = 0; i < pairs.length; i += 2) {
            changed.put(pairs[i], pairs[i + 1]);
        }
        return changed;
    }

    static Map<String, String> without(Map<String, String> environment, String... names) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.keySet().removeAll(Set.of(names));
        return changed;
    }

    static Settings read(Map<String, String> environment) {
        try {
            return SettingsReader.read(environment);
        } catch (Settings.Wrong wrong) {
            throw new AssertionError("refused: " + wrong.getMessage(), wrong);
        }
    }

    /** Every problem; none when the settings are taken. */
    static List<String> problems(Map<String, String> environment) {
        try {
            Settings taken = SettingsReader.read(environment);
            return List.of("taken, production is " + taken.production());
        } catch (Settings.Wrong wrong) {
            return Objects.requireNonNull(wrong.getMessage()).lines().toList();
        }
    }

    @Test
    void developmentNeedsNoSettings() {
        Settings settings = read(Map.of());

        assertThat(settings.production()).isFalse();
        assertThat(settings.dataDir()).isEqualTo(Path.of("data"));
        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.http().apiPrefix()).isEqualTo("/v1");
        assertThat(settings.http().publicUrl()).isEqualTo("http://localhost:8080");
        assertThat(settings.http().trustedProxies()).isEmpty();
        assertThat(settings.http().allowSpecialUseEmail()).isFalse();
        assertThat(settings.persistence()).isEqualTo(PersistenceSettings.h2File(Path.of("data")));
        assertThat(settings.persistence().poolSize()).isEqualTo(10);
        assertThat(settings.smtp()).isNull();
        assertThat(settings.secrets()).isNull();
        assertThat(settings.policy()).isEqualTo(VerificationPolicy.DEFAULT);
        assertThat(settings.tokenLife()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.recoveryEnabled()).isTrue();
        assertThat(settings.productName()).isEqualTo("LEADR");
        assertThat(settings.superadmin().email()).isEqualTo(EmailAddress.of("superadmin@registration.invalid"));
        assertThat(settings.superadmin().displayName()).isEqualTo(new DisplayName("Superadmin"));
        assertThat(settings.superadmin().accountName()).isEqualTo(new AccountName("Superadmin"));
        assertThat(settings.superadmin().accountSlug()).isEqualTo(new Slug("superadmin"));
        assertThat(settings.superadmin().key()).isNull();
    }

    @Test
    void productionNeedsSevenSettingsAndListensOnAllInterfaces() {
        Settings settings = read(PROD);

        assertThat(settings.production()).isTrue();
        assertThat(settings.http().host()).isEqualTo("0.0.0.0");
        assertThat(settings.smtp())
                .isEqualTo(new SmtpSettings(
                        "mail.example.com",
                        587,
                        null,
                        null,
                        SmtpSettings.Security.STARTTLS,
                        "LEADR <no-reply@example.com>",
                        null));
        assertThat(settings.superadmin().key()).isNull();
    }

    @Test
    void everySettingIsRead() {
        String key = "ldr_an-operators-own-key-of-another-length";
        Map<String, String> environment = with(
                PROD,
                "DATA_DIR",
                "/srv/registration",
                "HTTP_HOST",
                "192.0.2.1",
                "HTTP_PORT",
                "9090",
                "API_PREFIX",
                "/api",
                "PUBLIC_URL",
                "https://jam.example.org/",
                "TRUSTED_PROXIES",
                "10.0.0.0/8 , 2001:db8::/32",
                "ALLOW_SPECIAL_USE_EMAIL",
                "true",
                "RECOVERY_ENABLED",
                "false",
                "DB_POOL_SIZE",
                "7",
                "MAIL_TRANSPORT",
                "smtp",
                "SMTP_PORT",
                "2525",
                "SMTP_USER",
                "mailer",
                "SMTP_PASSWORD",
                "swordfish",
                "SMTP_TLS",
                "none",
                "PRODUCT_NAME",
                " Jam ",
                "VERIFICATION_CODE_EXPIRY_SECONDS",
                "61",
                "VERIFICATION_TOKEN_EXPIRY_SECONDS",
                "62",
                "VERIFICATION_MAX_ATTEMPTS",
                "6",
                "VERIFICATION_ATTEMPT_WINDOW_SECONDS",
                "63",
                "RESEND_COOLDOWN_SECONDS",
                "64",
                "REGISTRATION_RATE_LIMIT_PER_HOUR",
                "8",
                "SUPERADMIN_EMAIL",
                "root@example.org",
                "SUPERADMIN_DISPLAY_NAME",
                "Root",
                "SUPERADMIN_ACCOUNT_NAME",
                "Roots",
                "SUPERADMIN_ACCOUNT_SLUG",
                "the-roots",
                "SUPERADMIN_API_KEY",
                key,
                "LOG_FORMAT",
                "json",
                "LOG_LEVEL",
                "DEBUG",
                "JWT_SECRET",
                PROD.get("JWT_SECRET") + ",j0:old-JJJJ-0123456789-abcdefghijklmnopq");

        Settings settings = read(environment);

        assertThat(settings.dataDir()).isEqualTo(Path.of("/srv/registration"));
        assertThat(settings.http().host()).isEqualTo("192.0.2.1");
        assertThat(settings.http().port()).isEqualTo(9090);
        assertThat(settings.http().apiPrefix()).isEqualTo("/api");
        assertThat(settings.http().publicUrl()).isEqualTo("https://jam.example.org");
        assertThat(settings.http().trustedProxies()).containsExactly("10.0.0.0/8", "2001:db8::/32");
        assertThat(settings.http().allowSpecialUseEmail()).isTrue();
        assertThat(settings.persistence().jdbcUrl()).startsWith("jdbc:h2:file:/srv/registration/registration;");
        assertThat(settings.persistence().poolSize()).isEqualTo(7);
        SmtpSettings smtp = Objects.requireNonNull(settings.smtp());
        assertThat(smtp.port()).isEqualTo(2525);
        assertThat(smtp.user()).isEqualTo("mailer");
        assertThat(Objects.requireNonNull(smtp.password()).reveal()).isEqualTo("swordfish");
        assertThat(smtp.security()).isEqualTo(SmtpSettings.Security.NONE);
        assertThat(settings.policy())
                .isEqualTo(new VerificationPolicy(
                        Duration.ofSeconds(61),
                        Duration.ofHours(24),
                        6,
                        Duration.ofSeconds(63),
                        Duration.ofSeconds(64),
                        8));
        assertThat(settings.tokenLife()).isEqualTo(Duration.ofSeconds(62));
        assertThat(settings.recoveryEnabled()).isFalse();
        assertThat(settings.productName()).isEqualTo("Jam");
        assertThat(settings.superadmin().email()).isEqualTo(EmailAddress.of("root@example.org"));
        assertThat(settings.superadmin().displayName()).isEqualTo(new DisplayName("Root"));
        assertThat(settings.superadmin().accountName()).isEqualTo(new AccountName("Roots"));
        assertThat(settings.superadmin().accountSlug()).isEqualTo(new Slug("the-roots"));
        assertThat(Objects.requireNonNull(settings.superadmin().key()).secret().reveal())
                .isEqualTo(key);
        Settings.Secrets secrets = Objects.requireNonNull(settings.secrets());
        assertThat(secrets.jwt().ids()).containsExactly("j1", "j0");
        assertThat(secrets.apiKey().ids()).containsExactly("a1");
        assertThat(secrets.code().ids()).containsExactly("c1");
    }

    @Test
    void everyProblemIsNamedAtOnceWithItsRule() {
        Map<String, String> environment = with(
                Map.of(),
                "ENV",
                "DEV",
                "HTTP_PORT",
                "70000",
                "API_PREFIX",
                "v1",
                "ALLOW_SPECIAL_USE_EMAIL",
                "yes",
                "RECOVERY_ENABLED",
                "off",
                "DB_POOL_SIZE",
                "1",
                "DB_URL",
                "postgres://db/registration",
                "MAIL_TRANSPORT",
                "pigeon",
                "LOG_FORMAT",
                "xml",
                "LOG_LEVEL",
                "TRACE",
                "PRODUCT_NAME",
                "X",
                "SUPERADMIN_EMAIL",
                "nobody",
                "SUPERADMIN_DISPLAY_NAME",
                "x".repeat(101),
                "SUPERADMIN_ACCOUNT_NAME",
                "X",
                "SUPERADMIN_ACCOUNT_SLUG",
                "No Slug",
                "JWT_SECRET",
                "x");

        assertThat(problems(environment))
                .containsExactlyInAnyOrder(
                        "HTTP_PORT: is 70000, expected 1-65535",
                        "ALLOW_SPECIAL_USE_EMAIL: expected true or false",
                        "RECOVERY_ENABLED: expected true or false",
                        "API_PREFIX, TRUSTED_PROXIES: apiPrefix: expected a path such as /v1",
                        "DB_POOL_SIZE: is 1, expected 2-200",
                        "DB_URL: expected jdbc:postgresql://host:port/database, without it the data is in H2 files",
                        "DB_USER: is required: the database user, beside DB_URL",
                        "MAIL_TRANSPORT: expected smtp or inbox",
                        "LOG_FORMAT: expected text or json",
                        "LOG_LEVEL: expected ERROR, WARN, INFO or DEBUG",
                        "PRODUCT_NAME: expected 2 to 100 characters",
                        "SUPERADMIN_EMAIL: expected an e-mail address",
                        "SUPERADMIN_DISPLAY_NAME: expected 1 to 100 characters",
                        "SUPERADMIN_ACCOUNT_NAME: expected 2 to 100 characters",
                        "SUPERADMIN_ACCOUNT_SLUG: expected 2 to 50 lower-case letters, digits and single hyphens",
                        "API_KEY_SECRET: is required when another secret is set",
                        "CODE_SECRET: is required when another secret is set",
                        "JWT_SECRET: expected kid:value, the kid 1 to 32 of A-Z a-z 0-9 . _ -",
                        "JWT_SECRET: is weak: take random characters, such as from `openssl rand -base64 32`");
    }

    @Test
    void anEmptyOrBlankValueCountsAsAbsent() {
        Set<String> names = new TreeSet<>(PROD.keySet());
        names.addAll(SettingsNumbersTest.numbers()
                .map(SettingsNumbersTest.NumberSetting::name)
                .collect(Collectors.toSet()));
        names.addAll(List.of("HTTP_HOST", "TRUSTED_PROXIES", "DB_URL", "MAIL_TRANSPORT", "SUPERADMIN_API_KEY"));
        names.addAll(List.of("SUPERADMIN_EMAIL", "ALLOW_DEV_ON_NETWORK", "DATA_DIR", "LOG_FORMAT", "API_PREFIX"));

        for (String blank : List.of("", " ", "\t\n")) {
            assertThat(read(names.stream().collect(Collectors.toMap(name -> name, name -> blank))))
                    .isEqualTo(read(Map.of()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SMTP_HOST, mail.example.com",
        "DB_URL, jdbc:postgresql://db/registration",
        "TRUSTED_PROXIES, 10.0.0.0/8",
        "PUBLIC_URL, https://register.example.com"
    })
    void aStartThatLooksLikeProductionHasToSayWhatItIs(String name, String value) {
        assertThat(problems(Map.of(name, value, "MAIL_FROM", "no-reply@example.com")))
                .contains("ENV: is not set, but " + name + " is: say ENV=DEV or ENV=PROD");
        assertThat(problems(Map.of("ENV", "DEV", name, value, "MAIL_FROM", "no-reply@example.com")))
                .noneMatch(problem -> problem.startsWith("ENV"));
    }

    @Test
    void aStartOpenToOthersHasToSayWhatItIs() {
        assertThat(problems(Map.of("HTTP_HOST", "0.0.0.0", "ALLOW_DEV_ON_NETWORK", "true")))
                .containsExactly("ENV: is not set, but HTTP_HOST is open to others: say ENV=DEV or ENV=PROD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "TEST", "PRODUCTION"})
    void theModeIsOneOfTwoWords(String mode) {
        assertThat(problems(Map.of("ENV", mode))).containsExactly("ENV: expected DEV or PROD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.8.9.10", "::1", "[::1]"})
    void developmentMayListenOnAnyLoopbackAddress(String host) {
        assertThat(read(Map.of("HTTP_HOST", host)).http().host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "127.0.0.1.example.com", "localhost.example.com", "127.1"})
    void developmentOnTheNetworkHasToBeAllowed(String host) {
        String refusal =
                "HTTP_HOST: is open to others, and DEV shows codes and keys: set ENV=PROD, or ALLOW_DEV_ON_NETWORK=true";

        assertThat(problems(Map.of("ENV", "DEV", "HTTP_HOST", host))).containsExactly(refusal);
        assertThat(problems(Map.of("ENV", "DEV", "HTTP_HOST", host, "ALLOW_DEV_ON_NETWORK", "false")))
                .containsExactly(refusal);
        assertThat(problems(Map.of("ENV", "DEV", "HTTP_HOST", host, "ALLOW_DEV_ON_NETWORK", "1")))
                .contains("ALLOW_DEV_ON_NETWORK: expected true or false");
        assertThat(read(Map.of("ENV", "DEV", "HTTP_HOST", host, "ALLOW_DEV_ON_NETWORK", "true"))
                        .http()
                        .host())
                .isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "register.example.com",
                "ftp://example.com",
                "https://",
                "https://example.com/path",
                "https://example.com?x",
                "https://example.com#x",
                "https://exa mple.com",
                "HTTPS//example.com"
            })
    void thePublicUrlHasASchemeAndAHostAndNoPath(String url) {
        assertThat(problems(Map.of("ENV", "DEV", "PUBLIC_URL", url)))
                .containsExactly("PUBLIC_URL: expected http:// or https://, a host, and no path");
    }

    @Test
    void theDefaultPublicUrlFollowsThePort() {
        assertThat(read(Map.of("HTTP_PORT", "9000")).http().publicUrl()).isEqualTo("http://localhost:9000");
    }

    @Test
    void aProxyIsARangeOfNumbers() {
        assertThat(problems(Map.of("ENV", "DEV", "TRUSTED_PROXIES", "10.0.0.0/8,proxy.example.com")))
                .singleElement()
                .asString()
                .startsWith("API_PREFIX, TRUSTED_PROXIES: trustedProxies: ");
    }
}
