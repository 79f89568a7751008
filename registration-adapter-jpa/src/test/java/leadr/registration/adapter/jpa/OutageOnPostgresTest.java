package leadr.registration.adapter.jpa;

import static leadr.registration.application.testkit.Fixtures.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import leadr.registration.application.store.StoreUnavailable;
import leadr.registration.domain.account.Account;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every way of losing PostgreSQL is an outage, and every outage ends by itself. */
@Timeout(60)
class OutageOnPostgresTest {
    private static final TestDatabase DATABASE = new PostgresDatabase();
    private static final int CONNECTIONS = 2;

    private final TcpProxy proxy = new TcpProxy(PostgresServer.port());
    private final JpaPersistence persistence = JpaPersistence.open(impatient(proxy.port()));

    @AfterEach
    void disconnect() throws IOException {
        persistence.close();
        proxy.close();
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private static PersistenceSettings impatient(int port) {
        PersistenceSettings settings = PostgresServer.through(
                port, DATABASE.settings(), "connectTimeout=1&socketTimeout=1&ApplicationName=impatient");
        return new PersistenceSettings(settings.jdbcUrl(), settings.user(), null, CONNECTIONS, Duration.ofSeconds(1));
    }

    @Test
    void aServerThatIsNotThereIsAnOutageAtStart() throws IOException {
        int nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = closed.getLocalPort();
        }

        assertThatThrownBy(() -> JpaPersistence.open(impatient(nobody)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("refused");
    }

    @Test
    void connectionsThatAreCutWhileNobodyUsesThemAreReplaced() {
        assertThat(anySuperAdmin()).isFalse();

        proxy.cut();
        assertUnavailable();
        assertThat(persistence.isReady()).isFalse();

        proxy.heal();
        assertRecovers();
        assertThat(persistence.isReady()).isTrue();
    }

    @Test
    void aConnectionThatIsCutInATransactionIsAnOutage() {
        assertThatThrownBy(() -> persistence.transactions().run(store -> {
                    assertThat(store.users().anySuperAdmin()).isFalse();
                    proxy.cut();
                    return store.users().anySuperAdmin();
                }))
                .isInstanceOf(StoreUnavailable.class);

        proxy.heal();
        assertRecovers();
    }

    @Test
    void aConnectionThatIsCutBeforeTheCommitIsAnOutageAndNothingIsStored() {
        Account account = account("Cut Off");

        assertThatThrownBy(() -> persistence.transactions().run(store -> {
                    store.accounts().add(account);
                    proxy.cut();
                    return true;
                }))
                .isInstanceOf(StoreUnavailable.class);

        proxy.heal();
        assertRecovers();
        boolean stored = DATABASE.transactions()
                .run(store -> store.accounts().find(account.id()).isPresent());
        assertThat(stored).isFalse();
    }

    @Test
    void aServerThatHangsIsAnOutageAfterTheSocketTimeOut() {
        assertThatThrownBy(() -> persistence.transactions().run(store -> {
                    assertThat(store.users().anySuperAdmin()).isFalse();
                    proxy.swallow();
                    return store.users().anySuperAdmin();
                }))
                .isInstanceOf(StoreUnavailable.class);
        assertUnavailable();
        assertThat(persistence.isReady()).isFalse();

        proxy.heal();
        assertRecovers();
    }

    @Test
    void aSessionThatTheServerEndsIsAnOutage() {
        assertThatThrownBy(() -> persistence.transactions().run(store -> {
                    assertThat(store.users().anySuperAdmin()).isFalse();
                    endSessions();
                    return store.users().anySuperAdmin();
                }))
                .isInstanceOf(StoreUnavailable.class);

        assertRecovers();
    }

    @Test
    void aServerThatOnlyReadsAfterAFailoverIsAnOutageAndItsConnectionsAreGivenUp() throws SQLException {
        String database = PostgresServer.name(DATABASE.settings());
        PostgresServer.administer("alter database " + database + " set default_transaction_read_only = on");
        try {
            replaceConnections();
            assertThatThrownBy(this::write)
                    .isInstanceOf(StoreUnavailable.class)
                    .hasRootCauseMessage("ERROR: cannot execute INSERT in a read-only transaction");
            replaceConnections();
        } finally {
            PostgresServer.administer("alter database " + database + " reset default_transaction_read_only");
        }

        // The connections are alive and would only read for ever.
        assertThatThrownBy(this::write).isInstanceOf(StoreUnavailable.class);
        assertRecovers(this::write);
    }

    private void replaceConnections() throws SQLException {
        HikariDataSource pool = persistence.dataSource().unwrap(HikariDataSource.class);
        pool.getHikariPoolMXBean().softEvictConnections();
        Connection one = pool.getConnection();
        Connection two = pool.getConnection();
        two.close();
        one.close();
    }

    private boolean write() {
        return persistence.transactions().run(store -> {
            store.lock("written");
            return true;
        });
    }

    @Test
    void anEmptyPoolIsAnOutageThatEndsByItself() throws SQLException {
        Connection one = persistence.dataSource().getConnection();
        Connection two = persistence.dataSource().getConnection();
        try (one;
                two) {
            assertUnavailable();
            assertThat(persistence.isReady()).isFalse();
        }

        assertThat(anySuperAdmin()).isFalse();
        assertThat(persistence.isReady()).isTrue();
    }

    private static void endSessions() {
        PostgresServer.administer(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'impatient'");
    }

    private boolean anySuperAdmin() {
        return persistence.transactions().run(store -> store.users().anySuperAdmin());
    }

    private void assertUnavailable() {
        assertThatThrownBy(this::anySuperAdmin).isInstanceOf(StoreUnavailable.class);
    }

    private void assertRecovers() {
        assertRecovers(() -> !anySuperAdmin());
    }

    /** Calls until it works: the pool finds out about each lost connection when it is used. */
    private static void assertRecovers(BooleanSupplier call) {
        Instant end = Instant.now().plusSeconds(30);
        boolean works = false;
        while (!works && Instant.now().isBefore(end)) {
            try {
                works = call.getAsBoolean();
            } catch (StoreUnavailable notYet) {
                assertThat(notYet).hasMessage("the database is not available");
            }
        }
        assertThat(works).isTrue();
    }
}
