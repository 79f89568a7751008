package leadr.registration.application.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.ActingUser;
import leadr.registration.application.access.Caller;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.secret.CodeIssuer;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.User;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.MailPermit;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeType;
import leadr.registration.domain.verification.VerificationPolicy;

/**
 * Begins a change of the own address: sends a code to the new one. When that belongs to somebody else, who gets a mail that
 * says so, the same statements run and a dead code is stored, so neither the answer nor its time tells.
 */
public final class RequestEmailChange {
    private final Transactions transactions;
    private final CodeIssuer codes;
    private final MailComposer mails;
    private final InstantSource clock;
    private final VerificationPolicy policy;
    private final AuditEvents audit;

    public RequestEmailChange(
            Transactions transactions,
            SecretGenerator secrets,
            SecretHasher codeHasher,
            MailComposer mails,
            IdGenerator ids,
            InstantSource clock,
            VerificationPolicy policy) {
        this.transactions = transactions;
        this.codes = new CodeIssuer(secrets, codeHasher, ids, policy);
        this.mails = mails;
        this.clock = clock;
        this.policy = policy;
        this.audit = new AuditEvents(ids, AuditAction.REQUEST_EMAIL_CHANGE);
    }

    /**
     * Somebody wants to have another address, or the own one written in another way.
     *
     * @param languages to write the mail in
     */
    public record Command(Caller caller, EmailAddress email, PreferredLanguages languages, RequestOrigin origin) {}

    /** What the user is told; the same whoever has the address. */
    public sealed interface Result {}

    /**
     * A mail goes out, or went out a moment ago.
     *
     * @param codeExpiresIn the life of a code, whole seconds
     */
    public record Accepted(Duration codeExpiresIn) implements Result {}

    /**
     * The user has had the mails for this hour.
     *
     * @param retryAfter until the next one is allowed
     */
    public record LimitReached(Duration retryAfter) implements Result {}

    /** What becomes of a request; the name is the reason in the audit log. */
    private enum Branch {
        CODE_SENT,
        /** The address belongs to somebody else: a mail without a code. */
        KNOWN,
        /** A mail went out a moment ago: none now. */
        COOLING_DOWN
    }

    /**
     * Sends a code, unless the limits of the policy forbid it: they count for a user here.
     *
     * @throws leadr.registration.application.access.AccessEnded when the caller may do nothing any more
     */
    public Result execute(Command command) {
        return transactions.run(store -> request(store, command, clock.instant()));
    }

    private Result request(RegistrationStore store, Command command, Instant now) {
        Mailbox mailbox = store.mailboxes().findForUpdate(MailboxKey.of(command.email()));
        User user =
                ActingUser.in(store, command.caller(), Optional.empty(), now).user();
        MailPermit permit = permit(store, user, now);
        if (permit instanceof MailPermit.Withheld withheld && withheld.reason() == MailPermit.Reason.LIMIT_REACHED) {
            return new LimitReached(Duration.between(now, withheld.until()));
        }
        if (permit instanceof MailPermit.Withheld) {
            note(store, command, user, Branch.COOLING_DOWN, now);
            return new Accepted(policy.codeLife());
        }
        boolean known = store.users()
                .findOccupant(command.email())
                .filter(occupant -> !occupant.id().equals(user.id()))
                .isPresent();
        CodeIssuer.Issued issued = codes.issue(VerificationCodeType.EMAIL_CHANGE, command.email(), user.id(), now);
        store.verificationCodes().supersedeEmailChange(user.id(), now);
        // The dead one counts against the limits, and guesses at it like those at a live one.
        store.verificationCodes().add(known ? issued.decoy() : issued.code());
        MailComposer composer = mails.in(command.languages());
        store.outbox()
                .add(
                        known
                                ? composer.addressKnown(command.email(), now)
                                : composer.emailChange(command.email(), issued.text(), policy.codeLife(), now));
        store.mailboxes().update(mailbox);
        note(store, command, user, known ? Branch.KNOWN : Branch.CODE_SENT, now);
        return new Accepted(policy.codeLife());
    }

    /** As for an address that is registered, but of the mails this user has asked for, wherever they went. */
    private MailPermit permit(RegistrationStore store, User user, Instant now) {
        List<Instant> asked =
                store.verificationCodes().findEmailChanges(user.id(), Math.max(1, policy.mailsPerHour())).stream()
                        .map(VerificationCode::createdAt)
                        .toList();
        return new Mailbox(MailboxKey.NOBODY, List.of(), asked).requestMail(policy, now);
    }

    /** For superadmins only: the admins of an account, the user perhaps among them, would learn who is known. */
    private void note(RegistrationStore store, Command command, User user, Branch branch, Instant now) {
        store.auditLog()
                .add(audit.done(
                        user.id().text(), command.email().masked(), branch.name(), null, command.origin(), now));
    }
}
