package leadr.registration.application.account;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.ActingUser;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.KeyCache;
import leadr.registration.application.access.Right;
import leadr.registration.application.invitation.InvitationEnding;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationCodeType;

/**
 * Deletes a user for good: the keys are revoked, the address is free again, and one mail says so. Who deletes the own user
 * leaves the account. Of a user who is invited the invitation ends, without a mail. Once it has returned, the keys open
 * nothing on this node, and on others when what they remember has run out.
 */
public final class DeleteUser {
    private final Transactions transactions;
    private final KeyCache cache;
    private final MailComposer mails;
    private final InvitationEnding invitations;
    private final InstantSource clock;
    private final AuditEvents audit;
    private final AuditEvents keyAudit;

    public DeleteUser(
            Transactions transactions, KeyCache cache, MailComposer mails, IdGenerator ids, InstantSource clock) {
        this.transactions = transactions;
        this.cache = cache;
        this.mails = mails;
        this.invitations = new InvitationEnding(ids);
        this.clock = clock;
        this.audit = new AuditEvents(ids, AuditAction.DELETE_USER);
        this.keyAudit = new AuditEvents(ids, AuditAction.REVOKE_API_KEY);
    }

    /**
     * Somebody wants a user to be gone.
     *
     * @param languages to write to the caller in
     */
    public record Command(Caller caller, UserId id, PreferredLanguages languages, RequestOrigin origin) {}

    /** What became of it. */
    public sealed interface Result {}

    /** The user is gone. */
    public record Deleted() implements Result {}

    /** Nothing was changed. */
    public record Refused(UserObjection reason) implements Result {}

    /**
     * Deletes a user.
     *
     * @throws leadr.registration.application.access.AccessEnded when the caller may do nothing any more
     */
    public Result execute(Command command) {
        try {
            Optional<Result> result;
            do {
                result = transactions.run(store -> delete(store, command, clock.instant()));
            } while (result.isEmpty());
            return result.get();
        } finally {
            cache.forget(command.id());
        }
    }

    /** @return empty when the user moved to another address before this one was held */
    private Optional<Result> delete(RegistrationStore store, Command command, Instant now) {
        Optional<User> named = store.users().find(command.id());
        Optional<User> near = named.filter(user -> ActingUser.reaches(command.caller(), user.accountId()));
        Optional<MailboxKey> held = near.map(
                user -> store.mailboxes().findForUpdate(mailboxOf(user)).key());
        User actor = ActingUser.in(store, command.caller(), near.map(User::accountId), now)
                .user();
        Optional<User> target = near.isPresent() ? store.users().findForUpdate(command.id()) : named;
        if (near.isPresent() && !held.equals(target.map(DeleteUser::mailboxOf))) {
            return Optional.empty();
        }
        return Optional.of(
                switch (Right.DELETE_USER.decide(actor, target)) {
                    case FORBIDDEN -> refuse(store, command, actor, UserObjection.FORBIDDEN, now);
                    case NOT_THERE -> new Refused(UserObjection.NOT_FOUND);
                    case ALLOWED -> delete(store, command, actor, target.orElseThrow(), now);
                });
    }

    private static MailboxKey mailboxOf(User user) {
        return MailboxKey.of(user.email());
    }

    private Result delete(RegistrationStore store, Command command, User actor, User user, Instant now) {
        if (user.isInvited()) {
            Invitation invitation = store.invitations().findForUpdate(user.id()).orElseThrow();
            invitations.end(
                    store,
                    invitation,
                    user,
                    InvitationEnding.Cause.REVOKED,
                    actor.id().text(),
                    command.origin(),
                    now);
            return new Deleted();
        }
        User deleted = user.delete(now);
        Optional<UserObjection> indispensable = Indispensable.whyNot(store, user, deleted);
        if (indispensable.isPresent()) {
            return refuse(store, command, actor, indispensable.get(), now);
        }
        store.verificationCodes().supersede(MailboxKey.of(user.email()), VerificationCodeType.RECOVERY, now);
        store.users().update(deleted);
        store.apiKeys().findActiveForUpdate(user.id()).forEach(key -> revoke(store, command, actor, key, now));
        Account account = store.accounts().find(user.accountId()).orElseThrow();
        MailComposer composer = user.id().equals(actor.id()) ? mails.in(command.languages()) : mails;
        store.outbox().add(composer.userDeleted(user, account, now));
        store.auditLog()
                .add(audit.done(actor.id().text(), user.id().text(), null, user.accountId(), command.origin(), now));
        return new Deleted();
    }

    private void revoke(RegistrationStore store, Command command, User actor, ApiKey key, Instant now) {
        store.apiKeys().update(key.revoke(now));
        store.auditLog()
                .add(keyAudit.done(
                        actor.id().text(), key.id().text(), "USER_DELETED", key.accountId(), command.origin(), now));
    }

    private Refused refuse(RegistrationStore store, Command command, User actor, UserObjection reason, Instant now) {
        store.auditLog().add(audit.refused(actor, command.id().text(), reason, command.origin(), now));
        return new Refused(reason);
    }
}
