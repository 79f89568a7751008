package leadr.registration.application.testkit;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;

/**
 * The culprit that every race has to catch: the in-memory store without its turns and drafts. Everybody writes to the same
 * tables at once; uniqueness is a look and then a write, an update a read and then a write; a load holds nothing, and
 * nothing is undone. That is good enough for as long as one comes after the other.
 */
final class NaiveStore implements Transactions {
    private final State live = new State(NaiveStore::pause);

    @Override
    public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
        return work.apply(new Draft(live));
    }

    /** Widens the gap between look and write, so that a race fails in its first rounds and not once in a thousand. */
    private static void pause() {
        LockSupport.parkNanos(300_000);
    }
}
