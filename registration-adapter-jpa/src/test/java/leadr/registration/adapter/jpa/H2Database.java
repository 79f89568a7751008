package leadr.registration.adapter.jpa;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/** An H2 database in memory that is emptied between tests, and remembers the statements it was asked to run. */
final class H2Database implements AutoCloseable {
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final JpaPersistence persistence;

    H2Database() {
        StatementInspector listener = sql -> {
            statements.add(sql);
            return sql;
        };
        persistence = JpaPersistence.open(
                PersistenceSettings.h2Memory(UUID.randomUUID().toString()), listener);
    }

    JpaPersistence persistence() {
        return persistence;
    }

    /** The statements since the last call. */
    @CanIgnoreReturnValue
    List<String> drainStatements() {
        List<String> drained = new ArrayList<>(statements);
        statements.clear();
        return drained;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = persistence.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
        }
    }

    void empty() throws SQLException {
        execute("set referential_integrity false");
        for (String table : List.of(
                "accounts", "users", "api_keys", "mailboxes", "verification_codes", "mails", "audit_events", "locks")) {
            execute("truncate table " + table);
        }
        execute("set referential_integrity true");
        statements.clear();
    }

    @Override
    public void close() {
        persistence.close();
    }
}
