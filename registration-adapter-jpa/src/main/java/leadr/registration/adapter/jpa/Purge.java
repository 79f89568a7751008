package leadr.registration.adapter.jpa;

import java.time.Instant;
import java.util.List;

/** Deletes old rows, a few at a time. */
final class Purge {
    private Purge() {}

    /**
     * Deletes the oldest rows of which a condition holds.
     *
     * @param condition on the row {@code r} and {@code :before}
     * @param age the property by which rows are old
     * @return how many
     */
    static int oldest(
            UnitOfWork unit,
            Class<? extends UnitOfWork.Row> type,
            String condition,
            String age,
            Instant before,
            int atMost) {
        String rows = type.getSimpleName() + " r where " + condition;
        List<Object> ids = unit.does(
                session -> session.createSelectionQuery("select r.id from " + rows + " order by r." + age, Object.class)
                        .setParameter("before", before)
                        .setMaxResults(atMost)
                        .getResultList());
        if (ids.isEmpty()) {
            return 0;
        }
        // Asks again: a row may have changed while this waited for it.
        return unit.change(session -> session.createMutationQuery("delete from " + rows + " and r.id in (:ids)")
                .setParameter("before", before)
                .setParameterList("ids", ids));
    }
}
