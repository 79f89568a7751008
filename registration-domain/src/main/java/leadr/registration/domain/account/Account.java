package leadr.registration.domain.account;

import java.time.Instant;

/**
 * A team or a maker. Founded active by a registration, may be suspended and activated again; name and slug are unique
 * among all accounts. Immutable.
 *
 * @param updatedAt when it last changed
 */
public record Account(
        AccountId id, AccountName name, Slug slug, AccountStatus status, Instant createdAt, Instant updatedAt) {
    /** A new, active account. */
    public static Account found(AccountId id, AccountName name, Slug slug, Instant now) {
        return new Account(id, name, slug, AccountStatus.ACTIVE, now, now);
    }

    public boolean isActive() {
        return status == AccountStatus.ACTIVE;
    }

    /** The same account under another name; unchanged when it is the same. The slug stays. */
    public Account rename(AccountName next, Instant now) {
        return next.value().equals(name.value()) ? this : new Account(id, next, slug, status, createdAt, now);
    }

    /** The same account, suspended; unchanged when it is already. */
    public Account suspend(Instant now) {
        return with(AccountStatus.SUSPENDED, now);
    }

    /** The same account, active; unchanged when it is already. */
    public Account activate(Instant now) {
        return with(AccountStatus.ACTIVE, now);
    }

    private Account with(AccountStatus next, Instant now) {
        return next == status ? this : new Account(id, name, slug, next, createdAt, now);
    }
}
