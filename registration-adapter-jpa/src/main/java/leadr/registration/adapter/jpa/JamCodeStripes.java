package leadr.registration.adapter.jpa;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The uses of jam codes, spread over rows so that those who redeem one do not queue. A redemption takes its use from a row
 * that nobody holds, and waits for the others only when there is none. A change of the code holds all rows and gives them
 * its number, so that a redemption that was decided before the change finds no row of its own number and begins again.
 */
final class JamCodeStripes {
    /** How many rows a code has. */
    static final int COUNT = 32;

    private final UnitOfWork unit;

    JamCodeStripes(UnitOfWork unit) {
        this.unit = unit;
    }

    /** Makes the rows of a new code. */
    void add(UUID code, @Nullable Integer maxUses) {
        String rows = IntStream.range(0, COUNT)
                .mapToObj(stripe -> "(:id, " + stripe + ", 0, " + share(maxUses, stripe) + ", 0)")
                .collect(Collectors.joining(", "));
        unit.change(session -> session.createNativeMutationQuery(
                        "insert into jam_code_stripes (jam_code_id, stripe, uses, capacity, revision) values " + rows)
                .setParameter("id", code));
    }

    private static String share(@Nullable Integer uses, int stripe) {
        return uses == null ? "null" : Integer.toString(uses / COUNT + (stripe < uses % COUNT ? 1 : 0));
    }

    /** Holds all rows of a code until the end of the transaction; from now on nobody takes a use. */
    int lockAndCount(UUID code) {
        return unit
                .does(session -> session.createNativeQuery(
                                "select uses from jam_code_stripes where jam_code_id = :id order by stripe for update",
                                Integer.class)
                        .setParameter("id", code)
                        .getResultList())
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Spreads what is left under a new limit, and numbers the rows anew; they are held already. */
    void change(UUID code, @Nullable Integer maxUses, int revision) {
        String capacity = "cast(null as integer)";
        if (maxUses != null) {
            int left = maxUses - lockAndCount(code);
            capacity = "uses + " + left / COUNT + " + case when stripe < " + left % COUNT + " then 1 else 0 end";
        }
        String change =
                "update jam_code_stripes set revision = :revision, capacity = " + capacity + " where jam_code_id = :id";
        unit.change(session -> session.createNativeMutationQuery(change)
                .setParameter("revision", revision)
                .setParameter("id", code));
    }

    /**
     * Takes one use. Whoever waits for a row may find it full and holds it all the same, so the first look waits for
     * nobody, and the second goes through the rows in the order in which a change locks them: else two who wait could wait
     * for each other.
     *
     * @param revision the number of the change on which it was decided that the code may be redeemed
     * @return false when no row has room, also none that another transaction may still give back
     * @throws Rerun when the code has changed since
     */
    boolean claim(UUID code, int revision) {
        int first = ThreadLocalRandom.current().nextInt(COUNT);
        if (take(
                        code,
                        revision,
                        " order by mod(stripe + " + first + ", " + COUNT + ") fetch first 1 rows only for update"
                                + " skip locked")
                // Who holds the rest may undo what it took: wait and see.
                || take(code, revision, " order by stripe fetch first 1 rows only for update")) {
            return true;
        }
        requireUnchanged(code, revision);
        return false;
    }

    private boolean take(UUID code, int revision, String choice) {
        return unit.change(session -> session.createNativeMutationQuery("""
                                update jam_code_stripes set uses = uses + 1
                                where jam_code_id = :id and stripe = (
                                    select stripe from jam_code_stripes
                                    where jam_code_id = :id and revision = :revision
                                      and (capacity is null or uses < capacity)
                                """ + choice + ")")
                        .setParameter("id", code)
                        .setParameter("revision", revision))
                == 1;
    }

    private void requireUnchanged(UUID code, int revision) {
        List<Integer> changed = unit.does(session -> session.createNativeQuery(
                        "select stripe from jam_code_stripes where jam_code_id = :id and revision <> :revision"
                                + " fetch first 1 rows only",
                        Integer.class)
                .setParameter("id", code)
                .setParameter("revision", revision)
                .getResultList());
        if (!changed.isEmpty()) {
            throw new Rerun("the jam code has changed since it was found");
        }
    }
}
