package leadr.registration.adapter.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.InvitationStatus;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.MailboxKey;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "invitations")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class InvitationRow implements UnitOfWork.Row {
    @Id
    @Column(name = "user_id")
    UUID userId;

    @Column(name = "account_id")
    UUID accountId;

    String email;

    @Column(name = "mailbox_key")
    String mailboxKey;

    /** Account and mailbox while the invitation is pending, else null: unique, so at most one is pending. */
    @Column(name = "open_key")
    @Nullable String openKey;

    @Column(name = "invited_by")
    UUID invitedBy;

    String status;

    @Column(name = "sent_at")
    Instant sentAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "accepted_at")
    @Nullable Instant acceptedAt;

    @Column(name = "created_at")
    Instant createdAt;

    static String openKey(AccountId account, MailboxKey mailbox) {
        return account.value() + ":" + mailbox.value();
    }

    static InvitationRow from(Invitation invitation) {
        MailboxKey mailbox = MailboxKey.of(invitation.email());
        InvitationRow row = new InvitationRow();
        row.userId = invitation.userId().value();
        row.accountId = invitation.accountId().value();
        row.email = invitation.email().value();
        row.mailboxKey = mailbox.value();
        row.openKey = invitation.isPending() ? openKey(invitation.accountId(), mailbox) : null;
        row.invitedBy = invitation.invitedBy().value();
        row.status = invitation.status().name();
        row.sentAt = invitation.sentAt();
        row.expiresAt = invitation.expiresAt();
        row.acceptedAt = invitation.acceptedAt();
        row.createdAt = invitation.createdAt();
        return row;
    }

    Invitation toDomain() {
        return new Invitation(
                new UserId(userId),
                new AccountId(accountId),
                EmailAddress.of(email),
                new UserId(invitedBy),
                InvitationStatus.valueOf(status),
                sentAt,
                expiresAt,
                acceptedAt,
                createdAt);
    }

    /** With the name of the table, because the user has the same key: who loads the one has not loaded the other. */
    @Override
    public Object id() {
        return List.of("invitations", userId);
    }
}
