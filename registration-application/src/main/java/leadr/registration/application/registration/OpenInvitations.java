package leadr.registration.application.registration;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.invitation.InvitationEnding;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.OpenInvitation;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;

/** The pending invitations of an address that becomes active. Safe to call from several threads. */
record OpenInvitations(InvitationEnding ending) {
    /**
     * The same invitations, held with their accounts and users, and the latter as they are now: meanwhile somebody of an
     * account may have changed them. The caller holds the mailbox of the address.
     */
    static List<OpenInvitation> held(RegistrationStore store, List<OpenInvitation> found) {
        // In the order in which everybody holds accounts, and all of them before the first user.
        Map<AccountId, Account> accounts = found.stream()
                .map(open -> open.account().id())
                .distinct()
                .sorted(Comparator.comparing(AccountId::value))
                .map(id -> store.accounts().findForUpdate(id).orElseThrow())
                .collect(Collectors.toMap(Account::id, Function.identity()));
        return found.stream()
                .map(open -> new OpenInvitation(
                        open.invitation(),
                        store.users().findForUpdate(open.user().id()).orElseThrow(),
                        Objects.requireNonNull(accounts.get(open.account().id()))))
                .toList();
    }

    /**
     * Declines them. Nobody is named as the one who does it: to an account that invites it is not said who somebody is in
     * another one.
     *
     * @param held see {@link #held}
     */
    void decline(RegistrationStore store, List<OpenInvitation> held, RequestOrigin origin, Instant now) {
        held.forEach(open -> ending.end(
                store,
                open.invitation(),
                open.user(),
                InvitationEnding.Cause.DECLINED,
                AuditEvent.ANONYMOUS,
                origin,
                now));
    }
}
