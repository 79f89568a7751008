package leadr.registration.domain.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
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
}
