package leadr.registration.adapter.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import leadr.registration.domain.secret.PlainSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersistenceSettingsTest {
    private static final String ADDED =
            "ApplicationName=registration&connectTimeout=2&socketTimeout=10&tcpKeepAlive=true";

    private static String completed(String url) {
        return PersistenceSettings.postgres(url, "app", null).jdbcUrl();
    }

    @Test
    void whatAUrlDoesNotSayIsAdded() {
        assertThat(completed("jdbc:postgresql://db/app"))
                .isEqualTo("jdbc:postgresql://db/app?" + ADDED + "&logServerErrorDetail=false");
        assertThat(completed("jdbc:postgresql://db/app?"))
                .isEqualTo("jdbc:postgresql://db/app?" + ADDED + "&logServerErrorDetail=false");
        assertThat(completed("jdbc:postgresql://a:5432,b:5433/app?targetServerType=primary&sslmode=verify-full"))
                .isEqualTo("jdbc:postgresql://a:5432,b:5433/app?targetServerType=primary&sslmode=verify-full&" + ADDED
                        + "&logServerErrorDetail=false");
    }

    @Test
    void whatAUrlSaysCounts() {
        assertThat(
                        completed(
                                "jdbc:postgresql://db/app?socketTimeout=3&ApplicationName=mine&connectTimeout=9&tcpKeepAlive=false"))
                .isEqualTo(
                        "jdbc:postgresql://db/app?socketTimeout=3&ApplicationName=mine&connectTimeout=9&tcpKeepAlive=false"
                                + "&logServerErrorDetail=false");
    }

    @Test
    void theServersDetailsAreAlwaysLeftOutBecauseTheyQuoteValues() throws SQLException {
        try (TestDatabase database = new PostgresDatabase();
                JpaPersistence persistence = JpaPersistence.open(PostgresServer.through(
                        PostgresServer.port(), database.settings(), "logServerErrorDetail=true"));
                Connection connection = persistence.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into locks values ('quoted')");
            assertThatThrownBy(() -> statement.execute("insert into locks values ('quoted')"))
                    .hasMessageContaining("pk_locks")
                    .hasMessageNotContaining("quoted");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "postgresql://db/app", "jdbc:h2:mem:x", "jdbc:postgresql:app", " jdbc:postgresql://db/app"})
    void anotherUrlIsRefused(String url) {
        assertThatThrownBy(() -> completed(url)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noPasswordIsPrinted() {
        PersistenceSettings settings = PersistenceSettings.postgres(
                "jdbc:postgresql://db/app?sslpassword=hidden", "app", new PlainSecret("hidden too"));

        assertThat(settings.toString())
                .isEqualTo("PersistenceSettings[jdbc:postgresql://db/app, user=app, poolSize=10, poolWait=PT3S]");
        assertThat(PersistenceSettings.h2File(Path.of("/data")).toString())
                .isEqualTo("PersistenceSettings[jdbc:h2:file:/data/registration, user=sa, poolSize=10, poolWait=PT3S]");
    }

    @Test
    void everyConnectionHasItsTimeOutsAlsoThoseThatMigratedAndAfterARollBack() throws SQLException {
        try (TestDatabase database = new PostgresDatabase()) {
            List<Connection> all = new ArrayList<>();
            while (all.size() < PersistenceSettings.DEFAULT_POOL_SIZE) {
                all.add(database.persistence().dataSource().getConnection());
            }
            assertThat(all).allSatisfy(connection -> {
                connection.rollback();
                assertThat(List.of(
                                show(connection, "lock_timeout"),
                                show(connection, "statement_timeout"),
                                show(connection, "idle_in_transaction_session_timeout"),
                                show(connection, "application_name"),
                                show(connection, "transaction_isolation")))
                        .containsExactly("5s", "8s", "15s", "registration", "read committed");
                assertThat(connection.getNetworkTimeout()).isEqualTo(10_000);
            });
            for (Connection connection : all) {
                connection.close();
            }
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show " + setting)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
