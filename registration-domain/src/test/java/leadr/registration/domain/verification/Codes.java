package leadr.registration.domain.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.SecretDigest;
import org.jspecify.annotations.Nullable;

/** Verification codes to test with: ten minutes long, ended at {@link #END}. */
final class Codes {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final Instant LATER = NOW.plusSeconds(5);
    static final Duration LIFE = Duration.ofMinutes(10);
    static final Instant END = NOW.plus(LIFE);
    static final VerificationCodeId ID = new VerificationCodeId(new UUID(1, 1));
    static final UserId USER = new UserId(new UUID(2, 2));
    static final EmailAddress EMAIL = EmailAddress.of("ada@example.com");
    static final SecretDigest RIGHT = digest("k1", 1);
    static final SecretDigest WRONG = digest("k1", 2);

    private Codes() {}

    static SecretDigest digest(String keyId, int first) {
        byte[] hash = new byte[SecretDigest.LENGTH];
        hash[0] = (byte) first;
        return new SecretDigest(keyId, hash);
    }

    static VerificationCode pending() {
        return issued(VerificationCodeType.REGISTRATION, null);
    }

    static VerificationCode issued(VerificationCodeType type, @Nullable UserId user) {
        return VerificationCode.issue(ID, type, EMAIL, user, RIGHT, LIFE, NOW);
    }

    static VerificationCode stored(
            VerificationCodeStatus status, @Nullable Instant usedAt, @Nullable Instant consumedAt) {
        return new VerificationCode(
                ID,
                VerificationCodeType.REGISTRATION,
                EMAIL,
                null,
                RIGHT,
                status,
                END,
                usedAt,
                null,
                consumedAt,
                null,
                null,
                NOW,
                NOW,
                null);
    }
}
