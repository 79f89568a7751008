package leadr.registration.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import leadr.registration.adapter.jpa.PersistenceSettings;
import leadr.registration.domain.secret.PlainSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the data is. */
class SettingsOfDatabaseTest {
    private static Map<String, String> dev(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>(Map.of("ENV", "DEV"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return environment;
    }

    private static PersistenceSettings read(Map<String, String> environment) throws Settings.Wrong {
        return SettingsReader.read(environment).persistence();
    }

    private static void assertRefused(String problem, Map<String, String> environment) {
        assertThatExceptionOfType(Settings.Wrong.class)
                .isThrownBy(() -> assertThat(read(environment)).isNotNull())
                .withMessageContaining(problem);
    }

    @Test
    void withoutAUrlTheDataIsInFilesOfThisProcess() throws Settings.Wrong {
        assertThat(read(dev()).isEmbedded()).isTrue();
        assertThat(read(dev("DB_POOL_SIZE", "7")).poolSize()).isEqualTo(7);
    }

    @Test
    void aUserOrPasswordWithoutAUrlIsAMistake() {
        assertRefused("DB_USER: is set, but DB_URL is not", dev("DB_USER", "registrar"));
        assertRefused("DB_PASSWORD: is set, but DB_URL is not", dev("DB_PASSWORD", "correct horse"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/registration",
                "jdbc:postgresql://db:5432/registration?sslmode=verify-full",
                "jdbc:postgresql://one:5432,two:5432/registration?targetServerType=primary"
            })
    void aPostgresUrlIsTakenWithUserPasswordAndPoolSize(String url) throws Settings.Wrong {
        PersistenceSettings settings =
                read(dev("DB_URL", url, "DB_USER", "registrar", "DB_PASSWORD", "correct horse", "DB_POOL_SIZE", "7"));

        assertThat(settings.jdbcUrl()).startsWith(url);
        assertThat(settings.user()).isEqualTo("registrar");
        assertThat(settings.password()).isEqualTo(new PlainSecret("correct horse"));
        assertThat(settings.poolSize()).isEqualTo(7);
        assertThat(settings.isEmbedded()).isFalse();
        assertThat(settings.toString()).doesNotContain("correct");
    }

    @Test
    void aUrlNeedsAUserButNoPassword() throws Settings.Wrong {
        String url = "jdbc:postgresql://db/registration";

        assertThat(read(dev("DB_URL", url, "DB_USER", "registrar")).password()).isNull();
        assertRefused("DB_USER: is required: the database user, beside DB_URL", dev("DB_URL", url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://db/registration",
                "jdbc:postgresql://db",
                "jdbc:postgresql://db/",
                "jdbc:h2:mem:x",
                "jdbc:postgresql://u:p@db/registration",
                "jdbc:postgresql://db/registration with blanks"
            })
    void anotherUrlIsRefused(String url) {
        assertRefused(
                "DB_URL: expected jdbc:postgresql://host:port/database, without it the data is in H2 files",
                dev("DB_URL", url, "DB_USER", "registrar"));
    }

    @Test
    void aPasswordInTheUrlIsRefusedAndNotRepeated() {
        for (String secret : List.of("password=hunter2", "user=hunter2")) {
            assertThatExceptionOfType(Settings.Wrong.class)
                    .isThrownBy(() -> assertThat(read(dev(
                                    "DB_URL", "jdbc:postgresql://db/registration?" + secret, "DB_USER", "registrar")))
                            .isNotNull())
                    .withMessageContaining("DB_URL: must not hold user or password")
                    .withMessageNotContaining("hunter2");
        }
    }
}
