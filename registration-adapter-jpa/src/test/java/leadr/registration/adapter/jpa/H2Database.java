package leadr.registration.adapter.jpa;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/** An H2 database in memory. In production there is one node on it; two here show that nothing relies on that. */
final class H2Database extends TestDatabase {
    /** With one node. */
    H2Database() {
        this(1);
    }

    H2Database(int nodes) {
        super(PersistenceSettings.h2Memory(UUID.randomUUID().toString()), nodes);
    }

    @Override
    void empty(Statement statement, List<String> tables) throws SQLException {
        statement.execute("set referential_integrity false");
        for (String table : tables) {
            statement.execute("truncate table " + table);
        }
        statement.execute("set referential_integrity true");
    }
}
