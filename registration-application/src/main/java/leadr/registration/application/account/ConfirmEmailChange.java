package leadr.registration.application.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.ActingUser;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.KeyCache;
import leadr.registration.application.invitation.InvitationEnding;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.OpenInvitation;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.application.store.WrongGuess;
import leadr.registration.domain.account.User;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.GuessPermit;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationAttempt;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeType;
import leadr.registration.domain.verification.VerificationPolicy;

/**
 * Ends a change of the own address: who has the code of the new one moves there. Guesses are counted as those at a
 * registration are: in the mailbox of the new address, before the code is compared, in the transaction that would use it up.
 * The former address gets a mail about it, codes to get back in that were sent there are dead, and open invitations of the
 * new one are declined.
 */
public final class ConfirmEmailChange {
    /** Codes of a user older than the newest so many are as good as unknown. */
    private static final int CODES_COMPARED = 20;

    private final Transactions transactions;
    private final SecretHasher codeHasher;
    private final KeyCache cache;
    private final MailComposer mails;
    private final InvitationEnding invitations;
    private final InstantSource clock;
    private final VerificationPolicy policy;
    private final AuditEvents audit;

    public ConfirmEmailChange(
            Transactions transactions,
            SecretHasher codeHasher,
            KeyCache cache,
            MailComposer mails,
            IdGenerator ids,
            InstantSource clock,
            VerificationPolicy policy) {
        this.transactions = transactions;
        this.codeHasher = codeHasher;
        this.cache = cache;
        this.mails = mails;
        this.invitations = new InvitationEnding(ids);
        this.clock = clock;
        this.policy = policy;
        this.audit = new AuditEvents(ids, AuditAction.CHANGE_EMAIL);
    }

    /**
     * Somebody presents a code.
     *
     * @param languages to write the mail to the former address in
     */
    public record Command(Caller caller, OneTimeCode code, PreferredLanguages languages, RequestOrigin origin) {}

    /** What became of it. */
    public sealed interface Result {}

    /** The user at the new address. */
    public record Changed(User user) implements Result {}

    /**
     * Nothing was changed.
     *
     * @param retryAfter until a guess is allowed again; zero unless {@code LOCKED}
     */
    public record Refused(Reason reason, Duration retryAfter) implements Result {}

    /** Why nothing was changed. */
    public enum Reason {
        /** Not the code, or there is none. */
        WRONG,
        USED,
        SUPERSEDED,
        EXPIRED,
        /** Too many wrong ones were tried; the right one is refused as well. */
        LOCKED,
        /** Somebody else has the address by now. */
        EMAIL_TAKEN
    }

    /**
     * Confirms a change; see the class for what is promised.
     *
     * @throws leadr.registration.application.access.AccessEnded when the caller may do nothing any more
     */
    public Result execute(Command command) {
        try {
            return transactions.run(store -> confirm(store, command, clock.instant()));
        } catch (DuplicateKey taken) {
            if (taken.rule() != UniqueRule.USER_EMAIL) {
                throw taken;
            }
            return transactions.run(
                    store -> refuse(store, command, command.caller().user(), Reason.EMAIL_TAKEN, clock.instant()));
        } finally {
            cache.forget(command.caller().user().id());
        }
    }

