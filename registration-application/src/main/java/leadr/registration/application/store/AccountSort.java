package leadr.registration.application.store;

import leadr.registration.domain.account.Account;

/** What accounts are sorted by; names in the order of the database. */
public enum AccountSort implements SortField<Account> {
    ID,
    CREATED_AT,
    UPDATED_AT,
    NAME,
    SLUG;

    @Override
    public Object valueOf(Account account) {
        return switch (this) {
            case ID -> account.id().value();
            case CREATED_AT -> account.createdAt();
            case UPDATED_AT -> account.updatedAt();
            case NAME -> account.name().value();
            case SLUG -> account.slug().value();
        };
    }

    @Override
    public boolean isUnique() {
        return this == ID || this == NAME || this == SLUG;
    }
}
