package leadr.registration.adapter.jpa;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import leadr.registration.application.store.RegistrationStore;

/** A PostgreSQL database of its own on the {@link PostgresServer}. */
final class PostgresDatabase extends TestDatabase {
    /** With one node. */
    PostgresDatabase() {
        this(1);
    }

    PostgresDatabase(int nodes) {
        super(PostgresServer.newDatabase(), nodes);
    }

    /** How many rows of this table were read in this transaction, as PostgreSQL itself counts. */
    static int rowsRead(RegistrationStore store, String table) {
        return ((JpaStore) store)
                .unit
                .does(session -> session.createNativeQuery(
                                "select seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_xact_user_tables"
                                        + " where relname = :table",
                                Long.class)
                        .setParameter("table", table)
                        .getSingleResult())
                .intValue();
    }

    @Override
    void empty(Statement statement, List<String> tables) throws SQLException {
        // Deletes in any order; a truncate makes, and syncs, new files for every table and index.
        statement.execute("set local session_replication_role = replica");
        for (String table : tables) {
            statement.execute("delete from " + table);
        }
    }

    @Override
    void passes(Duration time) throws SQLException {
        String back = " - interval '" + time.toMillis() + " milliseconds'";
        execute("update mails set next_attempt_at = next_attempt_at" + back + ", lease_until = lease_until" + back);
    }

    /** The clock is real: longer than a test takes. */
    @Override
    Duration tick() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void close() {
        super.close();
        PostgresServer.drop(settings());
    }
}
