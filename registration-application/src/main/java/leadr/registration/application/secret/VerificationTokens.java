package leadr.registration.application.secret;

import java.time.Instant;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;
import org.jspecify.annotations.Nullable;

/**
 * The token that a verified code is exchanged for. It says what was proved and until when; that it is used once is the
 * store's business. Safe to call from several threads.
 */
public interface VerificationTokens {
    /** Makes the token of a verified code. The same claims give the same token while the signing key stays. */
    PlainSecret issue(Claims claims);

    /** Checks a token that somebody presents; never throws for a bad one. */
    Reading read(PlainSecret token, Instant now);

    /**
     * What a token says.
     *
     * @param userId who is invited or gets back in; null exactly for a registration
     * @param issuedAt whole seconds
     * @param expiresAt whole seconds; the first moment it is not accepted any more
     */
    record Claims(
            VerificationCodeId subject,
            EmailAddress email,
            VerificationCodeType type,
            @Nullable UserId userId,
            Instant issuedAt,
            Instant expiresAt) {
        /** @throws IllegalArgumentException for a user in a registration, or none in anything else */
        public Claims {
            if ((userId == null) != (type == VerificationCodeType.REGISTRATION)) {
                throw new IllegalArgumentException("an invitation and a recovery have a user, a registration has none");
            }
        }
    }

    /** What became of reading a token. */
    sealed interface Reading {}

    /** Made here, not changed, in time. */
    record Valid(Claims claims) implements Reading {}

    /** Made here and not changed, but its time is over: good for recognising a repeat, for nothing else. */
    record Expired(Claims claims) implements Reading {}

    /** Not to be believed. */
    record Rejected(Reason reason) implements Reading {}

    /** Why a token is not believed. */
    enum Reason {
        /** No token of ours, or changed. */
        INVALID,
        /** Signed here for something else. */
        WRONG_TYPE
    }
}
