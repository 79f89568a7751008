package leadr.registration.application.store;

import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyStatus;
import leadr.registration.domain.email.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * Which API keys are listed; never one of a deleted user.
 *
 * @param account only those that open it
 * @param user only those of this user
 * @param email only those of the active or suspended user with this address, however it is written
 * @param status only those that stand there; a key that is past its end is still active
 * @param q only those with this in the name or the prefix
 * @param besideMembers only those of members, and of this user whatever the role
 */
public record ApiKeyFilter(
        @Nullable AccountId account,
        @Nullable UserId user,
        @Nullable EmailAddress email,
        @Nullable ApiKeyStatus status,
        @Nullable SearchText q,
        @Nullable UserId besideMembers) {
    /** All of them. */
    public static final ApiKeyFilter NONE = new ApiKeyFilter(null, null, null, null, null, null);

    /**
     * Whether a key is listed.
     *
     * @param owner the user of the key
     */
    public boolean accepts(ApiKey key, User owner) {
        return !owner.isDeleted()
                && (account == null || key.accountId().equals(account))
                && (user == null || key.userId().equals(user))
                && (email == null || (owner.occupiesEmail() && owner.email().equals(email)))
                && (status == null || key.status() == status)
                && (q == null || q.isIn(key.name()) || q.isIn(key.prefix()))
                && (besideMembers == null
                        || owner.role() == Role.MEMBER
                        || key.userId().equals(besideMembers));
    }
}
