package leadr.registration.app;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what another process does. */
final class Patience {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private Patience() {}

    /** @throws AssertionError after a minute */
    static void await(String what, BooleanSupplier condition) {
        if (!isMet(condition)) {
            throw new AssertionError("waited a minute for " + what);
        }
    }

    /** Waits at most a minute. */
    static boolean isMet(BooleanSupplier condition) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                return false;
            }
            pause(PAUSE);
        }
        return true;
    }

    /** Leaves the processor to others. */
    static void pause(Duration pause) {
        LockSupport.parkNanos(pause.toNanos());
    }
}
