package leadr.registration.adapter.jpa;

import java.util.function.Function;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;

/** One stateless session and one database transaction for each run. */
final class JpaTransactions implements Transactions {
    private final SessionFactory factory;

    JpaTransactions(SessionFactory factory) {
        this.factory = factory;
    }

    @Override
    public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
        try (StatelessSession session = factory.openStatelessSession()) {
            Transaction transaction = begin(session);
            UnitOfWork unit = new UnitOfWork(session);
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
            org.slf4j.LoggerFactory.getLogger(JpaTransactions.class)
                    .debug("roll-back failed: {}", connectionLost.getClass().getName());
        }
    }
}
