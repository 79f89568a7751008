package leadr.registration.application.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import leadr.registration.application.mail.MailSender.Delivery;
import leadr.registration.application.mail.MailSender.Outcome;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.TextCipher;
import leadr.registration.application.store.Transactions;

/**
 * Delivers what waits in the outbox: take one mail and hold it, hand it over outside any transaction, note what became of
 * it. At least once: a second copy goes out only when the process or the database dies between the mail server's yes and
 * our note. Safe to run on several threads and nodes at once.
 */
public final class DeliverPendingMail {
    /** How long a mail is held; sending it takes less. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LAST_RETRY = Duration.ofMinutes(5);

    private final Transactions transactions;
    private final MailSender sender;
    private final TextCipher cipher;
    private final IdGenerator ids;
    private final InstantSource clock;

    public DeliverPendingMail(
            Transactions transactions, MailSender sender, TextCipher cipher, IdGenerator ids, InstantSource clock) {
        this.transactions = transactions;
        this.sender = sender;
        this.cipher = cipher;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Tries the mails that are due, one after the other, until none is due or so many were tried.
     *
     * @return how many were tried; fewer than {@code max} when nothing more is due
     */
    public int execute(int max) {
        int tried = 0;
        while (tried < max && deliverOne()) {
            tried++;
        }
        return tried;
    }

    private boolean deliverOne() {
        UUID lease = ids.next();
        Instant now = clock.instant();
        Optional<OutgoingMail> claimed =
                transactions.run(store -> store.outbox().claim(lease, now, LEASE));
        if (claimed.isEmpty()) {
            return false;
        }
        OutgoingMail mail = claimed.get();
        DeliveryReport report = now.isBefore(mail.giveUpAt())
                ? report(mail, send(mail))
                : givenUp(mail, mail.lastReply() == null ? "never tried" : mail.lastReply(), now);
        return transactions.run(store -> {
            // When it is not noted, the lease ran out and another worker has the mail: that one notes its own try.
            store.outbox().report(lease, report);
            return true;
        });
    }

    private Delivery send(OutgoingMail mail) {
        Optional<MailContent> content = contentOf(mail);
        if (content.isEmpty()) {
            return new Delivery(Outcome.PERMANENT_REFUSAL, "the content cannot be read: was its key removed?");
        }
        try {
            return sender.send(mail.id(), mail.to(), content.get());
        } catch (RuntimeException bug) {
            // One mail that a sender stumbles over must not stop the others; the type tells where to look.
            return new Delivery(
                    Outcome.TEMPORARY_REFUSAL, "not sent: " + bug.getClass().getSimpleName());
        }
    }

    private Optional<MailContent> contentOf(OutgoingMail mail) {
        try {
            return Optional.ofNullable(mail.content())
                    .flatMap(locked -> cipher.open(mail.id().toString(), locked))
                    .map(MailContent::split);
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    private DeliveryReport report(OutgoingMail mail, Delivery delivery) {
        Instant now = clock.instant();
        return switch (delivery.outcome()) {
            case SENT -> finished(mail, MailState.SENT, delivery.reply(), now);
            case TEMPORARY_REFUSAL -> refusedForNow(mail, delivery.reply(), now);
            case PERMANENT_REFUSAL -> finished(mail, MailState.FAILED, delivery.reply(), now);
        };
    }

    /** Fails now where the next try would come too late: nobody learns more by waiting for it. */
    private static DeliveryReport refusedForNow(OutgoingMail mail, String reply, Instant now) {
        Duration pause = pauseAfter(mail.attempts());
        return now.plus(pause).isBefore(mail.giveUpAt())
                ? new DeliveryReport(mail.id(), MailState.DEFERRED, reply, now, pause)
                : givenUp(mail, reply, now);
    }

    private static DeliveryReport givenUp(OutgoingMail mail, String lastReply, Instant now) {
        return finished(mail, MailState.FAILED, "given up: " + lastReply, now);
    }

    private static DeliveryReport finished(OutgoingMail mail, MailState state, String reply, Instant now) {
        return new DeliveryReport(mail.id(), state, reply, now, Duration.ZERO);
    }

    /** 5 s after the first try, doubling to 5 min. */
    private static Duration pauseAfter(int earlierAttempts) {
        Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(earlierAttempts, 6));
        return doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY;
    }
}
