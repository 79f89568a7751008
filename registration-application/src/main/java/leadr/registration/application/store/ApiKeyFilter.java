package leadr.registration.application.store;

import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which API keys are listed.
 *
 * @param account only those that open it
 * @param user only those of this user
 * @param status only those that stand there; a key that is past its end is still active
 */
public record ApiKeyFilter(
        @Nullable AccountId account,
        @Nullable UserId user,
        @Nullable ApiKeyStatus status) {
    /** All of them. */
    public static final ApiKeyFilter NONE = new ApiKeyFilter(null, null, null);

    /** Whether a key is listed. */
    public boolean accepts(ApiKey key) {
        return (account == null || key.accountId().equals(account))
                && (user == null || key.userId().equals(user))
                && (status == null || key.status() == status);
    }
}
