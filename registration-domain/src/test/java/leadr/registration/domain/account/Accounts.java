package leadr.registration.domain.account;

import java.time.Instant;
import java.util.UUID;
import leadr.registration.domain.email.EmailAddress;

/** Accounts and users to test with. */
final class Accounts {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final Instant LATER = NOW.plusSeconds(5);
    static final AccountId ACCOUNT_ID = new AccountId(new UUID(1, 1));
    static final UserId USER_ID = new UserId(new UUID(2, 2));
    static final EmailAddress EMAIL = EmailAddress.of("ada@example.com");

    private Accounts() {}

    static Account account() {
        return Account.found(ACCOUNT_ID, new AccountName("Ada's Games"), new Slug("adas-games"), NOW);
    }

    static User owner() {
        return User.foundingOwner(USER_ID, ACCOUNT_ID, EMAIL, new DisplayName("Ada"), NOW);
    }

    static User invited() {
        return User.invited(USER_ID, ACCOUNT_ID, EMAIL, new DisplayName("Ada"), Role.MEMBER, NOW);
    }
}
