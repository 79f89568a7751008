package leadr.registration.adapter.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import leadr.registration.application.mail.MailKind;
import leadr.registration.application.mail.MailState;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.secret.SealedText;
import leadr.registration.domain.email.EmailAddress;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "mails")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class MailRow implements UnitOfWork.Row {
    @Id
    UUID id;

    String kind;
    String recipient;

    @Column(name = "content_key_id")
    @Nullable String contentKeyId;

    byte @Nullable [] content;

    String state;
    int attempts;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "next_attempt_at")
    Instant nextAttemptAt;

    @Column(name = "give_up_at")
    Instant giveUpAt;

    @Column(name = "sent_at")
    @Nullable Instant sentAt;

    @Column(name = "last_reply")
    @Nullable String lastReply;

    /** Names the hold of the worker that has it; null when nobody has. */
    @Nullable UUID lease;

    @Column(name = "lease_until")
    @Nullable Instant leaseUntil;

    static MailRow from(OutgoingMail mail) {
        SealedText sealedContent = mail.content();
        MailRow row = new MailRow();
        row.id = mail.id();
        row.kind = mail.kind().name();
        row.recipient = mail.to().value();
        row.contentKeyId = sealedContent == null ? null : sealedContent.keyId();
        row.content = sealedContent == null ? null : sealedContent.bytes();
        row.state = mail.state().name();
        row.attempts = mail.attempts();
        row.createdAt = mail.createdAt();
        row.nextAttemptAt = mail.nextAttemptAt();
        row.giveUpAt = mail.giveUpAt();
        row.sentAt = mail.sentAt();
        row.lastReply = mail.lastReply();
        return row;
    }

    OutgoingMail toDomain() {
        return new OutgoingMail(
                id,
                MailKind.valueOf(kind),
                EmailAddress.of(recipient),
                contentKeyId == null || content == null ? null : new SealedText(contentKeyId, content),
                MailState.valueOf(state),
                attempts,
                createdAt,
                nextAttemptAt,
                giveUpAt,
                sentAt,
                lastReply);
    }

    @Override
    public Object id() {
        return id;
    }
}
