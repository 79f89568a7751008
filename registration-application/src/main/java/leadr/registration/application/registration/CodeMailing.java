package leadr.registration.application.registration;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.registration.CodeRequest.Accepted;
import leadr.registration.application.registration.CodeRequest.LimitReached;
import leadr.registration.application.registration.CodeRequest.Result;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.MailPermit;
import leadr.registration.domain.verification.MailPermit.Granted;
import leadr.registration.domain.verification.MailPermit.Withheld;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;
import leadr.registration.domain.verification.VerificationPolicy;

/**
 * What initiate and resend share. Whatever the address is (unknown, known, locked, or mailed to a moment ago), the same
 * statements run in the same order and one transaction commits, so neither the answer nor its time says which (ASVS
 * 6.3.8). Where there is nothing to write, a decoy is written: a code that was never sent and is dead from the start.
 */
final class CodeMailing {
    private final Transactions transactions;
    private final SecretGenerator secrets;
    private final SecretHasher codeHasher;
    private final MailComposer mails;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final VerificationPolicy policy;

    CodeMailing(
            Transactions transactions,
            SecretGenerator secrets,
            SecretHasher codeHasher,
            MailComposer mails,
            IdGenerator ids,
            InstantSource clock,
            VerificationPolicy policy) {
        this.transactions = transactions;
        this.secrets = secrets;
        this.codeHasher = codeHasher;
        this.mails = mails;
        this.ids = ids;
        this.clock = clock;
        this.policy = policy;
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
        Branch branch = branch(
                store.users().findOccupant(email).isPresent(),
                mailbox.lockedForEverybodyUntil(policy, now).isPresent(),
                permit);

        OneTimeCode text = secrets.oneTimeCode();
        VerificationCode code = issue(email, text, now);
        store.verificationCodes()
                .supersede(branch == Branch.COOLING_DOWN ? MailboxKey.NOBODY : mailbox.key(), code.type(), now);
        store.verificationCodes().add(branch == Branch.CODE_SENT ? code : decoy(code, now));
        Optional<OutgoingMail> mail = compose(branch, request, text, mailbox, now);
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

    private VerificationCode issue(EmailAddress email, OneTimeCode text, Instant now) {
        VerificationCodeId id = new VerificationCodeId(ids.next());
        return VerificationCode.issue(
                id,
                VerificationCodeType.REGISTRATION,
                email,
                null,
                codeHasher.digest(id.text(), text.secret()),
                policy.codeLife(),
                now);
    }

    /** Dead and out of sight, so that no number of them hides the codes that were sent. */
    private static VerificationCode decoy(VerificationCode code, Instant now) {
        return code.markAsExpired(now).softDelete(now);
    }

    private static Branch branch(boolean known, boolean locked, MailPermit permit) {
        if (permit instanceof Withheld) {
            return Branch.COOLING_DOWN;
        }
        if (locked) {
            return Branch.LOCKED;
        }
        return known ? Branch.KNOWN : Branch.CODE_SENT;
    }

    private Optional<OutgoingMail> compose(
            Branch branch, CodeRequest request, OneTimeCode code, Mailbox mailbox, Instant now) {
        MailComposer composer = mails.in(request.languages());
        EmailAddress email = request.email();
        return switch (branch) {
            case CODE_SENT -> Optional.of(composer.verification(email, code, policy.codeLife(), now));
            case KNOWN -> Optional.of(composer.addressKnown(email, now));
            case LOCKED ->
                mailbox.lockedForEverybodyUntil(policy, now).map(until -> composer.addressLocked(email, until, now));
            case COOLING_DOWN -> Optional.empty();
        };
    }

    /** What becomes of a request; the name is the reason in the audit log. */
    private enum Branch {
        CODE_SENT,
        /** The address has a user: a mail without a code. */
        KNOWN,
        /** Too many wrong codes were tried: a mail that says when to try again. */
        LOCKED,
        /** A mail went out a moment ago: none now. */
        COOLING_DOWN
    }
}
