package leadr.registration.domain.verification;

import static leadr.registration.domain.verification.Codes.END;
import static leadr.registration.domain.verification.Codes.LATER;
import static leadr.registration.domain.verification.Codes.RIGHT;
import static leadr.registration.domain.verification.Codes.USER;
import static leadr.registration.domain.verification.Codes.WRONG;
import static leadr.registration.domain.verification.Codes.digest;
import static leadr.registration.domain.verification.Codes.issued;
import static leadr.registration.domain.verification.Codes.pending;
import static org.assertj.core.api.Assertions.assertThat;

import leadr.registration.domain.verification.VerificationAttempt.Accepted;
import leadr.registration.domain.verification.VerificationAttempt.Reason;
import leadr.registration.domain.verification.VerificationAttempt.Rejected;
import org.junit.jupiter.api.Test;

class VerificationAttemptTest {
    @Test
    void theRightCodeIsAcceptedAndThenUsed() {
        assertThat(pending().attempt(RIGHT, LATER))
                .isEqualTo(new Accepted(pending().markAsUsed(LATER)));
    }

    @Test
    void theRightCodeOfAnInvitationIsAcceptedToo() {
        VerificationCode invite = issued(VerificationCodeType.INVITE, USER);

        assertThat(invite.attempt(RIGHT, LATER)).isEqualTo(new Accepted(invite.markAsUsed(LATER)));
    }

    @Test
    void correctCodeIsAcceptedInItsLastMoment() {
        assertThat(pending().attempt(RIGHT, END.minusNanos(1))).isInstanceOf(Accepted.class);
    }

    @Test
    void correctCodeIsRefusedOnceItHasExpired() {
        assertThat(pending().attempt(RIGHT, END)).isEqualTo(new Rejected(Reason.EXPIRED));
        assertThat(pending().attempt(RIGHT, END.plusNanos(1))).isEqualTo(new Rejected(Reason.EXPIRED));
    }

    @Test
    void wrongCodeIsWrongWhateverBecameOfTheRightOne() {
        Rejected wrong = new Rejected(Reason.WRONG);

        assertThat(pending().attempt(WRONG, LATER)).isEqualTo(wrong);
        assertThat(pending().attempt(WRONG, END)).isEqualTo(wrong);
        assertThat(pending().markAsUsed(LATER).attempt(WRONG, LATER)).isEqualTo(wrong);
        assertThat(pending().markAsExpired(LATER).attempt(WRONG, LATER)).isEqualTo(wrong);
        assertThat(pending().softDelete(LATER).attempt(WRONG, LATER)).isEqualTo(wrong);
    }

    @Test
    void digestOfAnotherKeyIsWrong() {
        assertThat(pending().attempt(digest("k2", 1), LATER)).isEqualTo(new Rejected(Reason.WRONG));
    }

    @Test
    void correctCodeIsRefusedTheSecondTime() {
        VerificationCode used = pending().markAsUsed(LATER);

        assertThat(used.attempt(RIGHT, LATER)).isEqualTo(new Rejected(Reason.USED));
        assertThat(used.attempt(RIGHT, END)).isEqualTo(new Rejected(Reason.USED));
        assertThat(used.consume(LATER).attempt(RIGHT, LATER)).isEqualTo(new Rejected(Reason.USED));
    }

    @Test
    void correctCodeIsRefusedWhenANewerOneTookItsPlace() {
        VerificationCode dead = pending().markAsExpired(LATER);

        assertThat(dead.attempt(RIGHT, LATER)).isEqualTo(new Rejected(Reason.SUPERSEDED));
        assertThat(dead.attempt(RIGHT, END)).isEqualTo(new Rejected(Reason.SUPERSEDED));
    }

    @Test
    void correctCodeIsRefusedWhenItIsDeletedAndAcceptedWhenRestored() {
        VerificationCode deleted = pending().softDelete(LATER);

        assertThat(deleted.attempt(RIGHT, LATER)).isEqualTo(new Rejected(Reason.SUPERSEDED));
        assertThat(deleted.attempt(RIGHT, END)).isEqualTo(new Rejected(Reason.SUPERSEDED));
        assertThat(deleted.restore(LATER).attempt(RIGHT, LATER)).isInstanceOf(Accepted.class);
    }
}
