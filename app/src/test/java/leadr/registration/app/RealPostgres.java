package leadr.registration.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** A real PostgreSQL that syncs to disk, and can be stopped, killed and started again on the same port and data. */
final class RealPostgres implements AutoCloseable {
    private final Path data;
    private EmbeddedPostgres running;

    private RealPostgres(Path data) throws IOException {
        this.data = data;
        this.running = run(0);
    }

    /** Starts one with its data in this folder, on a port that is free. */
    static RealPostgres start(Path folder) throws IOException {
        return new RealPostgres(folder.resolve("postgres"));
    }

    private EmbeddedPostgres run(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofMinutes(1))
                .setPort(port)
                .start();
    }

    /** What the jar has to know to use it. */
    Map<String, String> settings() {
        return RealServer.settings(
                "ENV",
                "DEV",
                "DB_URL",
                "jdbc:postgresql://localhost:" + running.getPort() + "/postgres",
                "DB_USER",
                "postgres");
    }

    Connection connect() throws SQLException {
        return running.getPostgresDatabase().getConnection();
    }

    /** {@code pg_ctl stop -m fast}: cuts off whoever is connected. */
    void stop() throws IOException {
        running.close();
    }

    /** kill -9 of the postmaster; its children end when they notice. */
    void kill() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(postmaster.children().toList());
        all.add(postmaster);
        if (!postmaster.destroyForcibly()) {
            throw new AssertionError("the postmaster could not be killed");
        }
        for (ProcessHandle process : all) {
            // Who is still there holds the shared memory, and the next one would not start.
            process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
        }
        // It lets go of its lock, and complains at length that there is nobody left to stop.
        Logger log = (Logger) LoggerFactory.getLogger(EmbeddedPostgres.class);
        Level before = log.getLevel();
        log.setLevel(Level.OFF);
        running.close();
        log.setLevel(before);
    }

    void startAgain() throws IOException {
        running = run(running.getPort());
    }

    @Override
    public void close() throws IOException {
        running.close();
    }
}
