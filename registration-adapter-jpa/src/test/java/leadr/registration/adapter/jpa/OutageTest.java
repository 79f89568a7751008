package leadr.registration.adapter.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import leadr.registration.application.store.StoreUnavailable;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static final PersistenceSettings MEMORY = PersistenceSettings.h2Memory("outage");

    @Test
    void anEmptyPoolIsAnOutageThatEndsByItself() throws SQLException {
        PersistenceSettings tight =
                new PersistenceSettings(MEMORY.jdbcUrl(), MEMORY.user(), null, 2, Duration.ofMillis(250));
        try (JpaPersistence persistence = JpaPersistence.open(tight)) {
            Connection one = persistence.dataSource().getConnection();
            Connection two = persistence.dataSource().getConnection();
            try (one;
                    two) {
                assertThatThrownBy(() -> anySuperAdmin(persistence)).isInstanceOf(StoreUnavailable.class);
                assertThat(persistence.isReady()).isFalse();
            }
            assertThat(anySuperAdmin(persistence)).isFalse();
            assertThat(persistence.isReady()).isTrue();
        }
    }

    @Test
    void aDatabaseThatGoesInATransactionIsAnOutage() {
        try (JpaPersistence persistence = JpaPersistence.open(PersistenceSettings.h2Memory("gone"))) {
            assertThatThrownBy(() -> persistence.transactions().run(store -> {
                        assertThat(store.users().anySuperAdmin()).isFalse();
                        shutDown(persistence);
                        return store.users().anySuperAdmin();
                    }))
                    .isInstanceOf(StoreUnavailable.class);
        }
    }

    private static void shutDown(JpaPersistence persistence) {
        try (Connection connection = persistence.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown immediately");
        } catch (SQLException expected) {
            assertThat(expected.getSQLState()).isNotNull();
        }
    }

    @Test
    void aBugIsNotAnOutage() {
        try (JpaPersistence persistence = JpaPersistence.open(MEMORY)) {
            assertThatThrownBy(() -> persistence.transactions().<Boolean>run(store -> {
                        throw new UnsupportedOperationException("bug");
                    }))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    private static boolean anySuperAdmin(JpaPersistence persistence) {
        return persistence.transactions().run(store -> store.users().anySuperAdmin());
    }
}
