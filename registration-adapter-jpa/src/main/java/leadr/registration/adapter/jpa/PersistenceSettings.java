package leadr.registration.adapter.jpa;

import java.nio.file.Path;
import java.time.Duration;
import leadr.registration.domain.secret.PlainSecret;
import org.jspecify.annotations.Nullable;

/**
 * Where the data is.
 *
 * @param jdbcUrl {@code jdbc:h2:…} as made by {@link #h2File}, or {@code jdbc:postgresql://…}
 * @param password null for none
 * @param poolSize how many connections, from 2
 * @param poolWait how long a transaction waits for one before the store counts as unavailable
 */
public record PersistenceSettings(
        String jdbcUrl, String user, @Nullable PlainSecret password, int poolSize, Duration poolWait) {
    public static final int DEFAULT_POOL_SIZE = 10;
    public static final Duration DEFAULT_POOL_WAIT = Duration.ofSeconds(3);

    /**
     * What every H2 URL ends with. {@code WRITE_DELAY=0}: without it an acknowledged commit dies with the process. Null
     * ordering as in PostgreSQL. The lock time-out is H2's 2 s made 10 s. Closing is ours, not that of a shutdown hook. No
     * trace file: it would quote the values of rows.
     */
    static final String H2_OPTIONS =
            ";MODE=PostgreSQL;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    public PersistenceSettings {
        if (poolSize < 2) {
            throw new IllegalArgumentException("the pool has at least 2 connections");
        }
    }

    /** An embedded H2 database in files of this folder, for one process at a time. */
    public static PersistenceSettings h2File(Path folder) {
        return h2("file:" + folder.toAbsolutePath().resolve("registration"));
    }

    /** An embedded H2 database that lives as long as it is open. */
    static PersistenceSettings h2Memory(String name) {
        return h2("mem:" + name);
    }

    private static PersistenceSettings h2(String location) {
        return new PersistenceSettings(
                "jdbc:h2:" + location + H2_OPTIONS, "sa", null, DEFAULT_POOL_SIZE, DEFAULT_POOL_WAIT);
    }
}
