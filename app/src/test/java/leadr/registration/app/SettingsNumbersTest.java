package leadr.registration.app;

import static leadr.registration.app.SettingsReaderTest.problems;
import static leadr.registration.app.SettingsReaderTest.read;
import static leadr.registration.app.SettingsReaderTest.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The part of {@link SettingsReader} that is about numbers and their ranges. */
class SettingsNumbersTest {
    private static final Map<String, String> DEV_WITH_SMTP =
            Map.of("ENV", "DEV", "SMTP_HOST", "mail.example.com", "MAIL_FROM", "no-reply@example.com");

    @ParameterizedTest
    @MethodSource("numbers")
    void aNumberIsTakenFromEdgeToEdgeAndRefusedBeyond(NumberSetting number) {
        assertThat(number.in(DEV_WITH_SMTP)).isEqualTo(number.byDefault());
        assertThat(number.in(with(DEV_WITH_SMTP, number.name(), ""))).isEqualTo(number.byDefault());
        assertThat(number.in(with(DEV_WITH_SMTP, number.name(), "" + number.min())))
                .isEqualTo(number.min());
        assertThat(number.in(with(DEV_WITH_SMTP, number.name(), " " + number.max() + " ")))
                .isEqualTo(number.max());
        String expected = ", expected " + number.min() + "-" + number.max();
        for (String beyond : List.of("" + (number.min() - 1), "" + (number.max() + 1), "-1")) {
            assertThat(problems(with(DEV_WITH_SMTP, number.name(), beyond)))
                    .containsExactly(number.name() + ": is " + beyond + expected);
        }
        // What is no number may be a secret in the wrong place: it is not quoted.
        for (String other : List.of("99999999999", "1.5", "ten", "0x10", "1 0", "+90", "\u0664\u0662")) {
            assertThat(problems(with(DEV_WITH_SMTP, number.name(), other)))
                    .containsExactly(number.name() + ": is no whole number" + expected);
        }
    }

    record NumberSetting(String name, long byDefault, long min, long max, ToLongFunction<Settings> where) {
        long in(Map<String, String> environment) {
            return where.applyAsLong(read(environment));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<NumberSetting> numbers() {
        return Stream.of(
                new NumberSetting(
                        "HTTP_PORT",
                        8080,
                        1,
                        65_535,
                        settings -> settings.http().port()),
                new NumberSetting(
                        "DB_POOL_SIZE",
                        10,
                        2,
                        200,
                        settings -> settings.persistence().poolSize()),
                new NumberSetting(
                        "SMTP_PORT",
                        587,
                        1,
                        65_535,
                        settings -> Objects.requireNonNull(settings.smtp()).port()),
                new NumberSetting("MAIL_WORKERS", 2, 0, 16, Settings::mailWorkers),
                new NumberSetting(
                        "AUDIT_RETENTION_DAYS",
                        365,
                        1,
                        3650,
                        settings -> settings.auditRetention().toDays()),
                new NumberSetting(
                        "KEY_CACHE_SECONDS",
                        2,
                        0,
                        60,
                        settings -> settings.keyCacheLife().toSeconds()),
                new NumberSetting(
                        "VERIFICATION_CODE_EXPIRY_SECONDS",
                        600,
                        1,
                        86_400,
                        settings -> settings.policy().codeLife().toSeconds()),
                new NumberSetting(
                        "VERIFICATION_TOKEN_EXPIRY_SECONDS",
                        600,
                        1,
                        86_400,
                        settings -> settings.tokenLife().toSeconds()),
                new NumberSetting(
                        "VERIFICATION_MAX_ATTEMPTS",
                        5,
                        1,
                        20,
                        settings -> settings.policy().maxAttempts()),
                new NumberSetting(
                        "VERIFICATION_ATTEMPT_WINDOW_SECONDS",
                        3600,
                        1,
                        86_400,
                        settings -> settings.policy().attemptWindow().toSeconds()),
                new NumberSetting(
                        "RESEND_COOLDOWN_SECONDS",
                        60,
                        0,
                        3600,
                        settings -> settings.policy().resendCooldown().toSeconds()),
                new NumberSetting(
                        "REGISTRATION_RATE_LIMIT_PER_HOUR",
                        3,
                        0,
                        1000,
                        settings -> settings.policy().mailsPerHour()));
    }
}
