package leadr.registration.domain.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerificationPolicyTest {
    private static final Duration TICK = Duration.ofNanos(1);
    private static final Duration ZERO = Duration.ZERO;
    private static final Duration NEGATIVE = TICK.negated();

    @Test
    void theDefaultIsThatOfTheContract() {
        VerificationPolicy policy = VerificationPolicy.DEFAULT;

        assertThat(policy.lifeOf(VerificationCodeType.REGISTRATION)).hasSeconds(600);
        assertThat(policy.lifeOf(VerificationCodeType.RECOVERY)).hasSeconds(600);
        assertThat(policy.lifeOf(VerificationCodeType.EMAIL_CHANGE)).hasSeconds(600);
        assertThat(policy.lifeOf(VerificationCodeType.INVITE)).hasSeconds(86_400);
        assertThat(policy.attemptWindow()).hasSeconds(3600);
        assertThat(policy.maxAttempts()).isEqualTo(5);
        assertThat(policy.maxAttemptsFromAllNetworks()).isEqualTo(50);
        assertThat(policy.resendCooldown()).hasSeconds(60);
        assertThat(policy.mailsPerHour()).isEqualTo(3);
        assertThat(VerificationPolicy.MAIL_WINDOW).hasSeconds(3600);
    }

    @Test
    void theSmallestPolicyIsTaken() {
        VerificationPolicy smallest = new VerificationPolicy(TICK, TICK, 1, TICK, ZERO, 0);

        assertThat(smallest.maxAttemptsFromAllNetworks()).isEqualTo(10);
    }

    @ParameterizedTest
    @MethodSource
    void aLifeOrWindowThatIsNotPositiveIsRefused(ThrowingCallable policy) {
        assertThatIllegalArgumentException()
                .isThrownBy(policy)
                .withMessage("the lives of codes and the attempt window are positive");
    }

    static Stream<ThrowingCallable> aLifeOrWindowThatIsNotPositiveIsRefused() {
        return Stream.of(ZERO, NEGATIVE)
                .flatMap(bad -> Stream.of(
                        () -> new VerificationPolicy(bad, TICK, 1, TICK, ZERO, 0),
                        () -> new VerificationPolicy(TICK, bad, 1, TICK, ZERO, 0),
                        () -> new VerificationPolicy(TICK, TICK, 1, bad, ZERO, 0)));
    }

    @ParameterizedTest
    @MethodSource
    void noAttemptOrANegativeLimitIsRefused(ThrowingCallable policy) {
        assertThatIllegalArgumentException().isThrownBy(policy).withMessage("at least one attempt, no negative limits");
    }

    static Stream<ThrowingCallable> noAttemptOrANegativeLimitIsRefused() {
        return Stream.of(
                () -> new VerificationPolicy(TICK, TICK, 0, TICK, ZERO, 0),
                () -> new VerificationPolicy(TICK, TICK, -1, TICK, ZERO, 0),
                () -> new VerificationPolicy(TICK, TICK, 1, TICK, NEGATIVE, 0),
                () -> new VerificationPolicy(TICK, TICK, 1, TICK, ZERO, -1));
    }

    @Test
    void aSpanOfAYearIsTaken() {
        Duration longest = VerificationPolicy.MAX_SPAN;
        VerificationPolicy policy = new VerificationPolicy(longest, longest, 5, longest, longest, 3);

        assertThat(policy.lifeOf(VerificationCodeType.INVITE)).hasDays(366);
    }

    @Test
    void aLimitOrASpanThatNobodyMeansIsRefused() {
        Duration minute = Duration.ofMinutes(1);
        Duration tooLong = VerificationPolicy.MAX_SPAN.plusNanos(1);
        assertThat(new VerificationPolicy(minute, minute, 1000, minute, minute, 1000).maxAttemptsFromAllNetworks())
                .isEqualTo(10_000);
        List<ThrowingCallable> refused = List.of(
                () -> new VerificationPolicy(minute, minute, 1001, minute, minute, 3),
                () -> new VerificationPolicy(minute, minute, 5, minute, minute, 1001),
                () -> new VerificationPolicy(tooLong, minute, 5, minute, minute, 3),
                () -> new VerificationPolicy(minute, tooLong, 5, minute, minute, 3),
                () -> new VerificationPolicy(minute, minute, 5, tooLong, minute, 3),
                () -> new VerificationPolicy(minute, minute, 5, minute, tooLong, 3));
        for (ThrowingCallable policy : refused) {
            assertThatIllegalArgumentException().isThrownBy(policy);
        }
    }

    @Test
    void aMailboxRemembersForTheLongestOfWhatCounts() {
        Duration threeHours = Duration.ofHours(3);
        Duration hour = VerificationPolicy.MAIL_WINDOW;

        assertThat(new VerificationPolicy(TICK, TICK, 1, threeHours, TICK, 0).memory())
                .isEqualTo(threeHours);
        assertThat(new VerificationPolicy(TICK, TICK, 1, TICK, threeHours, 0).memory())
                .isEqualTo(threeHours);
        assertThat(new VerificationPolicy(threeHours, threeHours, 1, TICK, TICK, 0).memory())
                .isEqualTo(hour);
    }
}
