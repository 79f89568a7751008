package leadr.registration.adapter.http;

import java.util.function.UnaryOperator;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKeySecret;

/** An account with somebody in every role, another account, and a superadmin, each calling. */
final class Staff {
    final Account account = Fixtures.account("Alpha");
    final User owner = Fixtures.user(account, "olga@example.com", Role.OWNER);
    final User admin = Fixtures.user(account, "adam@example.com", Role.ADMIN);
    final User member = Fixtures.user(account, "mia@example.com", Role.MEMBER);
    final Client asOwner;
    final Client asAdmin;
    final Client asMember;
    final Client asForeigner;
    final Client asRoot;
    private final Api api;

    Staff(Api api) {
        this.api = api;
        api.service.in(store -> store.accounts().add(account));
        asOwner = add(owner);
        asAdmin = add(admin);
        asMember = add(member);
        asForeigner = api.owner("fay@example.com", "Foreign");
        asRoot = api.superadmin();
    }

    Client add(User user) {
        ApiKeySecret secret = Fixtures.SECRETS.apiKey();
        api.service.in(store -> {
            store.users().add(user);
            store.apiKeys().add(Fixtures.key(user, secret));
        });
        return new Client(api, secret.secret().reveal());
    }

    void change(UserId id, UnaryOperator<User> how) {
        api.service.in(
                store -> store.users().update(how.apply(store.users().find(id).orElseThrow())));
    }

    static String path(User user) {
        return "/v1/users/" + user.id().text();
    }

    String accountPath() {
        return "/v1/accounts/" + account.id().text();
    }
}
