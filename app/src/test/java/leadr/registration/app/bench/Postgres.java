package leadr.registration.app.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One PostgreSQL server, as durable as a real one; a process of its own, with a child for each connection. */
final class Postgres implements AutoCloseable {
    static final String USER = "postgres";

    private final EmbeddedPostgres server;
    private final long pid;

    private Postgres(EmbeddedPostgres server, long pid) {
        this.server = server;
        this.pid = pid;
    }

    static Postgres start(Path folder) throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                // It is started with both off by default.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setDataDirectory(folder)
                .setPGStartupWait(Duration.ofMinutes(1))
                .start();
        long pid = Long.parseLong(
                Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip());
        return new Postgres(server, pid);
    }

    /** Makes an empty database; its URL. */
    String create(String database) throws SQLException {
        try (Connection connection = connect(USER);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
        return url(database);
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
    }

    Connection connect(String database) throws SQLException {
        return server.getDatabase(USER, database).getConnection();
    }

    /** Version and what makes it durable, as the server itself says. */
    Map<String, String> facts() throws SQLException {
        Map<String, String> facts = new LinkedHashMap<>();
        try (Connection connection = connect(USER);
                Statement statement = connection.createStatement()) {
            for (String setting : List.of("server_version", "fsync", "synchronous_commit", "shared_buffers")) {
                try (ResultSet row = statement.executeQuery("show " + setting)) {
                    if (row.next()) {
                        facts.put(setting, row.getString(1));
                    }
                }
            }
        }
        return facts;
    }

    double cpuSeconds() throws IOException {
        return ProcFiles.cpuSecondsOfTree(pid);
    }

    /** Of the whole server. */
    double mebibytes() {
        return ProcFiles.proportionalMebibytes(ProcFiles.tree(pid));
    }

    /** Of the processes that work for this database. */
    double mebibytes(String database) throws SQLException {
        List<Long> pids = new ArrayList<>();
        try (Connection connection = connect(USER);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select datname, pid from pg_stat_activity")) {
            while (rows.next()) {
                if (database.equals(rows.getString(1))) {
                    pids.add(rows.getLong(2));
                }
            }
        }
        return ProcFiles.proportionalMebibytes(pids);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
