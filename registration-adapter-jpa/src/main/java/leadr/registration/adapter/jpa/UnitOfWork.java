package leadr.registration.adapter.jpa;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;

/**
 * One transaction as the stores see it: does each thing at once, remembers what was loaded, and never goes on after a
 * failure, because the transaction is lost by then even where a commit would look happy.
 */
final class UnitOfWork {
    private final StatelessSession session;
    private final boolean postgres;
    private final boolean again;
    private final Set<Object> loaded = new HashSet<>();
    private final Map<Object, Integer> revisions = new HashMap<>();
    private boolean open = true;
    private boolean broken;

    UnitOfWork(StatelessSession session, boolean postgres, boolean again) {
        this.session = session;
        this.postgres = postgres;
        this.again = again;
    }

    /** Whether the database is PostgreSQL, for a statement that H2 does not have. */
    boolean isPostgres() {
        return postgres;
    }

    /** Whether this work was lost before: then it may hold what it only reads, so that it is not lost again. */
    boolean isAgain() {
        return again;
    }

    void close() {
        open = false;
    }

    boolean isBroken() {
        return broken;
    }

    /** Stores a new row. */
    void insert(Row row) {
        run(with -> with.insert(row));
        loaded.add(row.id());
    }

    /** @throws IllegalStateException unless a row of this id was loaded in this transaction */
    void update(Row row) {
        requireLoaded(row.id());
        run(with -> with.update(row));
    }

    void requireLoaded(Object id) {
        if (!loaded.contains(id)) {
            throw new IllegalStateException("an update needs a load in the same transaction");
        }
    }

    <R extends Row> Optional<R> find(Class<R> type, Object id, LockMode lock) {
        return seen(does(with -> Optional.ofNullable(with.get(type, id, lock))));
    }

    /** Runs a query for at most one row. */
    <R extends Row> Optional<R> findOne(Function<StatelessSession, List<R>> query) {
        return seen(does(query).stream().findFirst());
    }

    /** Runs a query for rows. */
    <R extends Row> List<R> findAll(Function<StatelessSession, List<R>> query) {
        List<R> rows = does(query);
        rows.forEach(row -> loaded.add(row.id()));
        return rows;
    }

    private <R extends Row> Optional<R> seen(Optional<R> row) {
        row.ifPresent(found -> loaded.add(found.id()));
        return row;
    }

    void seen(Object id) {
        loaded.add(id);
    }

    /** Remembers which change of a row this transaction has seen. */
    void noteRevision(Object id, int revision) {
        revisions.put(id, revision);
    }

    /** @throws IllegalStateException unless the row was found in this transaction */
    int revision(Object id) {
        Integer revision = revisions.get(id);
        if (revision == null) {
            throw new IllegalStateException("a code has to be found in the same transaction");
        }
        return revision;
    }

    /**
     * Runs a statement that changes rows.
     *
     * @return how many
     */
    @CanIgnoreReturnValue
    int change(Function<StatelessSession, MutationQuery> statement) {
        return does(with -> statement.apply(with).executeUpdate());
    }

    private void run(Consumer<StatelessSession> work) {
        boolean unused = does(with -> {
            work.accept(with);
            return true;
        });
    }

    /** Does something with the session, and marks the transaction as lost when it fails. */
    <T> T does(Function<StatelessSession, T> work) {
        if (!open) {
            throw new IllegalStateException("the transaction of this store has ended");
        }
        if (broken) {
            throw new IllegalStateException("the transaction is lost: it failed before");
        }
        try {
            return work.apply(session);
        } catch (RuntimeException failure) {
            broken = true;
            throw Failures.translate(failure);
        }
    }

    /** A row of a table. */
    interface Row {
        /** What a loaded row is remembered by: the primary key, unless rows of another table have the same. */
        Object id();
    }
}
