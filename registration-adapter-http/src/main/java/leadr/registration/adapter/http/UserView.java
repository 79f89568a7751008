package leadr.registration.adapter.http;

import leadr.registration.application.account.ShownUser;
import leadr.registration.domain.account.User;
import org.jspecify.annotations.Nullable;

/**
 * A user as it goes out.
 *
 * @param email null for who may not see it
 * @param username nobody has one yet
 */
record UserView(
        String id,
        String accountId,
        @Nullable String email,
        @Nullable String username,
        String displayName,
        String role,
        String status,
        boolean superAdmin,
        String createdAt,
        String updatedAt) {
    static UserView from(ShownUser shown) {
        User user = shown.user();
        return new UserView(
                user.id().text(),
                user.accountId().text(),
                shown.withEmail() ? user.email().value() : null,
                null,
                user.displayName().value(),
                WireName.of(user.role()),
                WireName.of(user.status()),
                user.superAdmin(),
                WireTime.text(user.createdAt()),
                WireTime.text(user.updatedAt()));
    }

    /** As the user sees the own entry. */
    static UserView ofOneself(User user) {
        return from(ShownUser.to(user, user));
    }
}
