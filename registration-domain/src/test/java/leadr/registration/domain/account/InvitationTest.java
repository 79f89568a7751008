package leadr.registration.domain.account;

import static leadr.registration.domain.account.Accounts.LATER;
import static leadr.registration.domain.account.Accounts.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InvitationTest {
    private static final UserId OWNER = new UserId(new UUID(3, 3));
    private static final UserId ADMIN = new UserId(new UUID(4, 4));
    private static final Instant END = NOW.plusSeconds(86_400);

    private final Invitation pending = Invitation.issue(Accounts.invited(), OWNER, END, NOW);

    @Test
    void aNewInvitationIsPendingForTheAddressOfItsUser() {
        assertThat(pending)
                .isEqualTo(new Invitation(
                        Accounts.USER_ID,
                        Accounts.ACCOUNT_ID,
                        Accounts.EMAIL,
                        OWNER,
                        InvitationStatus.PENDING,
                        NOW,
                        END,
                        null,
                        NOW));
        assertThat(pending.isPending()).isTrue();
    }

    @Test
    void onlyAnInvitedUserIsInvited() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Invitation.issue(Accounts.owner(), OWNER, END, NOW))
                .withMessage("the user of a new invitation is invited");
    }

    @Test
    void itIsExpiredFromItsEndOnWhileItIsPending() {
        assertThat(pending.isExpired(END.minusNanos(1_000))).isFalse();
        assertThat(pending.isExpired(END)).isTrue();
        assertThat(pending.accept(LATER).isExpired(END)).isFalse();
        assertThat(pending.revoke().isExpired(END)).isFalse();
    }

    @Test
    void sentAgainItLivesLongerAndNamesWhoSentIt() {
        Invitation again = pending.resend(ADMIN, END.plusSeconds(5), LATER);

        assertThat(again.invitedBy()).isEqualTo(ADMIN);
        assertThat(again.sentAt()).isEqualTo(LATER);
        assertThat(again.expiresAt()).isEqualTo(END.plusSeconds(5));
        assertThat(again.createdAt()).isEqualTo(NOW);
        assertThat(again.isPending()).isTrue();
    }

    @Test
    void acceptedItKnowsWhen() {
        Invitation accepted = pending.accept(LATER);

        assertThat(accepted.status()).isEqualTo(InvitationStatus.ACCEPTED);
        assertThat(accepted.acceptedAt()).isEqualTo(LATER);
        assertThat(accepted.isPending()).isFalse();
    }

    @Test
    void revokingIsForGoodAndDoneOnce() {
        Invitation revoked = pending.revoke();

        assertThat(revoked.status()).isEqualTo(InvitationStatus.REVOKED);
        assertThat(revoked.revoke()).isSameAs(revoked);
    }

    @Test
    void onlyAPendingOneIsSentAcceptedOrRevoked() {
        for (Invitation done : List.of(pending.accept(LATER), pending.revoke())) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> done.resend(OWNER, END.plusSeconds(9), LATER))
                    .withMessage("only a pending invitation is sent, accepted or revoked");
            assertThatIllegalStateException().isThrownBy(() -> done.accept(LATER));
        }
        assertThatIllegalStateException().isThrownBy(() -> pending.accept(LATER).revoke());
    }

    @Test
    void aDamagedOneIsNotRestored() {
        assertThatIllegalArgumentException().isThrownBy(() -> Invitation.issue(Accounts.invited(), OWNER, NOW, NOW));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> restored(InvitationStatus.PENDING, NOW.minusSeconds(1), null));
        assertThatIllegalArgumentException().isThrownBy(() -> restored(InvitationStatus.PENDING, NOW, LATER));
        assertThatIllegalArgumentException().isThrownBy(() -> restored(InvitationStatus.ACCEPTED, NOW, null));
    }

    private static Invitation restored(InvitationStatus status, Instant sentAt, @Nullable Instant acceptedAt) {
        return new Invitation(
                Accounts.USER_ID, Accounts.ACCOUNT_ID, Accounts.EMAIL, OWNER, status, sentAt, END, acceptedAt, NOW);
    }
}
