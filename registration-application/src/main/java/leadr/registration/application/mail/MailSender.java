package leadr.registration.application.mail;

import java.util.UUID;
import leadr.registration.domain.email.EmailAddress;

/** Hands a mail over. Called outside transactions; may be slow, but ends within the lease of a mail (30 s). */
@FunctionalInterface
public interface MailSender {
    /**
     * Tries once.
     *
     * @param id makes the {@code Message-ID}; a mail that is tried again has the same one
     */
    Delivery send(UUID id, EmailAddress to, MailContent content);

    /**
     * What the other side said.
     *
     * @param reply for people; holds nothing of the mail
     */
    record Delivery(Outcome outcome, String reply) {}

    /** Whether to try again. */
    enum Outcome {
        SENT,
        TEMPORARY_REFUSAL,
        PERMANENT_REFUSAL
    }
}
