package leadr.registration.application.registration;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Function;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.store.UniqueRule;

/** Lets rivals commit between the checks of a transaction and its end, so that it loses as it does in a database. */
final class RivalTransactions implements Transactions {
    private final Transactions store;
    private final Deque<Rival> rivals = new ArrayDeque<>();
    private int runs;

    RivalTransactions(Transactions store) {
        this.store = store;
    }

    private record Rival(UniqueRule wins, Consumer<RegistrationStore> work) {}

    void add(UniqueRule wins, Consumer<RegistrationStore> work) {
        rivals.add(new Rival(wins, work));
    }

    int runs() {
        return runs;
    }

    @Override
    public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
        runs++;
        Rival rival = rivals.poll();
        if (rival == null) {
            return store.run(work);
        }
        try {
            return store.run(inside -> {
                R undone = work.apply(inside);
                throw new Lost(undone);
            });
        } catch (Lost lost) {
            boolean done = store.run(inside -> {
                rival.work().accept(inside);
                return true;
            });
            if (!done) {
                throw new AssertionError("the rival did nothing", lost);
            }
            throw new DuplicateKey(rival.wins());
        }
    }

    /** Undoes the work of the one who loses. */
    private static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Lost(Object undone) {
            super("undone: " + undone.getClass());
        }
    }
}
