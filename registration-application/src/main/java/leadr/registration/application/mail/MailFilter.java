package leadr.registration.application.mail;

import org.jspecify.annotations.Nullable;

/**
 * Which mails are listed.
 *
 * @param state only those that stand there
 * @param kind only those about this
 */
public record MailFilter(
        @Nullable MailState state, @Nullable MailKind kind) {
    /** All of them. */
    public static final MailFilter NONE = new MailFilter(null, null);

    /** Whether a mail is listed. */
    public boolean accepts(MailSummary mail) {
        return (state == null || mail.state() == state) && (kind == null || mail.kind() == kind);
    }
}
