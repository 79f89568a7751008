package leadr.registration.app;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import leadr.registration.application.mail.DeliverPendingMail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into the outbox again and again, on threads of its own: each worker takes mails for itself. */
final class MailDelivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailDelivery.class);

    /** A fresh mail is picked up within a second; a quarter of one makes a developer wait for nothing. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final DeliverPendingMail deliver;
    private final ScheduledExecutorService workers;

    private MailDelivery(DeliverPendingMail deliver, ScheduledExecutorService workers) {
        this.deliver = deliver;
        this.workers = workers;
    }

    /** @param workers how many mails are sent at once; with 0 nothing is delivered */
    static MailDelivery start(DeliverPendingMail deliver, int workers) {
        AtomicInteger number = new AtomicInteger();
        MailDelivery delivery = new MailDelivery(deliver, Executors.newScheduledThreadPool(workers, work -> {
            Thread thread = new Thread(work, "mail-delivery-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }));
        for (int worker = 0; worker < workers; worker++) {
            delivery.schedule();
        }
        if (workers == 0) {
            LOG.warn("MAIL_WORKERS is 0: this node delivers no mail");
        }
        return delivery;
    }

    private void schedule() {
        // Nobody asks for the outcome: a turn never throws, and closing ends the schedule.
        Future<?> unused = workers.scheduleWithFixedDelay(
                this::deliver, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void deliver() {
        try {
            int tried = 0;
            // One by one: whoever closes waits for the mail that is being sent, not for the whole queue.
            while (!workers.isShutdown() && deliver.execute(1) > 0) {
                tried++;
            }
            if (tried > 0) {
                LOG.debug("tried {} mails", tried);
            }
        } catch (RuntimeException | Error failure) {
            // Whatever is thrown would end the schedule; the database may be back at the next turn. Mails stay queued.
            LOG.warn("mail delivery pauses: {}", failure.getClass().getName());
        }
    }

    /** Lets the mails that are being sent finish; one that does not is tried again after its lease. */
    @Override
    public void close() {
        workers.shutdown();
        try {
            if (workers.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        workers.shutdownNow();
    }
}
