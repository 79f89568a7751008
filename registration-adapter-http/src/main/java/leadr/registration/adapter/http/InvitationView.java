package leadr.registration.adapter.http;

import java.time.Instant;
import leadr.registration.application.store.InvitedUser;
import leadr.registration.application.store.ShownInvitationStatus;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.User;
import org.jspecify.annotations.Nullable;

/** An invitation as it goes out. */
record InvitationView(
        String userId,
        String email,
        String displayName,
        String role,
        String status,
        String invitedBy,
        String sentAt,
        String expiresAt,
        @Nullable String acceptedAt,
        String createdAt) {
    /** @param now the moment at which it is shown */
    static InvitationView from(InvitedUser invited, Instant now) {
        Invitation invitation = invited.invitation();
        User user = invited.user();
        return new InvitationView(
                invitation.userId().text(),
                invitation.email().value(),
                user.displayName().value(),
                WireName.of(user.role()),
                WireName.of(ShownInvitationStatus.of(invitation, now)),
                invitation.invitedBy().text(),
                WireTime.text(invitation.sentAt()),
                WireTime.text(invitation.expiresAt()),
                invitation.acceptedAt() == null ? null : WireTime.text(invitation.acceptedAt()),
                WireTime.text(invitation.createdAt()));
    }
}
