package leadr.registration.domain.account;

import java.time.Instant;
import leadr.registration.domain.email.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * That an address is asked to join an account. Issued pending, sent again any number of times, then accepted or revoked for
 * good. Several accounts may invite one address; of one account at most one invitation is pending for it. Immutable.
 *
 * @param userId the user whom accepting makes active; names the invitation, too
 * @param invitedBy who sent it last
 * @param expiresAt the first moment the code that was sent last is not accepted any more
 * @param acceptedAt null unless accepted
 */
public record Invitation(
        UserId userId,
        AccountId accountId,
        EmailAddress email,
        UserId invitedBy,
        InvitationStatus status,
        Instant sentAt,
        Instant expiresAt,
        @Nullable Instant acceptedAt,
        Instant createdAt) {
    /** Restores an invitation as it was stored. */
    public Invitation {
        if (!expiresAt.isAfter(sentAt) || sentAt.isBefore(createdAt)) {
            throw new IllegalArgumentException("an invitation is made, sent, and over, in this order");
        }
        if ((acceptedAt != null) != (status == InvitationStatus.ACCEPTED)) {
            throw new IllegalArgumentException("an accepted invitation has the moment of it, no other has");
        }
    }

    /** A new pending invitation of a user who is invited. */
    public static Invitation issue(User invited, UserId invitedBy, Instant expiresAt, Instant now) {
        if (!invited.isInvited()) {
            throw new IllegalArgumentException("the user of a new invitation is invited");
        }
        return new Invitation(
                invited.id(),
                invited.accountId(),
                invited.email(),
                invitedBy,
                InvitationStatus.PENDING,
                now,
                expiresAt,
                null,
                now);
    }

    public boolean isPending() {
        return status == InvitationStatus.PENDING;
    }

    /** Whether it waits for somebody whose code is too old; true at {@code expiresAt} itself. Sending it again helps. */
    public boolean isExpired(Instant now) {
        return isPending() && !now.isBefore(expiresAt);
    }

    /**
     * The same invitation, sent again.
     *
     * @throws IllegalStateException unless pending
     */
    public Invitation resend(UserId by, Instant nextExpiresAt, Instant now) {
        requirePending();
        return new Invitation(userId, accountId, email, by, status, now, nextExpiresAt, null, createdAt);
    }

    /**
     * The same invitation, accepted. Says nothing of its time: that is the business of its code.
     *
     * @throws IllegalStateException unless pending
     */
    public Invitation accept(Instant now) {
        requirePending();
        return with(InvitationStatus.ACCEPTED, now);
    }

    /**
     * The same invitation, revoked; unchanged when it is already.
     *
     * @throws IllegalStateException when it was accepted
     */
    public Invitation revoke() {
        if (status == InvitationStatus.REVOKED) {
            return this;
        }
        requirePending();
        return with(InvitationStatus.REVOKED, null);
    }

    private void requirePending() {
        if (!isPending()) {
            throw new IllegalStateException("only a pending invitation is sent, accepted or revoked");
        }
    }

    private Invitation with(InvitationStatus next, @Nullable Instant accepted) {
        return new Invitation(userId, accountId, email, invitedBy, next, sentAt, expiresAt, accepted, createdAt);
    }
}
