package leadr.registration.app;

import java.time.Duration;
import leadr.registration.application.housekeeping.PurgeExpired;

/** Deletes what nobody needs any more: a moment after the start and then every hour, on a thread of its own. */
final class Housekeeping implements AutoCloseable {
    /** Not at once, so that a start is not held up by it. */
    private static final Duration FIRST = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofHours(1);

    private final Workers worker;

    private Housekeeping(Workers worker) {
        this.worker = worker;
    }

    static Housekeeping start(PurgeExpired purge) {
        return start(purge, FIRST);
    }

    /** @param first the time until the first turn */
    static Housekeeping start(PurgeExpired purge, Duration first) {
        return new Housekeeping(Workers.start("housekeeping", 1, first, PAUSE, () -> purge.execute() > 0));
    }

    /** Lets the batch in hand finish; what is left goes after the next start. */
    @Override
    public void close() {
        worker.close();
    }
}
