package leadr.registration.adapter.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.command.core.helpers.ShowSummaryArgument;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.lockservice.LockServiceFactory;
import liquibase.ui.LoggerUIService;

/** Brings the tables to the state this version needs; does nothing when they are. */
final class Schema {
    private static final String CHANGELOG = "leadr/registration/adapter/jpa/changelog/root.yaml";

    // Liquibase looks up its vendor's host at every run unless it is told not to; and it waits 10 s for a lock by
    // default.
    // What it would print goes to the log.
    private static final Map<String, Object> QUIETLY = Map.of(
            "liquibase.analytics.enabled",
            "false",
            "liquibase.changelogLockPollRate",
            "1",
            Scope.Attr.ui.name(),
            new LoggerUIService());

    /** A number nobody else has in this database: "leadr" in ASCII. */
    private static final long LOCK = 0x6c_65_61_64_72L;

    private Schema() {}

    static void migrate(DataSource dataSource, boolean postgres) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            if (postgres) {
                migrateAlone(connection, dataSource);
            } else {
                migrate(connection, CHANGELOG);
            }
        }
    }

    /**
     * Keeps other nodes waiting meanwhile. Liquibase has a lock of its own, but nodes that start on an empty database race for
     * making its table. Ours is that of a transaction, so it ends with this process, and works behind pgbouncer.
     */
    private static void migrateAlone(Connection connection, DataSource dataSource) throws SQLException {
        try (Connection guard = dataSource.getConnection()) {
            ConnectionPool.liftTimeouts(connection);
            ConnectionPool.liftSocketTimeout(guard);
            try (Statement lock = guard.createStatement()) {
                // For this transaction only, and in it: behind pgbouncer the next one has another server connection.
                lock.execute("set local lock_timeout = 0");
                lock.execute("set local statement_timeout = 0");
                lock.execute("set local idle_in_transaction_session_timeout = 0");
                lock.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            }
            migrate(connection, CHANGELOG);
            guard.commit();
            ConnectionPool.restoreTimeouts(connection);
        }
    }

    /** Nobody else does so at this moment. */
    static void migrate(Connection connection, String changelog) throws SQLException {
        try {
            Scope.child(QUIETLY, () -> {
                Database database =
                        DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
                // Whoever holds Liquibase's lock now was killed while it did.
                LockServiceFactory.getInstance().getLockService(database).forceReleaseLock();
                CommandScope update = new CommandScope(UpdateCommandStep.COMMAND_NAME)
                        .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
                        .addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, changelog)
                        .addArgumentValue(ShowSummaryArgument.SHOW_SUMMARY, UpdateSummaryEnum.OFF)
                        .addArgumentValue(ShowSummaryArgument.SHOW_SUMMARY_OUTPUT, UpdateSummaryOutputEnum.LOG);
                update.execute();
            });
        } catch (SQLException | RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException("the database schema could not be brought up to date", failure);
        }
    }
}
