package leadr.registration.adapter.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import leadr.registration.application.mail.MailKind;
import leadr.registration.application.mail.MailState;
import leadr.registration.application.mail.MailSummary;
import leadr.registration.domain.email.EmailAddress;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** The row of a {@link MailRow} without its content, so that a list does not carry contents that it does not show. */
@Entity
@Immutable
@Table(name = "mails")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class MailSummaryRow implements UnitOfWork.Row {
    @Id
    UUID id;

    String kind;
    String recipient;
    String state;
    int attempts;

    @Column(name = "last_reply")
    @Nullable String lastReply;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "sent_at")
    @Nullable Instant sentAt;

    MailSummary toDomain() {
        return new MailSummary(
                id,
                MailKind.valueOf(kind),
                EmailAddress.of(recipient),
                MailState.valueOf(state),
                attempts,
                lastReply,
                createdAt,
                sentAt);
    }

    @Override
    public Object id() {
        return id;
    }
}
