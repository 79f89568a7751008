package leadr.registration.adapter.jpa;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.Bench;

/** A database, opened by one or more nodes, that is emptied between tests and remembers the statements it was asked to run. */
abstract class TestDatabase implements AutoCloseable {
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final PersistenceSettings settings;
    private final List<JpaPersistence> nodes;

    TestDatabase(PersistenceSettings given, int nodes) {
        this.settings = patient(given);
        this.nodes = IntStream.range(0, nodes)
                .mapToObj(node -> JpaPersistence.open(settings, sql -> {
                    statements.add(sql);
                    return sql;
                }))
                .toList();
    }

    /** Where hundreds ask at once on a small machine, waiting for a connection is no outage. */
    private static PersistenceSettings patient(PersistenceSettings given) {
        return new PersistenceSettings(
                given.jdbcUrl(), given.user(), given.password(), given.poolSize(), Duration.ofMinutes(1));
    }

    /** Deletes every row of these tables, whatever refers to what. */
    abstract void empty(Statement statement, List<String> tables) throws SQLException;

    final PersistenceSettings settings() {
        return settings;
    }

    final List<JpaPersistence> nodes() {
        return nodes;
    }

    /** The first node. */
    final JpaPersistence persistence() {
        return nodes.get(0);
    }

    /** Goes to another node with every call, as behind a load balancer. */
    final Transactions transactions() {
        List<Transactions> each =
                nodes.stream().map(JpaPersistence::transactions).toList();
        AtomicInteger calls = new AtomicInteger();
        return new Transactions() {
            @Override
            public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
                return each.get(calls.getAndIncrement() % each.size()).run(work);
            }
        };
    }

    /** The statements since the last call. */
    @CanIgnoreReturnValue
    final List<String> drainStatements() {
        List<String> drained = new ArrayList<>(statements);
        statements.clear();
        return drained;
    }

    final void execute(String sql) throws SQLException {
        try (Connection connection = persistence().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
        }
    }

    final List<String> query(String sql) throws SQLException {
        try (Connection connection = persistence().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            return firstColumn(statement, sql);
        }
    }

    final void empty() throws SQLException {
        try (Connection connection = persistence().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            empty(statement, firstColumn(statement, """
                            select table_name from information_schema.tables
                            where table_schema = current_schema and table_type = 'BASE TABLE'
                              and lower(table_name) not like 'databasechangelog%'
                            """));
            connection.commit();
        }
        statements.clear();
    }

    private static List<String> firstColumn(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    /** Lets time pass for the mails where the database goes by its own clock; a caller's clock is moved by the caller. */
    void passes(Duration time) throws SQLException {}

    /** The shortest time that {@link #passes} tells apart. */
    Duration tick() {
        return Bench.TICK;
    }

    @Override
    public void close() {
        nodes.forEach(JpaPersistence::close);
    }
}
