package leadr.registration.adapter.jpa;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.StoreUnavailable;
import leadr.registration.application.store.Transactions;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stateless session and one database transaction for each run. Work that lost against another transaction is run
 * again, a few times.
 */
final class JpaTransactions implements Transactions {
    /** How often the work is run before the store counts as too busy. */
    static final int MOST_RUNS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(JpaTransactions.class);
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

    private final SessionFactory factory;
    private final boolean postgres;

    JpaTransactions(SessionFactory factory) {
        this.factory = factory;
        // Hibernate has asked the database what it is.
        this.postgres = factory.unwrap(SessionFactoryImplementor.class)
                        .getJdbcServices()
                        .getDialect()
                instanceof PostgreSQLDialect;
    }

    @Override
    public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
        for (int run = 1; ; run++) {
            try {
                return runOnce(work, run > 1);
            } catch (Rerun lost) {
                if (run == MOST_RUNS || !pausedAfter(run)) {
                    throw new StoreUnavailable("the database is too busy: gave up after " + run + " runs", lost);
                }
                LOG.debug("run {} was lost: {}", run, lost.getMessage());
            }
        }
    }

    /**
     * Waits 2 to 12, 24, 48, 96 ms. At random, so that those who met do not meet again.
     *
     * @return false when the thread is to stop
     */
    private static boolean pausedAfter(int run) {
        long longest = (3 * SHORTEST_PAUSE) << run;
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE, longest));
        return !Thread.currentThread().isInterrupted();
    }

    private <R> R runOnce(Function<? super RegistrationStore, ? extends R> work, boolean again) {
        try (StatelessSession session = factory.openStatelessSession()) {
            Transaction transaction = begin(session);
            UnitOfWork unit = new UnitOfWork(session, postgres, again);
            boolean committed = false;
            try {
                R result = work.apply(new JpaStore(unit));
                if (unit.isBroken() || transaction.getRollbackOnly()) {
                    throw new IllegalStateException("a transaction that failed does not commit");
                }
                unit.close();
                commit(transaction);
                committed = true;
                return result;
            } finally {
                unit.close();
                if (!committed) {
                    rollBack(transaction);
                }
            }
        }
    }

    private static Transaction begin(StatelessSession session) {
        try {
            return session.beginTransaction();
        } catch (RuntimeException failure) {
            throw Failures.translate(failure);
        }
    }

    private static void commit(Transaction transaction) {
        try {
            transaction.commit();
        } catch (RuntimeException failure) {
            throw Failures.translate(failure);
        }
    }

    private static void rollBack(Transaction transaction) {
        try {
            if (transaction.isActive()) {
                transaction.rollback();
            }
        } catch (RuntimeException connectionLost) {
            // The database has undone it by itself; what made us roll back is on its way to the caller.
            LOG.debug("roll-back failed: {}", connectionLost.getClass().getName());
        }
    }
}
