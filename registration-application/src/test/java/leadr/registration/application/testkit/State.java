package leadr.registration.application.testkit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.IdempotentRequest;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import leadr.registration.domain.jamcode.JamCodeRedemptionId;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;

/**
 * All tables. A new port adds its table here (three lines, the compiler asks for two of them), a class of its own beside
 * {@link InMemoryAccounts}, and a method in {@link Draft}.
 */
final class State {
    final Table<AccountId, Account> accounts;
    final Table<UserId, User> users;
    final Table<ApiKeyId, ApiKey> apiKeys;
    final Table<VerificationCodeId, VerificationCode> verificationCodes;
    final Table<InMemoryInvitations.Key, Invitation> invitations;
    final Table<MailboxKey, Mailbox> mailboxes;
    final Table<JamCodeId, JamCode> jamCodes;
    final Table<JamCodeRedemptionId, JamCodeRedemption> jamCodeRedemptions;
    final Table<List<?>, IdempotentRequest> idempotentRequests;
    final Table<UUID, OutgoingMail> mails;
    final Table<UUID, Lease> leases;
    final Table<UUID, AuditEvent> auditEvents;

    private final Runnable pause;

    /** Who holds a mail, and until when. */
    record Lease(UUID id, Instant until) {}

    /**
     * Nothing yet.
     *
     * @param pause what happens between a look and the write that relies on it
     */
    State(Runnable pause) {
        this.pause = pause;
        accounts = new Table<>(pause);
        users = new Table<>(pause);
        apiKeys = new Table<>(pause);
        verificationCodes = new Table<>(pause);
        invitations = new Table<>(pause);
        mailboxes = new Table<>(pause);
        jamCodes = new Table<>(pause);
        jamCodeRedemptions = new Table<>(pause);
        idempotentRequests = new Table<>(pause);
        mails = new Table<>(pause);
        leases = new Table<>(pause);
        auditEvents = new Table<>(pause);
    }

    private State(State before) {
        pause = before.pause;
        accounts = before.accounts.draft();
        users = before.users.draft();
        apiKeys = before.apiKeys.draft();
        verificationCodes = before.verificationCodes.draft();
        invitations = before.invitations.draft();
        mailboxes = before.mailboxes.draft();
        jamCodes = before.jamCodes.draft();
        jamCodeRedemptions = before.jamCodeRedemptions.draft();
        idempotentRequests = before.idempotentRequests.draft();
        mails = before.mails.draft();
        leases = before.leases.draft();
        auditEvents = before.auditEvents.draft();
    }

    /** The same for one transaction, which changes nothing here. */
    State draft() {
        return new State(this);
    }

    void pause() {
        pause.run();
    }
}
