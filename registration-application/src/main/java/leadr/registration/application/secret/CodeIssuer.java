package leadr.registration.application.secret;

import java.time.Instant;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;
import leadr.registration.domain.verification.VerificationPolicy;
import org.jspecify.annotations.Nullable;

/** Makes one-time codes, each with a text that nobody can guess. Safe to call from several threads. */
public record CodeIssuer(SecretGenerator secrets, SecretHasher hasher, IdGenerator ids, VerificationPolicy policy) {
    /**
     * A code and its text, which is stored nowhere.
     *
     * @param text to be mailed
     * @param code to be stored
     */
    public record Issued(OneTimeCode text, VerificationCode code) {
        /**
         * What is stored in the place of the code when its text is not mailed: dead and out of sight, so that no number of
         * them hides the codes that were sent.
         */
        public VerificationCode decoy() {
            return code.markAsExpired(code.createdAt()).softDelete(code.createdAt());
        }

        /** Always {@code Issued[redacted]}. */
        @Override
        public String toString() {
            return "Issued[redacted]";
        }
    }

    /**
     * Makes a code that lives as long as the policy says.
     *
     * @param user null exactly for a registration
     */
    public Issued issue(VerificationCodeType type, EmailAddress email, @Nullable UserId user, Instant now) {
        VerificationCodeId id = new VerificationCodeId(ids.next());
        OneTimeCode text = secrets.oneTimeCode();
        return new Issued(
                text,
                VerificationCode.issue(
                        id, type, email, user, hasher.digest(id.text(), text.secret()), policy.lifeOf(type), now));
    }
}
