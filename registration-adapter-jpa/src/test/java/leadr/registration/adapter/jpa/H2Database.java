package leadr.registration.adapter.jpa;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/** An H2 database in memory. One node, as there can be only one in production. */
final class H2Database extends TestDatabase {
    H2Database() {
        super(PersistenceSettings.h2Memory(UUID.randomUUID().toString()), 1);
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
