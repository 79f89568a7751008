package leadr.registration.adapter.jpa;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

/** The one PostgreSQL server of this JVM: started when first asked for, stopped by a shutdown hook. As durable as a real one. */
final class PostgresServer {
    private static final String SUPERUSER = "postgres";

    private PostgresServer() {}

    /** Loaded, and so started, when first used. */
    private static final class Holder {
        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                // It is started with both off by default, which would hide what they cost and what they order.
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_connections", "200")
                        .setPGStartupWait(Duration.ofMinutes(1))
                        .start();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    static int port() {
        return Holder.SERVER.getPort();
    }

    /** Makes an empty database; its settings. */
    static PersistenceSettings newDatabase() {
        String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
        administer("create database " + name);
        return settings(port(), name, "");
    }

    /**
     * The settings of a database that is reached by another port.
     *
     * @param parameters {@code name=value&…}
     */
    static PersistenceSettings through(int port, PersistenceSettings settings, String parameters) {
        return settings(port, name(settings), parameters);
    }

    static void drop(PersistenceSettings settings) {
        administer("drop database " + name(settings) + " with (force)");
    }

    private static PersistenceSettings settings(int port, String database, String parameters) {
        return PersistenceSettings.postgres(
                "jdbc:postgresql://localhost:" + port + "/" + database + "?" + parameters, SUPERUSER, null);
    }

    static String name(PersistenceSettings settings) {
        return settings.jdbcUrl().replaceFirst(".*/(\\w+)\\?.*", "$1");
    }

    /** Runs a statement past every pool. */
    static void administer(String sql) {
        try (Connection connection = Holder.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }
}
