package leadr.registration.application.registration;

import java.time.Instant;
import java.util.Objects;
import leadr.registration.application.registration.CompleteRegistration.Command;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.secret.SecretDigest;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeType;
import org.jspecify.annotations.Nullable;

/**
 * One completion inside its transaction, and what all of them share: the token is used up, an API key comes of it, and the
 * audit log says who did it. The mailbox of the address and the code are held.
 *
 * @param code of the token; used, and its token not used up unless the request is a repeat
 */
record Completion(
        RegistrationStore store, Command command, VerificationCode code, NewKey newKey, IdGenerator ids, Instant now) {
    /** The text of the API key to be made, and its digest. */
    record NewKey(ApiKeySecret secret, SecretDigest digest) {}

    /** Who is invited or gets back in. */
    UserId userId() {
        return Objects.requireNonNull(code.userId());
    }

    /** Whether a jam code came with the request; what is done with it is another matter. */
    boolean hasJamCode() {
        return command.jamCode() != null && !command.jamCode().isBlank();
    }

    /** Makes an API key of the new text for a user, and uses the token up. */
    ApiKey issueKey(User user, String name) {
        ApiKey key = ApiKey.issue(
                new ApiKeyId(ids.next()), user.accountId(), user.id(), name, newKey.secret(), newKey.digest(), now);
        store.apiKeys().add(key);
        store.verificationCodes().update(code.consume(key.id(), command.mark(), now));
        return key;
    }

    /** Writes down that it was done. */
    void audit(User user, @Nullable String note) {
        String target =
                code.isRegistration() ? user.accountId().text() : user.id().text();
        store.auditLog()
                .add(new AuditEvents(ids, actionOf(code.type()))
                        .done(user.id().text(), target, note, user.accountId(), command.origin(), now));
    }

    /** What completing with a token of this type is called in the audit log. */
    static AuditAction actionOf(VerificationCodeType type) {
        return switch (type) {
            case REGISTRATION -> AuditAction.COMPLETE_REGISTRATION;
            case INVITE -> AuditAction.ACCEPT_INVITATION;
            case RECOVERY -> AuditAction.RECOVER_ACCESS;
            case EMAIL_CHANGE -> AuditAction.CHANGE_EMAIL;
        };
    }
}
