package leadr.registration.adapter.jpa;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.InMemoryStore;
import leadr.registration.application.testkit.Races;

/**
 * Runs every race of every contract many times on every store and prints a table of the rounds that held. No test: the
 * tests run each race once; this is for finding out how sure that is.
 *
 * <p>Argument: the rounds, 20 without. Ends with 1 when a race failed on a store that promises to hold it, or held on the
 * naive one in every round.
 */
final class RaceTable {
    private RaceTable() {}

    public static void main(String... arguments) throws SQLException {
        int rounds = arguments.length == 0 ? 20 : Integer.parseInt(arguments[0]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        boolean good = true;
        try (TestDatabase h2 = new H2Database(2);
                TestDatabase postgres = new PostgresDatabase(2)) {
            out.println("| race | threads | rounds | in memory | H2, 2 nodes | PostgreSQL, 2 nodes | naive |");
            out.println("|---|---|---|---|---|---|---|");
            for (Races.Entry race : Races.all()) {
                List<Integer> held = List.of(
                        held(rounds, race, InMemoryStore::new),
                        held(rounds, race, () -> emptied(h2)),
                        held(rounds, race, () -> emptied(postgres)),
                        held(rounds, race, Races::naiveStore));
                out.printf(
                        "| %s: %s | %d | %d | %d held | %d held | %d held | %d failed |%n",
                        race.contract().replace("Contract", ""),
                        race.what(),
                        race.runners(),
                        rounds,
                        held.get(0),
                        held.get(1),
                        held.get(2),
                        rounds - held.get(3));
                good &= held.subList(0, 3).stream().allMatch(count -> count == rounds) && held.get(3) < rounds;
            }
        }
        System.exit(good ? 0 : 1);
    }

    private static int held(int rounds, Races.Entry race, Supplier<Transactions> store) {
        return (int) IntStream.range(0, rounds)
                .filter(round -> {
                    try {
                        race.run(store.get());
                        return true;
                    } catch (AssertionError | RuntimeException failed) {
                        return false;
                    }
                })
                .count();
    }

    private static Transactions emptied(TestDatabase database) {
        try {
            database.empty();
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
        return database.transactions();
    }
}
