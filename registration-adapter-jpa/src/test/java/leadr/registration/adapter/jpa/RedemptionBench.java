package leadr.registration.adapter.jpa;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import leadr.registration.application.access.Caller;
import leadr.registration.application.jamcode.RedeemJamCode.Redeemed;
import leadr.registration.application.store.JamCodes;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.Race;
import leadr.registration.domain.jamcode.Attributes;

/**
 * What counting costs when everybody redeems one jam code: redemptions a second on PostgreSQL with the stripes, with one
 * row for all uses, and without counting, in turns. Only the ratios mean anything. No test: it proves nothing, it measures.
 *
 * <p>Arguments: threads (16), redemptions for each way and round (1600), rounds (5).
 */
final class RedemptionBench {
    private static final String CODE = "POPULAR";

    private enum Way {
        NO_COUNTER,
        ONE_ROW,
        STRIPES
    }

    private final PostgresDatabase database = new PostgresDatabase(2);
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String... arguments) throws SQLException {
        List<Integer> numbers = IntStream.range(0, 3)
                .mapToObj(i -> i < arguments.length ? Integer.parseInt(arguments[i]) : -1)
                .toList();
        new RedemptionBench()
                .run(
                        numbers.get(0) < 0 ? 16 : numbers.get(0),
                        numbers.get(1) < 0 ? 1600 : numbers.get(1),
                        numbers.get(2) < 0 ? 5 : numbers.get(2));
        System.exit(0);
    }

    private void run(int threads, int redemptions, int rounds) throws SQLException {
        database.execute("create table one_row (uses integer not null)");
        out.println("| round | no counter | one row, last statement | 32 stripes, last statement |");
        out.println("|---|---|---|---|");
        Map<Way, Double> total = new EnumMap<>(Way.class);
        for (int round = 0; round <= rounds; round++) {
            Map<Way, Double> rates = new EnumMap<>(Way.class);
            for (Way way : Way.values()) {
                rates.put(way, rate(way, threads, redemptions));
            }
            if (round > 0) {
                // The first one warms everything up.
                out.println("| " + round + row(rates));
                rates.forEach((way, rate) -> total.merge(way, rate, Double::sum));
            }
        }
        out.println("| all" + row(total));
    }

    private static String row(Map<Way, Double> rates) {
        double best = rates.getOrDefault(Way.NO_COUNTER, 1.0);
        return String.format(
                " | 1.00 | %.2f | %.2f |",
                rates.getOrDefault(Way.ONE_ROW, 0.0) / best, rates.getOrDefault(Way.STRIPES, 0.0) / best);
    }

    private double rate(Way way, int threads, int redemptions) throws SQLException {
        database.empty();
        database.execute("insert into one_row values (0)");
        UseCases on = new UseCases(counting(way, database.transactions()));
        on.jamCode(on.superadmin(), CODE, null, Attributes.EMPTY);
        List<Caller> owners = IntStream.range(0, redemptions)
                .mapToObj(number -> on.owner("Team " + number))
                .toList();
        AtomicInteger next = new AtomicInteger();
        long begin = System.nanoTime();
        List<Integer> done = Race.of(threads, runner -> () -> {
            int mine = 0;
            for (int number = next.getAndIncrement(); number < redemptions; number = next.getAndIncrement()) {
                if (!(on.redeem(owners.get(number), CODE) instanceof Redeemed)) {
                    throw new AssertionError("not redeemed");
                }
                mine++;
            }
            return mine;
        });
        return done.stream().mapToInt(Integer::intValue).sum() * 1e9 / (System.nanoTime() - begin);
    }

    private static Transactions counting(Way way, Transactions store) {
        return way == Way.STRIPES
                ? store
                : new Transactions() {
                    @Override
                    public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
                        return store.run(
                                inside -> work.apply(proxy(RegistrationStore.class, inside, way, (JpaStore) inside)));
                    }
                };
    }

    private static <T> T proxy(Class<T> type, T target, Way way, JpaStore store) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getName().equals("claimUse")) {
                return way == Way.NO_COUNTER
                        || store.unit.change(session ->
                                        session.createNativeMutationQuery("update one_row set uses = uses + 1"))
                                == 1;
            }
            Object result;
            try {
                result = method.invoke(target, args);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
            return result instanceof JamCodes codes ? proxy(JamCodes.class, codes, way, store) : result;
        }));
    }
}
