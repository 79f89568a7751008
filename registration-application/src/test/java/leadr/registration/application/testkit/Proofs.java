package leadr.registration.application.testkit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import leadr.registration.application.secret.VerificationTokens.Claims;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeType;
import org.jspecify.annotations.Nullable;

/** Invitations that were sent and addresses that were proved: what is in the store then, without the mails. */
public record Proofs(Transactions transactions, FakeVerificationTokens tokens, InstantSource clock) {
    /** An account with its owner. */
    public User owner(String name) {
        return owner(Fixtures.account(name));
    }

    /** An owner of an account, both stored. */
    public User owner(Account account) {
        User owner = Fixtures.owner(account, "owner@" + account.slug().value() + ".example");
        commit(store -> {
            store.accounts().add(account);
            store.users().add(owner);
        });
        return owner;
    }

    /** The user of a pending invitation, called Guest, which ends in a day. */
    public User invited(User by, String email, Role role) {
        Instant now = clock.instant();
        User invited = User.invited(
                new UserId(Fixtures.anId()),
                by.accountId(),
                Fixtures.email(email),
                new DisplayName("Guest"),
                role,
                now);
        commit(store -> {
            store.users().add(invited);
            store.invitations().add(Invitation.issue(invited, by.id(), now.plusSeconds(86_400), now));
        });
        return invited;
    }

    /** The token of somebody who is invited. */
    public PlainSecret invitation(User invited) {
        return token(VerificationCodeType.INVITE, invited.email().value(), invited.id());
    }

    /** The token of somebody nobody knows. */
    public PlainSecret registration(String email) {
        return token(VerificationCodeType.REGISTRATION, email, null);
    }

    /** The token of somebody who wants to get back in. */
    public PlainSecret recovery(User user) {
        return token(VerificationCodeType.RECOVERY, user.email().value(), user.id());
    }

    /** The token of a code that was verified a moment ago; good for ten minutes. */
    public PlainSecret token(VerificationCodeType type, String email, @Nullable UserId user) {
        Instant now = clock.instant();
        VerificationCode used = Fixtures.code(type, email, user, now).markAsUsed(now);
        commit(store -> store.verificationCodes().add(used));
        return tokens.issue(new Claims(used.id(), used.email(), type, user, now, now.plusSeconds(600)));
    }

    private void commit(Consumer<RegistrationStore> work) {
        boolean done = transactions.run(store -> {
            work.accept(store);
            return true;
        });
        if (!done) {
            throw new AssertionError("not done");
        }
    }
}
