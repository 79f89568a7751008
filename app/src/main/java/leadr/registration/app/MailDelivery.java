package leadr.registration.app;

import java.time.Duration;
import leadr.registration.application.mail.DeliverPendingMail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into the outbox again and again, on threads of its own: each worker takes mails for itself. */
final class MailDelivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailDelivery.class);

    /** A fresh mail is picked up within a second; a quarter of one makes a developer wait for nothing. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Workers workers;

    private MailDelivery(Workers workers) {
        this.workers = workers;
    }

    /** @param workers how many mails are sent at once; with 0 nothing is delivered */
    static MailDelivery start(DeliverPendingMail deliver, int workers) {
        if (workers == 0) {
            LOG.warn("MAIL_WORKERS is 0: this node delivers no mail");
        }
        return new MailDelivery(Workers.start("mail-delivery", workers, PAUSE, PAUSE, () -> deliver.execute(1) > 0));
    }

    /** Lets the mails that are being sent finish; one that does not is tried again after its lease. */
    @Override
    public void close() {
        workers.close();
    }
}
