package leadr.registration.domain.verification;

import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The limits of proving an address.
 *
 * @param codeLife how long every code lives that is not of an invitation
 * @param inviteCodeLife how long the code of an invitation lives
 * @param maxAttempts wrong guesses allowed for one address from one client network within {@code attemptWindow}
 * @param attemptWindow how long a wrong guess counts
 * @param resendCooldown within this time of a mail to an address no other is sent; zero for none
 * @param mailsPerHour mails to one address within an hour; 0 for no limit
 */
public record VerificationPolicy(
        Duration codeLife,
        Duration inviteCodeLife,
        int maxAttempts,
        Duration attemptWindow,
        Duration resendCooldown,
        int mailsPerHour) {
    /** How many times {@link #maxAttempts} all networks together may guess wrong for one address. */
    public static final int ALL_NETWORKS_FACTOR = 10;

    /** What {@link #maxAttempts} and {@link #mailsPerHour} are at most: a mailbox keeps that many moments and more. */
    public static final int MAX_LIMIT = 1000;

    /** How long a code lives, a guess counts or a cool-down lasts at most. */
    public static final Duration MAX_SPAN = Duration.ofDays(366);

    /** The span of {@link #mailsPerHour}. */
    public static final Duration MAIL_WINDOW = Duration.ofHours(1);

    /** 10 minutes, 24 hours, 5 wrong guesses an hour, a mail a minute, 3 mails an hour. */
    public static final VerificationPolicy DEFAULT = new VerificationPolicy(
            Duration.ofMinutes(10), Duration.ofHours(24), 5, Duration.ofHours(1), Duration.ofMinutes(1), 3);

    /** @throws IllegalArgumentException when a life or the window is not positive, a limit negative, or one too large */
    public VerificationPolicy {
        if (!isPositive(codeLife) || !isPositive(inviteCodeLife) || !isPositive(attemptWindow)) {
            throw new IllegalArgumentException("the lives of codes and the attempt window are positive");
        }
        if (maxAttempts < 1 || mailsPerHour < 0 || resendCooldown.isNegative()) {
            throw new IllegalArgumentException("at least one attempt, no negative limits");
        }
        if (maxAttempts > MAX_LIMIT || mailsPerHour > MAX_LIMIT) {
            throw new IllegalArgumentException("no limit is above " + MAX_LIMIT);
        }
        if (isTooLong(codeLife) || isTooLong(inviteCodeLife) || isTooLong(attemptWindow) || isTooLong(resendCooldown)) {
            throw new IllegalArgumentException("no span is above " + MAX_SPAN.toDays() + " days");
        }
    }

    private static boolean isTooLong(Duration duration) {
        return duration.compareTo(MAX_SPAN) > 0;
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    /** How long a code of this type lives. */
    public Duration lifeOf(VerificationCodeType type) {
        return switch (type) {
            case REGISTRATION, RECOVERY, EMAIL_CHANGE -> codeLife;
            case INVITE -> inviteCodeLife;
        };
    }

    /** How long a mailbox remembers: after so long without a mail and a wrong guess it is as good as untouched. */
    public Duration memory() {
        return Stream.of(attemptWindow, resendCooldown, MAIL_WINDOW)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Wrong guesses allowed for one address from all client networks together. */
    public int maxAttemptsFromAllNetworks() {
        return maxAttempts * ALL_NETWORKS_FACTOR;
    }
}
