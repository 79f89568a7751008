package leadr.registration.application.store;

import java.time.Instant;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Invitation;
import org.jspecify.annotations.Nullable;

/**
 * Which invitations are listed.
 *
 * @param account only those to this account
 * @param status only those that are shown so; null for all
 * @param now the moment at which they are shown
 */
public record InvitationFilter(AccountId account, @Nullable ShownInvitationStatus status, Instant now) {
    /** Whether an invitation is listed. */
    public boolean accepts(Invitation invitation) {
        return invitation.accountId().equals(account)
                && (status == null || ShownInvitationStatus.of(invitation, now) == status);
    }
}
