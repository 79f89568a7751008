package leadr.registration.domain.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.SecretDigest;

/** Codes for tests. */
final class VerificationCodes {
    static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    static final Duration LIFE = Duration.ofMinutes(10);
    static final Instant END = START.plus(LIFE);
    static final VerificationCodeId ID = new VerificationCodeId(new UUID(1, 2));
    static final UserId USER = new UserId(new UUID(3, 4));
    static final EmailAddress EMAIL = EmailAddress.of("bob@x.com");
    static final SecretDigest RIGHT = digest("k1", 1);
    static final SecretDigest WRONG = digest("k1", 2);

    private VerificationCodes() {}

    static SecretDigest digest(String keyId, int fill) {
        byte[] hash = new byte[SecretDigest.LENGTH];
        Arrays.fill(hash, (byte) fill);
        return new SecretDigest(keyId, hash);
    }

    /** A pending registration code that lives from {@link #START} to {@link #END}. */
    static VerificationCode pending() {
        return VerificationCode.issue(ID, VerificationCodeType.REGISTRATION, EMAIL, null, RIGHT, LIFE, START);
    }

    /** A pending code of a user that is there already. */
    static VerificationCode pendingForUser(VerificationCodeType type) {
        return VerificationCode.issue(ID, type, EMAIL, USER, RIGHT, LIFE, START);
    }
}
