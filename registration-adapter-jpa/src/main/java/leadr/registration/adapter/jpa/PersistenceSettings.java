package leadr.registration.adapter.jpa;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadr.registration.domain.secret.PlainSecret;
import org.jspecify.annotations.Nullable;

/**
 * Where the data is.
 *
 * @param jdbcUrl {@code jdbc:h2:…} as made by {@link #h2File}, or {@code jdbc:postgresql://…} as made by {@link #postgres}
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

    private static final String POSTGRES = "jdbc:postgresql:";

    /**
     * What a PostgreSQL URL gets unless it says otherwise. A server that is gone without a word is noticed after the socket
     * time-out, which is longer than a statement may take.
     */
    private static final Map<String, String> POSTGRES_OPTIONS = new TreeMap<>(Map.of(
            "ApplicationName", "registration", "connectTimeout", "2", "socketTimeout", "10", "tcpKeepAlive", "true"));

    /** What a PostgreSQL URL always gets, as the last word: the server's details quote the values of rows. */
    private static final String POSTGRES_SILENCE = "logServerErrorDetail=false";

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

    /**
     * A PostgreSQL database, from version 15.
     *
     * @param jdbcUrl {@code jdbc:postgresql://host:port[,host:port…]/database[?parameter=value&…]}; what it says of time-outs
     *     and the application's name counts, the rest of what is needed is added
     * @throws IllegalArgumentException when it is no such URL
     */
    public static PersistenceSettings postgres(String jdbcUrl, String user, @Nullable PlainSecret password) {
        if (!jdbcUrl.startsWith(POSTGRES + "//")) {
            throw new IllegalArgumentException("a PostgreSQL URL begins with " + POSTGRES + "//");
        }
        return new PersistenceSettings(completed(jdbcUrl), user, password, DEFAULT_POOL_SIZE, DEFAULT_POOL_WAIT);
    }

    private static String completed(String jdbcUrl) {
        int mark = jdbcUrl.indexOf('?');
        String parameters = mark < 0 ? "" : jdbcUrl.substring(mark + 1);
        Set<String> named = Stream.of(parameters.split("&", -1))
                .map(parameter -> parameter.split("=", 2)[0])
                .collect(Collectors.toSet());
        Stream<String> missing = POSTGRES_OPTIONS.entrySet().stream()
                .filter(option -> !named.contains(option.getKey()))
                .map(option -> option.getKey() + "=" + option.getValue());
        return (mark < 0 ? jdbcUrl : jdbcUrl.substring(0, mark))
                + Stream.of(Stream.of(parameters), missing, Stream.of(POSTGRES_SILENCE))
                        .flatMap(part -> part)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining("&", "?", ""));
    }

    /** Whether the data is in files of this process, for which there is one process at a time. */
    public boolean isEmbedded() {
        return !isPostgres();
    }

    boolean isPostgres() {
        return jdbcUrl.startsWith(POSTGRES);
    }

    /** Without the parameters of the URL, because there may be a password among them. */
    @Override
    public String toString() {
        return "PersistenceSettings[" + jdbcUrl.split("[?;]", 2)[0] + ", user=" + user + ", poolSize=" + poolSize
                + ", poolWait=" + poolWait + "]";
    }
}
