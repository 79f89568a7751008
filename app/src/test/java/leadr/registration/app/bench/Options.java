package leadr.registration.app.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What is measured, and how long; by system properties.
 *
 * @param parts some of {@code flows}, {@code starts} and {@code delivery}
 * @param connections how many registrations are under way at any moment
 * @param rounds of each target, in turns
 * @param seconds of each round
 * @param warmup seconds of each target before the first round
 * @param starts how often each start is timed
 * @param mails of each delivery run
 * @param deliveries how many of those
 * @param jfr whether our servers record what they do
 * @param jar the product
 * @param folder where results and data go
 */
record Options(
        Set<String> parts,
        int connections,
        int rounds,
        int seconds,
        int warmup,
        int starts,
        int mails,
        int deliveries,
        boolean jfr,
        Path jar,
        Path folder) {
    /** A server in Java is not warm sooner; on busy processors it takes longer. */
    static final int SHORTEST_WARMUP = 20;

    /** {@code -Dbench.quick=true} makes it a trial of a few minutes, whose numbers mean nothing. */
    static Options read() {
        boolean quick = Boolean.getBoolean("bench.quick");
        return new Options(
                Set.copyOf(List.of(System.getProperty("bench.parts", "flows,starts,delivery")
                        .split(","))),
                Integer.getInteger("bench.connections", 16),
                Integer.getInteger("bench.rounds", quick ? 2 : 5),
                Integer.getInteger("bench.seconds", quick ? 2 : 10),
                Integer.getInteger("bench.warmup", quick ? 2 : 30),
                Integer.getInteger("bench.starts", quick ? 1 : 5),
                Integer.getInteger("bench.mails", quick ? 200 : 2000),
                Integer.getInteger("bench.deliveries", quick ? 1 : 3),
                Boolean.getBoolean("bench.jfr"),
                Path.of(System.getProperty("registration.jar", "target/registration.jar"))
                        .toAbsolutePath(),
                Path.of(System.getProperty("bench.folder", "target/bench")).toAbsolutePath());
    }

    /** Whether the numbers may be quoted. */
    boolean isWarm() {
        return warmup >= SHORTEST_WARMUP;
    }
}
