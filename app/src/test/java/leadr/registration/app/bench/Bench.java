package leadr.registration.app.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** One run from the first process to the written results. */
final class Bench {
    private final Options options;

    Bench(Options options) {
        this.options = options;
    }

    /**
     * Measures, prints, and writes {@code results.md} and {@code results.json}; neither is there after a run that failed.
     *
     * @throws WrongAnswer when the numbers would be worth nothing
     */
    void run() throws IOException, SQLException, InterruptedException {
        // Liquibase tells each of its steps.
        Logger.getLogger("").setLevel(Level.WARNING);
        empty(options.folder());
        try (Postgres postgres = Postgres.start(options.folder().resolve("postgres"))) {
            Map<String, String> conditions = conditions(postgres);
            System.out.println(conditions);
            Map<Target, Site.Result> flows = asked("flows") ? new FlowRun(options, postgres).run() : Map.of();
            conditions.put("memory of PostgreSQL", Math.round(postgres.mebibytes()) + " MiB");
            Results results = new Results(
                    conditions,
                    flows,
                    asked("starts") ? new StartRun(options, postgres).run() : Map.of(),
                    asked("delivery") ? new DeliveryRun(options, postgres).run() : Map.of());
            write(results);
        }
    }

    private boolean asked(String part) {
        return options.parts().contains(part);
    }

    private Map<String, String> conditions(Postgres postgres) throws SQLException {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("Java", System.getProperty("java.vm.version"));
        conditions.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        conditions.put("heap of each server", JavaProcess.HEAP);
        conditions.put("connections", Integer.toString(options.connections()));
        conditions.put(
                "rounds",
                options.rounds() + " of " + options.seconds() + " s after " + options.warmup() + " s of warm-up");
        if (!options.isWarm()) {
            conditions.put("a warning", "too short to be quoted");
        }
        postgres.facts().forEach((name, value) -> conditions.put("PostgreSQL's " + name, value));
        conditions.put("WRITE_DELAY of H2", "0");
        conditions.put("begun at", Instant.now().toString());
        return conditions;
    }

    private void write(Results results) throws IOException {
        String table = Report.of(results);
        System.out.println();
        System.out.println(table);
        Files.writeString(options.folder().resolve("results.md"), table);
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(options.folder().resolve("results.json").toFile(), results);
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> old;
            try (Stream<Path> found = Files.walk(folder)) {
                old = found.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : old) {
                Files.delete(path);
            }
        }
        Path made = Files.createDirectories(folder);
        if (!Files.isWritable(made)) {
            throw new IOException("cannot write to " + made);
        }
    }
}
