package leadr.registration.application.store;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import leadr.registration.application.mail.DeliveryReport;
import leadr.registration.application.mail.MailFilter;
import leadr.registration.application.mail.MailSort;
import leadr.registration.application.mail.MailSummary;
import leadr.registration.application.mail.OutgoingMail;

/** Mails that wait for delivery, and what became of those that do not. */
public interface Outbox {
    /** Puts a mail in; it is delivered if, and only if, the transaction commits. */
    void add(OutgoingMail mail);

    /** Does the work of an {@link #add} and puts nothing in, so that the time of the answer does not tell. */
    void addNothing();

    /**
     * Takes the mail that is due longest and nobody holds, and holds it. Mails held by others are skipped, not waited
     * for.
     *
     * @param lease names this hold; a later hold of the same mail makes it void
     * @param until when the hold ends by itself
     */
    Optional<OutgoingMail> claim(UUID lease, Instant now, Instant until);

    /**
     * Notes what became of a mail and lets it go; the content is wiped when it will not be tried again.
     *
     * @return false, and nothing noted, when the hold had ended and somebody else took the mail
     */
    @CanIgnoreReturnValue
    boolean report(UUID lease, DeliveryReport report);

    /** Lists mails, whatever became of them; their contents are not read. */
    Page<MailSummary> list(MailFilter filter, PageRequest<MailSort> request);
}
