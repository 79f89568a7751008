package leadr.registration.adapter.http;

import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.user;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.jamcode.JamCode;

/** An account with somebody of every kind, two of some; another account with an owner; and a jam code. */
final class People {
    /** Who there is; whatever is not said to be elsewhere is in the one account. */
    enum Person {
        MEMBER,
        ADMIN,
        OWNER,
        /** Of another account. */
        FOREIGN_OWNER,
        /** An owner who is suspended. */
        SUSPENDED,
        /** In an account of their own. */
        SUPERADMIN,
        OTHER_MEMBER,
        OTHER_ADMIN,
        OTHER_OWNER,
        /** A superadmin who sits in the account as a member. */
        SUPERADMIN_AMONG_US,
        /** Has a pending invitation, and a key that opens nothing. */
        INVITED
    }

    final Account home = account("Home");
    final JamCode jamCode = Fixtures.jamCode("PEOPLE", null);
    private final Map<Person, User> users = new EnumMap<>(Person.class);
    private final Map<Person, ApiKey> keys = new EnumMap<>(Person.class);
    private final Map<Person, ApiKeySecret> secrets = new EnumMap<>(Person.class);

    private People() {}

    /** Adds them to what is stored. */
    static People in(Service service) {
        People people = new People();
        Account foreign = account("Foreign");
        Account root = account("Root");
        for (Person person : Person.values()) {
            String email = WireName.of(person) + "@example.com";
            people.add(
                    person,
                    switch (person) {
                        case MEMBER, OTHER_MEMBER -> user(people.home, email, Role.MEMBER);
                        case ADMIN, OTHER_ADMIN -> user(people.home, email, Role.ADMIN);
                        case OWNER, OTHER_OWNER -> user(people.home, email, Role.OWNER);
                        case FOREIGN_OWNER -> user(foreign, email, Role.OWNER);
                        case SUSPENDED -> user(people.home, email, Role.OWNER).suspend(Service.NOON);
                        case SUPERADMIN -> user(root, email, Role.OWNER).asSuperAdmin(Service.NOON);
                        case SUPERADMIN_AMONG_US ->
                            user(people.home, email, Role.MEMBER).asSuperAdmin(Service.NOON);
                        case INVITED -> user(people.home, email, UserStatus.INVITED);
                    });
        }
        service.in(store -> {
            store.accounts().add(people.home);
            store.accounts().add(foreign);
            store.accounts().add(root);
            people.users.values().forEach(store.users()::add);
            people.keys.values().forEach(store.apiKeys()::add);
            store.jamCodes().add(people.jamCode);
            store.invitations()
                    .add(Invitation.issue(
                            people.who(Person.INVITED),
                            people.who(Person.OWNER).id(),
                            Service.NOON.plusSeconds(86_400),
                            Service.NOON));
        });
        return people;
    }

    private void add(Person person, User user) {
        ApiKeySecret secret = Fixtures.SECRETS.apiKey();
        users.put(person, user);
        secrets.put(person, secret);
        keys.put(person, Fixtures.key(user, secret));
    }

    User who(Person person) {
        return Objects.requireNonNull(users.get(person));
    }

    ApiKey key(Person person) {
        return Objects.requireNonNull(keys.get(person));
    }

    ApiKeySecret secret(Person person) {
        return Objects.requireNonNull(secrets.get(person));
    }

    Client client(Api api, Person person) {
        return new Client(api, secret(person).secret().reveal());
    }
}
