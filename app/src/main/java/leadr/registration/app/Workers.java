package leadr.registration.app;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads of their own that do a small piece of work again and again, until there is none, and then pause. */
final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final String name;
    private final ScheduledExecutorService threads;

    private Workers(String name, ScheduledExecutorService threads) {
        this.name = name;
        this.threads = threads;
    }

    /**
     * @param name of the threads, which get a number behind it
     * @param count how many work at once
     * @param first the time until the first turn
     * @param pause the time from the end of a turn to the next
     * @param piece does a small piece of work; false when there was none
     */
    static Workers start(String name, int count, Duration first, Duration pause, BooleanSupplier piece) {
        AtomicInteger number = new AtomicInteger();
        Workers workers = new Workers(name, Executors.newScheduledThreadPool(count, work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }));
        for (int worker = 0; worker < count; worker++) {
            // Nobody asks for the outcome: a turn never throws, and closing ends the schedule.
            Future<?> unused = workers.threads.scheduleWithFixedDelay(
                    () -> workers.turn(piece), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
        return workers;
    }

    private void turn(BooleanSupplier piece) {
        try {
            int done = 0;
            // Piece by piece: whoever closes waits for the one in hand, not for all.
            while (!threads.isShutdown() && piece.getAsBoolean()) {
                done++;
            }
            if (done > 0) {
                LOG.debug("{}: {} times", name, done);
            }
        } catch (RuntimeException | Error failure) {
            // Whatever is thrown would end the schedule; the database may be back at the next turn.
            LOG.warn("{} pauses: {}", name, failure.getClass().getName());
        }
    }

    /** Lets the pieces in hand finish, for three seconds, and begins no further one. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
