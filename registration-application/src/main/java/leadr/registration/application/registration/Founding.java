package leadr.registration.application.registration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.registration.CompleteRegistration.Command;
import leadr.registration.application.registration.CompleteRegistration.Completed;
import leadr.registration.application.registration.CompleteRegistration.Reason;
import leadr.registration.application.registration.CompleteRegistration.Refused;
import leadr.registration.application.registration.CompleteRegistration.Result;
import leadr.registration.application.store.KnownAddress;
import leadr.registration.application.store.OpenInvitation;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.jamcode.JamCodeRedemptionId;
import leadr.registration.domain.jamcode.JamCodeText;
import leadr.registration.domain.jamcode.RedemptionVerdict;
import leadr.registration.domain.jamcode.RedemptionVerdict.Redeemed;

/** Completes a registration: a new account with its owner; whoever invited the address is declined. */
final class Founding {
    private final MailComposer mails;
    private final OpenInvitations openInvitations;

    Founding(MailComposer mails, OpenInvitations openInvitations) {
        this.mails = mails;
        this.openInvitations = openInvitations;
    }

    /**
     * Founds an account.
     *
     * @throws NoUseLeft when it has to be undone
     */
    Result complete(Completion completion) {
        RegistrationStore store = completion.store();
        Command command = completion.command();
        String name = command.accountName();
        if (name == null || name.isBlank()) {
            return new Refused(Reason.ACCOUNT_NAME_MISSING);
        }
        WantedNames names;
        try {
            names = WantedNames.read(
                    name,
                    command.accountSlug(),
                    command.displayName(),
                    completion.code().email());
        } catch (InvalidValue broken) {
            return new Refused(Reason.RULE_BROKEN, broken);
        }
        AccountId accountId = new AccountId(completion.ids().next());
        Optional<Redeemed> redeemed = Optional.empty();
        if (completion.hasJamCode()) {
            redeemed = redeem(completion, accountId);
            if (redeemed.isEmpty()) {
                return new Refused(Reason.JAM_CODE_INVALID);
            }
        }
        WantedNames.Availability available = names.availableIn(store);
        if (available.slug().isEmpty()) {
            return new Refused(Reason.SLUG_TAKEN);
        }
        if (!available.name()) {
            return new Refused(Reason.ACCOUNT_NAME_TAKEN);
        }
        KnownAddress known = store.users().findAddress(completion.code().email());
        if (known.occupant().isPresent()) {
            return new Refused(Reason.EMAIL_TAKEN);
        }
        Account account =
                Account.found(accountId, names.accountName(), available.slug().get(), completion.now());
        // Held before anything is added: who waits for one of them must not make others wait for the new names.
        List<OpenInvitation> declined = OpenInvitations.held(store, known.invitations());
        return found(completion, account, names.displayName(), redeemed, declined);
    }

    /** Decides whether a new account may have the code; empty when not, for whatever reason. */
    private static Optional<Redeemed> redeem(Completion completion, AccountId account) {
        JamCodeText text;
        try {
            text = JamCodeText.parse(String.valueOf(completion.command().jamCode()));
        } catch (InvalidValue noCode) {
            return Optional.empty();
        }
        return completion.store().jamCodes().find(text).flatMap(code -> {
            RedemptionVerdict verdict =
                    code.redeem(new JamCodeRedemptionId(completion.ids().next()), account, false, completion.now());
            return verdict instanceof Redeemed redeemed ? Optional.of(redeemed) : Optional.empty();
        });
    }

    private Result found(
            Completion completion,
            Account account,
            DisplayName displayName,
            Optional<Redeemed> redeemed,
            List<OpenInvitation> declined) {
        RegistrationStore store = completion.store();
        Command command = completion.command();
        Instant now = completion.now();
        User user = User.foundingOwner(
                new UserId(completion.ids().next()),
                account.id(),
                completion.code().email(),
                displayName,
                now);
        store.accounts().add(account);
        store.users().add(user);
        ApiKey unused = completion.issueKey(user, ApiKey.REGISTRATION_KEY_NAME);
        store.outbox().add(mails.in(command.languages()).welcome(user.email(), account.name(), account.slug(), now));
        openInvitations.decline(store, declined, command.origin(), now);
        completion.audit(
                user,
                redeemed.map(accepted -> "redeemed " + accepted.next().id().text())
                        .orElse(null));
        redeemed.ifPresent(accepted -> {
            store.jamCodeRedemptions().add(accepted.redemption());
            // Last, because others who redeem the code may have to wait for it.
            if (!store.jamCodes().claimUse(accepted.next())) {
                throw new NoUseLeft();
            }
        });
        return new Completed(
                account,
                user,
                completion.newKey().secret(),
                redeemed.map(Redeemed::redemption).orElse(null),
                false);
    }

    /** Somebody else took the last use of the jam code meanwhile: undoes everything. */
    static final class NoUseLeft extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoUseLeft() {
            super("no use is left", null, false, false);
        }
    }
}
