package leadr.registration.application.invitation;

/** What can be done with invitations by e-mail. Each is safe to call from several threads. */
public record InvitationUseCases(
        InviteUser invite, ListInvitations list, ResendInvitation resend, RevokeInvitation revoke) {}
