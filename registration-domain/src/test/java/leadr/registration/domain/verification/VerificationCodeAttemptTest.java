package leadr.registration.domain.verification;

import static leadr.registration.domain.verification.VerificationCodes.END;
import static leadr.registration.domain.verification.VerificationCodes.RIGHT;
import static leadr.registration.domain.verification.VerificationCodes.START;
import static leadr.registration.domain.verification.VerificationCodes.WRONG;
import static leadr.registration.domain.verification.VerificationCodes.pending;
import static leadr.registration.domain.verification.VerificationCodes.pendingForUser;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import leadr.registration.domain.verification.VerificationAttempt.Accepted;
import leadr.registration.domain.verification.VerificationAttempt.Reason;
import leadr.registration.domain.verification.VerificationAttempt.Rejected;
import org.junit.jupiter.api.Test;

class VerificationCodeAttemptTest {
    private static final Instant NOW = START.plusSeconds(30);

    @Test
    void theRightCodeIsAcceptedAndComesBackUsed() {
        VerificationCode code = pending();

        assertThat(code.attempt(RIGHT, NOW)).isEqualTo(new Accepted(code.markAsUsed(NOW)));
    }

    @Test
    void theRightCodeOfAnInvitationAndOfARecoveryIsAccepted() {
        for (VerificationCodeType type :
                new VerificationCodeType[] {VerificationCodeType.INVITE, VerificationCodeType.RECOVERY}) {
            VerificationCode code = pendingForUser(type);

            assertThat(code.attempt(RIGHT, NOW)).as(type.name()).isEqualTo(new Accepted(code.markAsUsed(NOW)));
        }
    }

    @Test
    void anEqualDigestThatIsAnotherObjectIsRight() {
        assertThat(pending().attempt(VerificationCodes.digest("k1", 1), NOW)).isInstanceOf(Accepted.class);
    }

    @Test
    void aWrongCodeIsRejected() {
        assertThat(pending().attempt(WRONG, NOW)).isEqualTo(new Rejected(Reason.WRONG));
    }

    @Test
    void theSameHashOfAnotherKeyIsWrong() {
        assertThat(pending().attempt(VerificationCodes.digest("k2", 1), NOW)).isEqualTo(new Rejected(Reason.WRONG));
    }

    @Test
    void anAttemptLeavesTheCodeItselfAlone() {
        VerificationCode code = pending();

        assertThat(code.attempt(RIGHT, NOW)).isInstanceOf(Accepted.class);

        assertThat(code).isEqualTo(pending());
    }

    @Test
    void theRightCodeIsAcceptedOneTickBeforeTheEnd() {
        assertThat(pending().attempt(RIGHT, END.minusNanos(1))).isInstanceOf(Accepted.class);
    }

    @Test
    void theRightCodeIsTooOldAtTheEndAndAfterIt() {
        assertThat(pending().attempt(RIGHT, END)).isEqualTo(new Rejected(Reason.EXPIRED));
        assertThat(pending().attempt(RIGHT, END.plusNanos(1))).isEqualTo(new Rejected(Reason.EXPIRED));
    }

    @Test
    void theRightCodeIsAcceptedAtTheMomentItIsIssued() {
        assertThat(pending().attempt(RIGHT, START)).isInstanceOf(Accepted.class);
    }

    @Test
    void aUsedCodeIsNotAcceptedAgain() {
        VerificationCode used = pending().markAsUsed(NOW);

        assertThat(used.attempt(RIGHT, NOW)).isEqualTo(new Rejected(Reason.USED));
        assertThat(used.attempt(RIGHT, END.plusSeconds(1))).isEqualTo(new Rejected(Reason.USED));
        assertThat(used.consume(NOW).attempt(RIGHT, NOW)).isEqualTo(new Rejected(Reason.USED));
    }

    @Test
    void aSupersededCodeIsNotAcceptedWhetherInTimeOrNot() {
        VerificationCode superseded = pending().markAsExpired(NOW);

        assertThat(superseded.attempt(RIGHT, NOW)).isEqualTo(new Rejected(Reason.SUPERSEDED));
        assertThat(superseded.attempt(RIGHT, END)).isEqualTo(new Rejected(Reason.SUPERSEDED));
    }

    @Test
    void aDeletedCodeCountsAsSupersededWhetherInTimeOrNot() {
        VerificationCode deleted = pending().softDelete(NOW);

        assertThat(deleted.attempt(RIGHT, NOW)).isEqualTo(new Rejected(Reason.SUPERSEDED));
        assertThat(deleted.attempt(RIGHT, END)).isEqualTo(new Rejected(Reason.SUPERSEDED));
    }

    @Test
    void aRestoredCodeIsAcceptedAgain() {
        VerificationCode restored = pending().softDelete(NOW).restore(NOW);

        assertThat(restored.attempt(RIGHT, NOW)).isInstanceOf(Accepted.class);
    }

    @Test
    void aWrongCodeIsWrongWhateverTheStateOfTheCode() {
        Rejected wrong = new Rejected(Reason.WRONG);

        assertThat(pending().markAsUsed(NOW).attempt(WRONG, NOW)).isEqualTo(wrong);
        assertThat(pending().markAsExpired(NOW).attempt(WRONG, NOW)).isEqualTo(wrong);
        assertThat(pending().softDelete(NOW).attempt(WRONG, NOW)).isEqualTo(wrong);
        assertThat(pending().attempt(WRONG, END)).isEqualTo(wrong);
    }
}
