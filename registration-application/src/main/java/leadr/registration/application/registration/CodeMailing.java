package leadr.registration.application.registration;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.registration.CodeRequest.Accepted;
import leadr.registration.application.registration.CodeRequest.LimitReached;
import leadr.registration.application.registration.CodeRequest.Result;
import leadr.registration.application.secret.CodeIssuer;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.KnownAddress;
import leadr.registration.application.store.KnownAddress.Occupant;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.MailPermit;
import leadr.registration.domain.verification.MailPermit.Granted;
import leadr.registration.domain.verification.MailPermit.Withheld;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationCodeType;
import leadr.registration.domain.verification.VerificationPolicy;

/**
 * What initiate and resend share. Whatever the address is (unknown, invited, known, locked, or mailed to a moment ago), the
 * same statements run in the same order and one transaction commits, so neither the answer nor its time says which (ASVS
 * 6.3.8). Where there is nothing to write, a decoy is written: a code that was never sent and is dead from the start.
 */
final class CodeMailing {
    private final Transactions transactions;
    private final CodeIssuer codes;
    private final MailComposer mails;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final VerificationPolicy policy;
    private final boolean recoveryEnabled;

    CodeMailing(
            Transactions transactions,
            SecretGenerator secrets,
            SecretHasher codeHasher,
            MailComposer mails,
            IdGenerator ids,
            InstantSource clock,
            VerificationPolicy policy,
            boolean recoveryEnabled) {
        this.transactions = transactions;
        this.codes = new CodeIssuer(secrets, codeHasher, ids, policy);
        this.mails = mails;
        this.ids = ids;
        this.clock = clock;
        this.policy = policy;
        this.recoveryEnabled = recoveryEnabled;
    }

    Result execute(CodeRequest request, AuditAction action) {
        Instant now = clock.instant();
        return transactions.run(store -> mail(store, request, action, now));
    }

    private Result mail(RegistrationStore store, CodeRequest request, AuditAction action, Instant now) {
        EmailAddress email = request.email();
        Mailbox mailbox = store.mailboxes().findForUpdate(MailboxKey.of(email));
        MailPermit permit = mailbox.requestMail(policy, now);
        if (permit instanceof Withheld withheld && withheld.reason() == MailPermit.Reason.LIMIT_REACHED) {
            return new LimitReached(Duration.between(now, withheld.until()));
        }
        KnownAddress known = store.users().findAddress(email);
        List<AccountName> inviting = known.invitations().stream()
                .filter(open -> !open.invitation().isExpired(now))
                .map(open -> open.account().name())
                .toList();
        Branch branch = branch(
                known.occupant(),
                !inviting.isEmpty(),
                mailbox.lockedForEverybodyUntil(policy, now).isPresent(),
                permit);

        CodeIssuer.Issued issued = issue(branch, email, known.occupant(), now);
        store.verificationCodes()
                .supersede(
                        branch == Branch.COOLING_DOWN ? MailboxKey.NOBODY : mailbox.key(),
                        issued.code().type(),
                        now);
        store.verificationCodes().add(branch.sendsCode() ? issued.code() : issued.decoy());
        Optional<OutgoingMail> mail = compose(branch, request, known.occupant(), inviting, issued.text(), mailbox, now);
        if (mail.isPresent()) {
            store.outbox().add(mail.get());
        } else {
            store.outbox().addNothing();
        }
        store.mailboxes().update(permit instanceof Granted granted ? granted.counted() : mailbox);
        store.auditLog()
                .add(new AuditEvent(
                        ids.next(),
                        now,
                        AuditEvent.ANONYMOUS,
                        action,
                        email.masked(),
                        Outcome.DONE,
                        branch.name(),
                        request.origin(),
                        null));
        return new Accepted(policy.codeLife());
    }

    private CodeIssuer.Issued issue(Branch branch, EmailAddress email, Optional<Occupant> occupant, Instant now) {
        return branch == Branch.RECOVERY_CODE_SENT
                ? codes.issue(
                        VerificationCodeType.RECOVERY,
                        email,
                        occupant.orElseThrow().user().id(),
                        now)
                : codes.issue(VerificationCodeType.REGISTRATION, email, null, now);
    }

    private Branch branch(Optional<Occupant> occupant, boolean invited, boolean locked, MailPermit permit) {
        if (permit instanceof Withheld) {
            return Branch.COOLING_DOWN;
        }
        if (locked) {
            return Branch.LOCKED;
        }
        if (occupant.isPresent()) {
            return branch(occupant.get());
        }
        return invited ? Branch.CODE_SENT_TO_INVITED : Branch.CODE_SENT;
    }

    private Branch branch(Occupant occupant) {
        if (occupant.user().superAdmin()) {
            return Branch.SUPERADMIN;
        }
        if (!occupant.user().isActive()) {
            return Branch.USER_SUSPENDED;
        }
        if (!occupant.account().isActive()) {
            return Branch.ACCOUNT_SUSPENDED;
        }
        return recoveryEnabled ? Branch.RECOVERY_CODE_SENT : Branch.RECOVERY_OFF;
    }

    private Optional<OutgoingMail> compose(
            Branch branch,
            CodeRequest request,
            Optional<Occupant> occupant,
            List<AccountName> inviting,
            OneTimeCode code,
            Mailbox mailbox,
            Instant now) {
        MailComposer composer = mails.in(request.languages());
        EmailAddress email = request.email();
        return switch (branch) {
            case CODE_SENT -> Optional.of(composer.verification(email, code, policy.codeLife(), now));
            case CODE_SENT_TO_INVITED ->
                Optional.of(composer.verification(email, code, policy.codeLife(), inviting, now));
            case RECOVERY_CODE_SENT ->
                occupant.map(who -> composer.recovery(who.user(), who.account(), code, policy.codeLife(), now));
            case SUPERADMIN, USER_SUSPENDED, ACCOUNT_SUSPENDED, RECOVERY_OFF ->
                Optional.of(composer.addressKnown(email, now));
            case LOCKED ->
                mailbox.lockedForEverybodyUntil(policy, now).map(until -> composer.addressLocked(email, until, now));
            case COOLING_DOWN -> Optional.empty();
        };
    }

    /** What becomes of a request; the name is the reason in the audit log. */
    private enum Branch {
        CODE_SENT,
        /** A code as well, and the names of those who invite: their own codes stay as they are. */
        CODE_SENT_TO_INVITED,
        /** The address has a user, who may get back in with the code. */
        RECOVERY_CODE_SENT,
        /** The address has a user who gets in with the key only, as with the next three: a mail without a code. */
        SUPERADMIN,
        USER_SUSPENDED,
        ACCOUNT_SUSPENDED,
        RECOVERY_OFF,
        /** Too many wrong codes were tried: a mail that says when to try again. */
        LOCKED,
        /** A mail went out a moment ago: none now. */
        COOLING_DOWN;

        boolean sendsCode() {
            return switch (this) {
                case CODE_SENT, CODE_SENT_TO_INVITED, RECOVERY_CODE_SENT -> true;
                case SUPERADMIN, USER_SUSPENDED, ACCOUNT_SUSPENDED, RECOVERY_OFF, LOCKED, COOLING_DOWN -> false;
            };
        }
    }
}
