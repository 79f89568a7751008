package leadr.registration.application.testkit;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.function.Function;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.StoreUnavailable;
import leadr.registration.application.store.Transactions;

/** What can befall a transaction, and every user of a store has to live with. */
public enum Mishap {
    /** It gets into another one's way, and runs again. */
    RUNS_AGAIN {
        @Override
        <R> R run(Transactions store, Function<? super RegistrationStore, ? extends R> work) {
            undo(store, work);
            return store.run(work);
        }
    },
    /** The process dies before the commit: it never happened. */
    DIES_BEFORE_THE_COMMIT {
        @Override
        <R> R run(Transactions store, Function<? super RegistrationStore, ? extends R> work) {
            throw new StoreUnavailable("died before the commit", undo(store, work));
        }
    },
    /** The answer of the database is lost: it did happen, but nobody knows. */
    LOSES_THE_ANSWER {
        @Override
        <R> R run(Transactions store, Function<? super RegistrationStore, ? extends R> work) {
            R lost = store.run(work);
            throw new StoreUnavailable("lost a " + lost.getClass(), new IllegalStateException());
        }
    };

    /** A store on which every transaction meets it. */
    public Transactions on(Transactions store) {
        return new Transactions() {
            @Override
            public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
                return Mishap.this.run(store, work);
            }
        };
    }

    abstract <R> R run(Transactions store, Function<? super RegistrationStore, ? extends R> work);

    @CanIgnoreReturnValue
    private static Undone undo(Transactions store, Function<? super RegistrationStore, ?> work) {
        try {
            Object committed = store.run(inside -> {
                throw new Undone(work.apply(inside));
            });
            throw new AssertionError("committed a " + committed.getClass());
        } catch (Undone undone) {
            return undone;
        }
    }

    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Undone(Object result) {
            super("undid a " + result.getClass());
        }
    }
}
