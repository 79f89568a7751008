package leadr.registration.app;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import leadr.registration.application.mail.DeliverPendingMail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into the outbox again and again, on a thread of its own. */
final class MailDelivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailDelivery.class);

    /** A fresh mail is picked up within a second; a quarter of one makes a developer wait for nothing. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MAILS_AT_ONCE = 100;

    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "mail-delivery");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> schedule;

    private MailDelivery(DeliverPendingMail deliver) {
        schedule = worker.scheduleWithFixedDelay(
                () -> deliver(deliver), PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    static MailDelivery start(DeliverPendingMail deliver) {
        return new MailDelivery(deliver);
    }

    private static void deliver(DeliverPendingMail deliver) {
        try {
            int tried = deliver.execute(MAILS_AT_ONCE);
            if (tried > 0) {
                LOG.debug("tried {} mails", tried);
            }
        } catch (RuntimeException | Error failure) {
            // Whatever is thrown would end the schedule; the database may be back at the next turn. Mails stay queued.
            LOG.warn("mail delivery pauses: {}", failure.getClass().getName());
        }
    }

    /** Lets the mail that is being sent finish; one that does not is tried again after its lease. */
    @Override
    public void close() {
        schedule.cancel(false);
        worker.shutdown();
        try {
            if (worker.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        worker.shutdownNow();
    }
}
