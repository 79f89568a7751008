package leadr.registration.application.invitation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.AccessEnded;
import leadr.registration.application.access.ActingUser;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.Right;
import leadr.registration.application.access.Right.Decision;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Invites somebody by e-mail into the account of the caller; once more when the invitation is open already: the same user, a
 * new code, and the old one dead. Whether the address has a user elsewhere changes what it is mailed and nothing else.
 */
public final class InviteUser {
    private final Transactions transactions;
    private final InvitationMailing mailing;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final AuditEvents audit;

    public InviteUser(
            Transactions transactions,
            SecretGenerator secrets,
            SecretHasher codeHasher,
            MailComposer mails,
            IdGenerator ids,
            InstantSource clock,
            VerificationPolicy policy) {
        this.transactions = transactions;
        this.mailing = new InvitationMailing(secrets, codeHasher, mails, ids, policy);
        this.ids = ids;
        this.clock = clock;
        this.audit = new AuditEvents(ids, AuditAction.INVITE_USER);
    }

    /**
     * Who is invited, and as what.
     *
     * @param displayName null for what an open invitation says, else for the part of the address before the {@code @}
     * @param role null for what an open invitation says, else for member
     * @param languages to write the mail in
     */
    public record Command(
            Caller caller,
            EmailAddress email,
            @Nullable DisplayName displayName,
            @Nullable Role role,
            PreferredLanguages languages,
            RequestOrigin origin) {
        /** @throws IllegalArgumentException for an owner: ownership is granted to members, not sent by mail */
        public Command {
            if (role == Role.OWNER) {
                throw new IllegalArgumentException("nobody is invited as an owner");
            }
        }
    }

    /** What became of it. */
    public sealed interface Result {}

    /** A mail goes out. */
    public record Invited(Invitation invitation) implements Result {}

    /** Nobody was invited. */
    public record Refused(Reason reason) implements Result {}

    /** Why nobody was invited. */
    public enum Reason {
        /** Neither owner nor admin of the account, and no superadmin. */
        NOT_ADMIN,
        /** The invitation is, or is to be, to a role that only owners grant. */
        NOT_OWNER,
        /** The address is that of an active or suspended user of the account. */
        ALREADY_MEMBER
    }

    /**
     * Invites somebody.
     *
     * @throws AccessEnded when the caller may do nothing any more
     */
    public Result execute(Command command) {
        return transactions.run(store -> invite(store, command));
    }

    private Result invite(RegistrationStore store, Command command) {
        Caller caller = command.caller();
        Optional<Reason> early =
                forbidden(caller.user(), caller.account().id(), command.role() == null ? Role.MEMBER : command.role());
        if (early.isPresent()) {
            // Before a row of the address is there, which anybody could make otherwise.
            return refuse(store, command, caller.user(), early.get(), clock.instant());
        }
        Mailbox mailbox = store.mailboxes().findForUpdate(MailboxKey.of(command.email()));
        // Read only now, so that who had to wait comes after who was waited for.
        Instant now = clock.instant();
        ActingUser actor =
                ActingUser.in(store, caller, Optional.of(caller.account().id()), now);
        AccountId account = actor.account().id();
        Optional<Invitation> open = store.invitations().findPending(account, mailbox.key());
        Optional<User> before =
                open.map(invitation -> store.users().find(invitation.userId()).orElseThrow());
        Role role =
                command.role() != null ? command.role() : before.map(User::role).orElse(Role.MEMBER);
        Optional<Reason> forbidden = before.flatMap(user -> forbidden(actor.user(), account, user.role()))
                .or(() -> forbidden(actor.user(), account, role));
        if (forbidden.isPresent()) {
            return refuse(store, command, actor.user(), forbidden.get(), now);
        }
        Optional<User> occupant = store.users().findOccupant(command.email());
        if (occupant.filter(user -> user.accountId().equals(account)).isPresent()) {
            return refuse(store, command, actor.user(), Reason.ALREADY_MEMBER, now);
        }
        Invitation invitation = open.isPresent()
                ? again(store, command, actor, open.get(), before.orElseThrow(), role, now)
                : first(store, command, actor, role, now);
        mailing.send(store, invitation, actor.account(), actor.user(), occupant.isPresent(), command.languages(), now);
        // Says nothing of the mail: the admins of the account may read it.
        String reason = open.isPresent() ? "INVITED_AGAIN" : null;
        store.auditLog()
                .add(audit.done(
                        actor.user().id().text(), invitation.userId().text(), reason, account, command.origin(), now));
        return new Invited(invitation);
    }

    private Invitation first(RegistrationStore store, Command command, ActingUser actor, Role role, Instant now) {
        User invited = User.invited(
                new UserId(ids.next()),
                actor.account().id(),
                command.email(),
                command.displayName() != null ? command.displayName() : DisplayName.orFrom(null, command.email()),
                role,
                now);
        Invitation invitation = Invitation.issue(invited, actor.user().id(), mailing.end(now), now);
        store.users().add(invited);
        store.invitations().add(invitation);
        return invitation;
    }

    private Invitation again(
            RegistrationStore store,
            Command command,
            ActingUser actor,
            Invitation open,
            User invited,
            Role role,
            Instant now) {
        DisplayName name = command.displayName() != null ? command.displayName() : invited.displayName();
        store.users().update(invited.reinvite(name, role, now));
        return mailing.again(store, open, actor.user(), now);
    }

    private static Optional<Reason> forbidden(User user, AccountId account, Role role) {
        Right right = Right.toInvite(role);
        return right.decide(user, account) == Decision.ALLOWED
                ? Optional.empty()
                : Optional.of(right == Right.INVITE_MEMBER ? Reason.NOT_ADMIN : Reason.NOT_OWNER);
    }

    private Refused refuse(RegistrationStore store, Command command, User actor, Reason reason, Instant now) {
        store.auditLog().add(audit.refused(actor, command.email().masked(), reason, command.origin(), now));
        return new Refused(reason);
    }
}
