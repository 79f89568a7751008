package leadr.registration.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import leadr.registration.app.Ledger.Acknowledged;
import leadr.registration.app.Ledger.Call;
import leadr.registration.app.MailSink.Copy;

/** What crashes have done, as a table in Markdown. */
final class CrashTable {
    private final String database;
    private final Ledger ledger;
    private final List<Acknowledged> missing;
    private final Map<Integer, Integer> secondCopies;

    CrashTable(String database, Ledger ledger, List<Acknowledged> missing, List<Copy> copies) {
        this.database = database;
        this.ledger = ledger;
        this.missing = missing;
        this.secondCopies = Aftermath.secondCopies(copies);
    }

    /** Prints the table, and keeps it beside the jar: {@code app/target/crashes-<database>.md}. */
    void publish(String name) throws IOException {
        String table = text();
        System.out.println(table);
        Path file = Path.of(System.getProperty("registration.jar")).resolveSibling("crashes-" + name + ".md");
        Files.writeString(file, table);
    }

    String text() {
        StringBuilder table = new StringBuilder("""
                | place | database | ends | acknowledged (initiate/verify/complete) | missing | second copies | allowed |
                |---|---|---|---|---|---|---|
                """);
        Set<Place> places = new TreeSet<>(ledger.ends().values());
        for (Place place : places) {
            table.append(row(place.toString(), epoch -> ledger.ends().get(epoch) == place));
        }
        table.append(row("after the last", epoch -> !ledger.ends().containsKey(epoch)));
        table.append(row("**together**", epoch -> true));
        return table.toString();
    }

    private String row(String name, IntPredicate epochs) {
        long ends = ledger.ends().keySet().stream().filter(epochs::test).count();
        return "| %s | %s | %d | %d/%d/%d | %d | %d | %d |%n"
                .formatted(
                        name,
                        database,
                        ends,
                        count(Call.INITIATE, epochs),
                        count(Call.VERIFY, epochs),
                        count(Call.COMPLETE, epochs),
                        missing.stream().filter(one -> epochs.test(one.epoch())).count(),
                        secondCopies.entrySet().stream()
                                .filter(entry -> epochs.test(entry.getKey()))
                                .mapToInt(Map.Entry::getValue)
                                .sum(),
                        ends * Aftermath.COPIES_PER_END);
    }

    private long count(Call call, IntPredicate epochs) {
        return ledger.acknowledged().stream()
                .filter(one -> one.call() == call && epochs.test(one.epoch()))
                .count();
    }
}
