package leadr.registration.adapter.http;

import io.javalin.http.Context;
import leadr.registration.application.access.Caller;

/** {@code /me}: who calls, and in which account. */
final class CallerRoutes {
    private CallerRoutes() {}

    static void addTo(Routes routes, String prefix) {
        routes.get(prefix + "/me", Access.USER, CallerRoutes::me);
    }

    private static void me(Context ctx) {
        Caller caller = Exchange.of(ctx).caller();
        Json.answer(ctx, 200, new Me(UserView.ofOneself(caller.user()), AccountView.from(caller.account())));
    }

    private record Me(UserView user, AccountView account) {}
}
