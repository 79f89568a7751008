package leadr.registration.application.store;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import leadr.registration.application.mail.DeliveryReport;
import leadr.registration.application.mail.MailFilter;
import leadr.registration.application.mail.MailSort;
import leadr.registration.application.mail.MailSummary;
import leadr.registration.application.mail.OutgoingMail;

/**
 * Mails that wait for delivery, and what became of those that do not. Clocks of nodes differ: a store that several nodes
 * share measures holds and waiting times by its own clock, and uses it in place of the moments it is given.
 */
public interface Outbox {
    /** Puts a mail in; it is delivered if, and only if, the transaction commits. */
    void add(OutgoingMail mail);

    /** Does the work of an {@link #add} and puts nothing in, so that the time of the answer does not tell. */
    void addNothing();

    /**
     * Takes the mail that is due longest and nobody holds, and holds it. Mails held by others are skipped, not waited
     * for. A mail that was never tried is due at once, whatever the clock of the node that wrote it.
     *
     * @param lease names this hold; a later hold of the same mail makes it void
     * @param hold after which time the hold ends by itself
     */
    Optional<OutgoingMail> claim(UUID lease, Instant now, Duration hold);

    /**
     * Notes what became of a mail and lets it go; the content is wiped when it will not be tried again.
     *
     * @return false, and nothing noted, when the hold had ended and somebody else took the mail
     */
    @CanIgnoreReturnValue
    boolean report(UUID lease, DeliveryReport report);

    /** Lists mails, whatever became of them; their contents are not read. */
    Page<MailSummary> list(MailFilter filter, PageRequest<MailSort> request);

    /**
     * Deletes mails of before this moment that are never tried again, the oldest.
     *
     * @param atMost from 1
     * @return how many
     */
    int purge(Instant before, int atMost);
}
