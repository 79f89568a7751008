package leadr.registration.adapter.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** How connections are made, kept, and given up. */
final class ConnectionPool {
    /**
     * Said on each PostgreSQL connection rather than in the URL, where pgbouncer refuses it. A lock is given up before the
     * statement, a statement before the socket time-out; a transaction whose node hangs lets go of its locks.
     */
    private static final String TIMEOUTS =
            "set lock_timeout = '5s'; set statement_timeout = '8s'; set idle_in_transaction_session_timeout = '15s'";

    private static final String NO_TIMEOUTS =
            "set lock_timeout = 0; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0";

    private static final long SHORTEST_VALIDATION_MILLIS = 250;

    private ConnectionPool() {}

    /** @throws StoreUnavailable when the database cannot be reached */
    static HikariDataSource open(PersistenceSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("registration");
        config.setJdbcUrl(settings.jdbcUrl());
        config.setUsername(settings.user());
        if (settings.password() != null) {
            config.setPassword(settings.password().reveal());
        }
        config.setMaximumPoolSize(settings.poolSize());
        config.setConnectionTimeout(settings.poolWait().toMillis());
        // A connection that hangs must not use up the whole wait for another one.
        config.setValidationTimeout(
                Math.max(SHORTEST_VALIDATION_MILLIS, settings.poolWait().toMillis() / 2));
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setExceptionOverride(new EvictReadOnly());
        if (settings.isPostgres()) {
            config.setConnectionInitSql(TIMEOUTS);
            // Commits the settings; else the first roll-back would take them back.
            config.setIsolateInternalQueries(true);
        }
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException unreachable) {
            throw Failures.unreachable(unreachable);
        }
    }

    /** Lets a PostgreSQL connection take its time, for a migration. The pool gives it its socket time-out back by itself. */
    static void liftTimeouts(Connection connection) throws SQLException {
        liftSocketTimeout(connection);
        execute(connection, NO_TIMEOUTS);
    }

    static void liftSocketTimeout(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, 0);
    }

    static void restoreTimeouts(Connection connection) throws SQLException {
        execute(connection, TIMEOUTS);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        connection.commit();
    }

    /** After a failover the old primary only reads: a connection to it is as good as lost, which the pool does not know. */
    private static final class EvictReadOnly implements SQLExceptionOverride {
        @java.lang.Override // the interface has an Override of its own
        public Override adjudicate(SQLException failure) {
            return Failures.READ_ONLY.equals(failure.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }
}
