package leadr.registration.domain.verification;

import java.time.Duration;
import java.time.Instant;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.SecretDigest;
import leadr.registration.domain.verification.VerificationAttempt.Accepted;
import leadr.registration.domain.verification.VerificationAttempt.Reason;
import leadr.registration.domain.verification.VerificationAttempt.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * A one-time code sent to an address. Issued pending; accepted at most once and only before its end; then exchanged for a
 * token, which is consumed at most once. Holds a keyed hash of the code, never the code. Immutable.
 *
 * <p>How many wrong guesses are allowed is not its business: guesses count for an address, over all its codes, in the
 * {@link Mailbox}.
 *
 * @param userId who is invited, gets back in or changes the address; null exactly for a registration
 * @param expiresAt the first moment it is not accepted any more
 * @param usedAt when it was accepted, before {@code expiresAt}; null until then
 * @param usedBy the request that presented it, when its client asked for that to be remembered
 * @param consumedAt when the token it was exchanged for was used up; null until then
 * @param consumedBy the request that used the token up, when its client asked for that to be remembered
 * @param issuedKey the API key that came of it; null until then
 * @param deletedAt when it was taken out of sight; null while it is in sight
 */
public record VerificationCode(
        VerificationCodeId id,
        VerificationCodeType type,
        EmailAddress email,
        @Nullable UserId userId,
        SecretDigest digest,
        VerificationCodeStatus status,
        Instant expiresAt,
        @Nullable Instant usedAt,
        @Nullable RequestMark usedBy,
        @Nullable Instant consumedAt,
        @Nullable RequestMark consumedBy,
        @Nullable ApiKeyId issuedKey,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt) {
    /** Restores a code as it was stored. */
    public VerificationCode {
        if (!expiresAt.isAfter(createdAt)) {
            throw new IllegalArgumentException("a code ends after it begins");
        }
        if ((userId == null) != (type == VerificationCodeType.REGISTRATION)) {
            throw new IllegalArgumentException("only a registration has no user yet");
        }
        if ((usedAt != null) != (status == VerificationCodeStatus.USED)) {
            throw new IllegalArgumentException("a used code has the moment of its use, no other has");
        }
        if (usedAt != null && !usedAt.isBefore(expiresAt)) {
            throw new IllegalArgumentException("a code is not accepted after its end");
        }
        if (consumedAt != null && usedAt == null) {
            throw new IllegalArgumentException("only a used code has a token to consume");
        }
        if ((usedBy != null && usedAt == null) || (consumedAt == null && (consumedBy != null || issuedKey != null))) {
            throw new IllegalArgumentException("what has not happened has no request and no key");
        }
    }

    /**
     * A new pending code.
     *
     * @param userId whose code it is; null exactly for a registration
     */
    public static VerificationCode issue(
            VerificationCodeId id,
            VerificationCodeType type,
            EmailAddress email,
            @Nullable UserId userId,
            SecretDigest digest,
            Duration life,
            Instant now) {
        return new VerificationCode(
                id,
                type,
                email,
                userId,
                digest,
                VerificationCodeStatus.PENDING,
                now.plus(life),
                null,
                null,
                null,
                null,
                null,
                now,
                now,
                null);
    }

    /**
     * Compares what was presented, in constant time, and says what becomes of it. Count the guess first: see
     * {@link Mailbox#guess}.
     *
     * @param presented the digest of the presented code, made with the key that {@link #digest()} names
     */
    public VerificationAttempt attempt(SecretDigest presented, Instant now) {
        if (!digest.equals(presented)) {
            return new Rejected(Reason.WRONG);
        }
        return switch (status) {
            case USED -> new Rejected(Reason.USED);
            case EXPIRED -> new Rejected(Reason.SUPERSEDED);
            case PENDING ->
                isDeleted()
                        ? new Rejected(Reason.SUPERSEDED)
                        : isExpired(now) ? new Rejected(Reason.EXPIRED) : new Accepted(markAsUsed(now));
        };
    }

    /** Whether its time is over; true at {@code expiresAt} itself. */
    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    public boolean isUsed() {
        return status == VerificationCodeStatus.USED;
    }

    /** Whether the token it was exchanged for is used up. */
    public boolean isConsumed() {
        return consumedAt != null;
    }

    /** Whether it waits to be presented and no newer one has taken its place; says nothing of its time. */
    public boolean isLive() {
        return status == VerificationCodeStatus.PENDING && !isDeleted();
    }

    /** Whether it would be accepted at this moment. */
    public boolean isValid(Instant now) {
        return isLive() && !isExpired(now);
    }

    public boolean isInvite() {
        return type == VerificationCodeType.INVITE;
    }

    public boolean isRegistration() {
        return type == VerificationCodeType.REGISTRATION;
    }

    public boolean isRecovery() {
        return type == VerificationCodeType.RECOVERY;
    }

    public boolean isEmailChange() {
        return type == VerificationCodeType.EMAIL_CHANGE;
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    /**
     * The same code, accepted.
     *
     * @throws IllegalStateException unless it {@link #isValid}
     */
    public VerificationCode markAsUsed(Instant now) {
        if (!isValid(now)) {
            throw new IllegalStateException("only a valid code is used");
        }
        return new VerificationCode(
                id,
                type,
                email,
                userId,
                digest,
                VerificationCodeStatus.USED,
                expiresAt,
                now,
                null,
                null,
                null,
                null,
                createdAt,
                now,
                deletedAt);
    }

    /** The same code, dead before its time; unchanged when it is used or dead already. */
    public VerificationCode markAsExpired(Instant now) {
        return status != VerificationCodeStatus.PENDING
                ? this
                : new VerificationCode(
                        id,
                        type,
                        email,
                        userId,
                        digest,
                        VerificationCodeStatus.EXPIRED,
                        expiresAt,
                        null,
                        null,
                        null,
                        null,
                        null,
                        createdAt,
                        now,
                        deletedAt);
    }

    /**
     * The same code, its token used up.
     *
     * @throws IllegalStateException when it is not used, or its token is used up already
     */
    public VerificationCode consume(Instant now) {
        return consume(null, null, now);
    }

    /**
     * The same code, its token used up.
     *
     * @param issued the API key that came of it
     * @param by the request that did it, when its client wants a repeat to be recognised
     * @throws IllegalStateException when it is not used, or its token is used up already
     */
    public VerificationCode consume(@Nullable ApiKeyId issued, @Nullable RequestMark by, Instant now) {
        if (!isUsed() || isConsumed()) {
            throw new IllegalStateException("the token of a used code is consumed once");
        }
        return new VerificationCode(
                id, type, email, userId, digest, status, expiresAt, usedAt, usedBy, now, by, issued, createdAt, now,
                deletedAt);
    }

    /**
     * The same used code, remembering the request that presented it.
     *
     * @throws IllegalStateException when it is not used
     */
    public VerificationCode presentedBy(RequestMark request) {
        if (!isUsed()) {
            throw new IllegalStateException("only a used code was presented");
        }
        return new VerificationCode(
                id,
                type,
                email,
                userId,
                digest,
                status,
                expiresAt,
                usedAt,
                request,
                consumedAt,
                consumedBy,
                issuedKey,
                createdAt,
                updatedAt,
                deletedAt);
    }

    /** The same code, out of sight; keeps the first moment when it is deleted already. */
    public VerificationCode softDelete(Instant now) {
        return isDeleted() ? this : withDeletedAt(now, now);
    }

    /** The same code, in sight again. */
    public VerificationCode restore(Instant now) {
        return isDeleted() ? withDeletedAt(null, now) : this;
    }

    private VerificationCode withDeletedAt(@Nullable Instant deletion, Instant now) {
        return new VerificationCode(
                id,
                type,
                email,
                userId,
                digest,
                status,
                expiresAt,
                usedAt,
                usedBy,
                consumedAt,
                consumedBy,
                issuedKey,
                createdAt,
                now,
                deletion);
    }
}
