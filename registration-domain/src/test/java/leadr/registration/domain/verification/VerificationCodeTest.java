package leadr.registration.domain.verification;

import static leadr.registration.domain.verification.Codes.EMAIL;
import static leadr.registration.domain.verification.Codes.END;
import static leadr.registration.domain.verification.Codes.ID;
import static leadr.registration.domain.verification.Codes.LATER;
import static leadr.registration.domain.verification.Codes.NOW;
import static leadr.registration.domain.verification.Codes.RIGHT;
import static leadr.registration.domain.verification.Codes.USER;
import static leadr.registration.domain.verification.Codes.issued;
import static leadr.registration.domain.verification.Codes.pending;
import static leadr.registration.domain.verification.Codes.stored;
import static leadr.registration.domain.verification.VerificationCodeStatus.EXPIRED;
import static leadr.registration.domain.verification.VerificationCodeStatus.PENDING;
import static leadr.registration.domain.verification.VerificationCodeStatus.USED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationCodeTest {
    @Test
    void aNewCodeIsPendingAndLivesItsLife() {
        VerificationCode code = pending();

        assertThat(code).isEqualTo(stored(PENDING, null, null));
        assertThat(code.isLive()).isTrue();
        assertThat(code.isUsed()).isFalse();
        assertThat(code.isConsumed()).isFalse();
        assertThat(code.isDeleted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void aCodeThatEndsBeforeItBeginsIsRefused(long nanos) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerificationCode.issue(
                        ID, VerificationCodeType.REGISTRATION, EMAIL, null, RIGHT, Duration.ofNanos(nanos), NOW))
                .withMessage("a code ends after it begins");
    }

    @Test
    void theShortestLifeIsATick() {
        VerificationCode code = VerificationCode.issue(
                ID, VerificationCodeType.REGISTRATION, EMAIL, null, RIGHT, Duration.ofNanos(1), NOW);

        assertThat(code.isValid(NOW)).isTrue();
        assertThat(code.isValid(NOW.plusNanos(1))).isFalse();
    }

    @Test
    void aRegistrationHasNoUser() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> issued(VerificationCodeType.REGISTRATION, USER))
                .withMessage("only a registration has no user yet");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "REGISTRATION")
    void everyOtherCodeHasAUser(VerificationCodeType type) {
        assertThat(issued(type, USER).userId()).isEqualTo(USER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> issued(type, null))
                .withMessage("only a registration has no user yet");
    }

    @Test
    void aCodeKnowsWhatItIsFor() {
        VerificationCode registration = pending();
        VerificationCode invite = issued(VerificationCodeType.INVITE, USER);
        VerificationCode recovery = issued(VerificationCodeType.RECOVERY, USER);

        assertThat(registration.isRegistration()).isTrue();
        assertThat(registration.isInvite()).isFalse();
        assertThat(registration.isRecovery()).isFalse();
        assertThat(invite.isInvite()).isTrue();
        assertThat(invite.isRegistration()).isFalse();
        assertThat(recovery.isRecovery()).isTrue();
        assertThat(recovery.isInvite()).isFalse();
        assertThat(recovery.isEmailChange()).isFalse();
        assertThat(issued(VerificationCodeType.EMAIL_CHANGE, USER).isEmailChange())
                .isTrue();
    }

    @Test
    void aUsedCodeHasTheMomentOfItsUse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stored(USED, null, null))
                .withMessage("a used code has the moment of its use, no other has");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "USED")
    void noOtherCodeHasTheMomentOfItsUse(VerificationCodeStatus status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stored(status, LATER, null))
                .withMessage("a used code has the moment of its use, no other has");
    }

    @Test
    void aCodeThatWasUsedAfterItsEndIsRefused() {
        assertThat(stored(USED, END.minusNanos(1), null).isUsed()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stored(USED, END, null))
                .withMessage("a code is not accepted after its end");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stored(USED, END.plusNanos(1), null))
                .withMessage("a code is not accepted after its end");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "USED")
    void onlyAUsedCodeHasATokenToConsume(VerificationCodeStatus status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stored(status, null, LATER))
                .withMessage("only a used code has a token to consume");
    }

    @Test
    void aCodeIsValidUntilTheMomentBeforeItsEnd() {
        VerificationCode code = pending();

        assertThat(code.isExpired(END.minusNanos(1))).isFalse();
        assertThat(code.isExpired(END)).isTrue();
        assertThat(code.isExpired(END.plusNanos(1))).isTrue();
        assertThat(code.isValid(END.minusNanos(1))).isTrue();
        assertThat(code.isValid(END)).isFalse();
        assertThat(code.isLive()).isTrue();
    }

    @Test
    void aValidCodeIsMarkedAsUsed() {
        VerificationCode used = pending().markAsUsed(LATER);

        assertThat(used)
                .isEqualTo(new VerificationCode(
                        ID,
                        VerificationCodeType.REGISTRATION,
                        EMAIL,
                        null,
                        RIGHT,
                        USED,
                        END,
                        LATER,
                        null,
                        null,
                        null,
                        null,
                        NOW,
                        LATER,
                        null));
        assertThat(used.isUsed()).isTrue();
        assertThat(used.isLive()).isFalse();
        assertThat(used.isValid(LATER)).isFalse();
    }

    @Test
    void aCodeIsMarkedAsUsedInItsLastMomentButNotAtItsEnd() {
        assertThat(pending().markAsUsed(END.minusNanos(1)).isUsed()).isTrue();
        notUsable(pending(), END);
    }

    @Test
    void aUsedDeadOrDeletedCodeIsNotMarkedAsUsed() {
        notUsable(pending().markAsUsed(LATER), LATER);
        notUsable(pending().markAsExpired(LATER), LATER);
        notUsable(pending().softDelete(LATER), LATER);
    }

    @Test
    void aPendingCodeDiesBeforeItsTime() {
        VerificationCode dead = pending().markAsExpired(LATER);

        assertThat(dead.status()).isEqualTo(EXPIRED);
        assertThat(dead.updatedAt()).isEqualTo(LATER);
        assertThat(dead.createdAt()).isEqualTo(NOW);
        assertThat(dead.isLive()).isFalse();
        assertThat(dead.isValid(LATER)).isFalse();
    }

    @Test
    void aUsedOrDeadCodeDoesNotDieAgain() {
        VerificationCode used = pending().markAsUsed(LATER);
        VerificationCode dead = pending().markAsExpired(LATER);

        assertThat(used.markAsExpired(LATER.plusSeconds(1))).isSameAs(used);
        assertThat(dead.markAsExpired(LATER.plusSeconds(1))).isSameAs(dead);
    }

    @Test
    void aDeletedCodeThatDiesStaysDeleted() {
        assertThat(pending().softDelete(LATER).markAsExpired(END).deletedAt()).isEqualTo(LATER);
    }

    @Test
    void theTokenOfAUsedCodeIsConsumedOnceEvenAfterTheEndOfTheCode() {
        Instant late = END.plusSeconds(30);
        VerificationCode consumed = pending().markAsUsed(LATER).consume(late);

        assertThat(consumed.isConsumed()).isTrue();
        assertThat(consumed.isUsed()).isTrue();
        assertThat(consumed.consumedAt()).isEqualTo(late);
        assertThat(consumed.usedAt()).isEqualTo(LATER);
        assertThat(consumed.updatedAt()).isEqualTo(late);
        notConsumable(consumed);
    }

    @Test
    void theTokenOfACodeThatIsNotUsedIsNotConsumed() {
        notConsumable(pending());
        notConsumable(pending().markAsExpired(LATER));
    }

    @Test
    void aCodeIsDeletedOnceAndRestored() {
        VerificationCode deleted = pending().softDelete(LATER);

        assertThat(deleted.isDeleted()).isTrue();
        assertThat(deleted.deletedAt()).isEqualTo(LATER);
        assertThat(deleted.updatedAt()).isEqualTo(LATER);
        assertThat(deleted.isLive()).isFalse();
        assertThat(deleted.isValid(LATER)).isFalse();
        assertThat(deleted.softDelete(END)).isSameAs(deleted);

        VerificationCode restored = deleted.restore(LATER.plusSeconds(1));
        assertThat(restored.isDeleted()).isFalse();
        assertThat(restored.isLive()).isTrue();
        assertThat(restored.updatedAt()).isEqualTo(LATER.plusSeconds(1));
        assertThat(restored.restore(END)).isSameAs(restored);
    }

    @Test
    void deletingAUsedCodeKeepsItsHistory() {
        VerificationCode consumed = pending().markAsUsed(LATER).consume(LATER.plusSeconds(1));
        VerificationCode deleted = consumed.softDelete(END);

        assertThat(deleted.usedAt()).isEqualTo(LATER);
        assertThat(deleted.consumedAt()).isEqualTo(LATER.plusSeconds(1));
        assertThat(deleted.status()).isEqualTo(USED);
    }

    private static void notUsable(VerificationCode code, Instant now) {
        assertThatIllegalStateException()
                .isThrownBy(() -> code.markAsUsed(now))
                .withMessage("only a valid code is used");
    }

    private static void notConsumable(VerificationCode code) {
        assertThatIllegalStateException()
                .isThrownBy(() -> code.consume(END))
                .withMessage("the token of a used code is consumed once");
    }
}