    private Result confirm(RegistrationStore store, Command command, Instant now) {
        Optional<VerificationCode> wanted = codes(store, command).stream().findFirst();
        User before = store.users().find(command.caller().user().id()).orElseThrow();
        MailboxKey former = MailboxKey.of(before.email());
        MailboxKey key = wanted.map(code -> MailboxKey.of(code.email())).orElse(former);
        // In one order, whoever moves where.
        List<Mailbox> held = Stream.of(former.value(), key.value())
                .distinct()
                .sorted()
                .map(each -> store.mailboxes().findForUpdate(new MailboxKey(each)))
                .toList();
        Mailbox mailbox =
                held.stream().filter(each -> each.key().equals(key)).findFirst().orElseThrow();
        User user =
                ActingUser.in(store, command.caller(), Optional.empty(), now).user();
        // Again, because only now nobody changes the codes of that user.
        List<VerificationCode> codes = codes(store, command);
        if (codes.isEmpty() || !MailboxKey.of(codes.get(0).email()).equals(key)) {
            return refuse(store, command, user, Reason.SUPERSEDED, now);
        }
        GuessPermit permit = mailbox.guess(command.origin().client(), policy, now);
        if (permit instanceof GuessPermit.Locked locked) {
            return new Refused(Reason.LOCKED, Duration.between(now, locked.until()));
        }
        Optional<VerificationAttempt.Reason> late = Optional.empty();
        for (VerificationCode code : codes) {
            VerificationAttempt attempt = attempt(code, command.code(), now);
            if (attempt instanceof VerificationAttempt.Accepted accepted) {
                return move(store, command, user, mailbox, accepted.next(), now);
            }
            VerificationAttempt.Reason reason = ((VerificationAttempt.Rejected) attempt).reason();
            if (reason != VerificationAttempt.Reason.WRONG && late.isEmpty()) {
                late = Optional.of(reason);
            }
        }
        if (late.isPresent()) {
            // The right code come too late is not a guess: nothing is counted.
            return refuse(store, command, user, reasonFor(late.get()), now);
        }
        WrongGuess.note(store, ((GuessPermit.Allowed) permit).counted(), policy, now);
        return refuse(store, command, user, Reason.WRONG, now);
    }

    private static List<VerificationCode> codes(RegistrationStore store, Command command) {
        return store.verificationCodes()
                .findEmailChanges(command.caller().user().id(), CODES_COMPARED);
    }

    /** What was never sent is not to be hit. */
    private VerificationAttempt attempt(VerificationCode code, OneTimeCode presented, Instant now) {
        return codeHasher
                .digest(code.digest().keyId(), code.id().text(), presented.secret())
                .filter(digest -> !code.isDeleted())
                .map(digest -> code.attempt(digest, now))
                .orElseGet(() -> new VerificationAttempt.Rejected(VerificationAttempt.Reason.WRONG));
    }

    private Result move(
            RegistrationStore store, Command command, User user, Mailbox mailbox, VerificationCode used, Instant now) {
        EmailAddress next = used.email();
        if (store.users()
                .findOccupant(next)
                .filter(occupant -> !occupant.id().equals(user.id()))
                .isPresent()) {
            return refuse(store, command, user, Reason.EMAIL_TAKEN, now);
        }
        User moved = user.changeEmail(next, now);
        store.verificationCodes().update(used);
        store.verificationCodes().supersede(MailboxKey.of(user.email()), VerificationCodeType.RECOVERY, now);
        store.mailboxes().update(mailbox.refilled());
        store.users().update(moved);
        for (OpenInvitation open : store.invitations().findPending(mailbox.key())) {
            invitations.end(
                    store,
                    open.invitation(),
                    open.user(),
                    InvitationEnding.Cause.DECLINED,
                    // To an account that invites it is not said who somebody is in another one.
                    AuditEvent.ANONYMOUS,
                    command.origin(),
                    now);
        }
        store.outbox().add(mails.in(command.languages()).emailChanged(user.email(), next, now));
        store.auditLog()
                .add(audit.done(
                        user.id().text(),
                        user.email().masked(),
                        next.masked(),
                        user.accountId(),
                        command.origin(),
                        now));
        return new Changed(moved);
    }

    private Refused refuse(RegistrationStore store, Command command, User user, Reason reason, Instant now) {
        store.auditLog().add(audit.refused(user, user.id().text(), reason, command.origin(), now));
        return new Refused(reason, Duration.ZERO);
    }

    private static Reason reasonFor(VerificationAttempt.Reason reason) {
        return switch (reason) {
            case WRONG -> Reason.WRONG;
            case USED -> Reason.USED;
            case SUPERSEDED -> Reason.SUPERSEDED;
            case EXPIRED -> Reason.EXPIRED;
        };
    }
}
