package leadr.registration.application.store;

import java.time.Instant;
import leadr.registration.domain.account.Invitation;

/** What a list shows of where an invitation stands: what is stored, and that the time of a pending one is over. */
public enum ShownInvitationStatus {
    PENDING,
    ACCEPTED,
    /** Pending still, but its code is too old; true at {@code expiresAt} itself. */
    EXPIRED,
    REVOKED;

    /** How an invitation is shown at this moment. */
    public static ShownInvitationStatus of(Invitation invitation, Instant now) {
        return switch (invitation.status()) {
            case PENDING -> invitation.isExpired(now) ? EXPIRED : PENDING;
            case ACCEPTED -> ACCEPTED;
            case REVOKED -> REVOKED;
        };
    }
}
