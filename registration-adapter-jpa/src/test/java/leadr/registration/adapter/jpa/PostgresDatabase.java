package leadr.registration.adapter.jpa;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A PostgreSQL database of its own on the {@link PostgresServer}. */
final class PostgresDatabase extends TestDatabase {
    /** With one node. */
    PostgresDatabase() {
        this(1);
    }

    PostgresDatabase(int nodes) {
        super(PostgresServer.newDatabase(), nodes);
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
    public void close() {
        super.close();
        PostgresServer.drop(settings());
    }
}
