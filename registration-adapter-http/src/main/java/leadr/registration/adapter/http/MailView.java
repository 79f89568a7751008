package leadr.registration.adapter.http;

import leadr.registration.application.mail.MailSummary;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it goes out: how it fares, not what it says.
 *
 * @param to masked
 */
record MailView(
        String id,
        String kind,
        String to,
        String status,
        int attempts,
        @Nullable String lastReply,
        String createdAt,
        @Nullable String sentAt) {
    static MailView from(MailSummary mail) {
        return new MailView(
                "eml_" + mail.id(),
                WireName.of(mail.kind()),
                mail.to().masked(),
                WireName.of(mail.state()),
                mail.attempts(),
                mail.lastReply(),
                WireTime.text(mail.createdAt()),
                mail.sentAt() == null ? null : WireTime.text(mail.sentAt()));
    }
}
