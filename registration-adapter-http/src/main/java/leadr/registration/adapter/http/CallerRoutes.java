package leadr.registration.adapter.http;

import io.javalin.http.Context;
import leadr.registration.application.access.Caller;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import org.jspecify.annotations.Nullable;

/** {@code /me}: who calls, and in which account. */
final class CallerRoutes {
    private CallerRoutes() {}

    static void addTo(Routes routes, String prefix) {
        routes.get(prefix + "/me", Access.USER, CallerRoutes::me);
    }

    private static void me(Context ctx) {
        Caller caller = Exchange.of(ctx).caller();
        Json.answer(ctx, 200, new Me(UserView.from(caller.user()), AccountView.from(caller.account())));
    }

    private record Me(UserView user, AccountView account) {}

    /** @param username nobody has one yet */
    private record UserView(
            String id,
            String accountId,
            String email,
            @Nullable String username,
            String displayName,
            String role,
            String status,
            boolean superAdmin,
            String createdAt,
            String updatedAt) {
        static UserView from(User user) {
            return new UserView(
                    user.id().text(),
                    user.accountId().text(),
                    user.email().value(),
                    null,
                    user.displayName().value(),
                    WireName.of(user.role()),
                    WireName.of(user.status()),
                    user.superAdmin(),
                    WireTime.text(user.createdAt()),
                    WireTime.text(user.updatedAt()));
        }
    }

    private record AccountView(String id, String name, String slug, String status, String createdAt, String updatedAt) {
        static AccountView from(Account account) {
            return new AccountView(
                    account.id().text(),
                    account.name().value(),
                    account.slug().value(),
                    WireName.of(account.status()),
                    WireTime.text(account.createdAt()),
                    WireTime.text(account.updatedAt()));
        }
    }
}
