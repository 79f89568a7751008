package leadr.registration.application.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Somebody who acts, on a thread of his own, in the middle of somebody else's transaction. A store may let him go ahead or
 * make him wait until that transaction has ended: the contracts hold for both.
 */
final class Rival<T> {
    /** Enough for a few statements; all of it passes where the rival has to wait. */
    private static final long A_MOMENT_MILLIS = 300;

    private static final long LONG_ENOUGH_SECONDS = 60;

    private final FutureTask<T> work;
    private final Thread thread;

    Rival(Callable<T> work) {
        this.work = new FutureTask<>(work);
        this.thread = new Thread(this.work, "rival");
    }

    /** Lets him begin, and end if he can. Does nothing when a transaction that runs again comes here once more. */
    void act() {
        if (thread.getState() != Thread.State.NEW) {
            return;
        }
        thread.start();
        try {
            thread.join(A_MOMENT_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("stopped while the rival acts", stopped);
        }
    }

    /** What he got, once he is through. */
    T result() {
        try {
            return work.get(LONG_ENOUGH_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw new AssertionError("the rival failed", failure.getCause());
        } catch (TimeoutException stuck) {
            throw new AssertionError("the rival never came through", stuck);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("stopped while waiting for the rival", stopped);
        }
    }
}
