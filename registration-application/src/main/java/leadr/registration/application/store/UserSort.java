package leadr.registration.application.store;

import leadr.registration.domain.account.User;

/** What users are sorted by; names in the order of the database. */
public enum UserSort implements SortField<User> {
    ID,
    CREATED_AT,
    UPDATED_AT,
    DISPLAY_NAME;

    @Override
    public Object valueOf(User user) {
        return switch (this) {
            case ID -> user.id().value();
            case CREATED_AT -> user.createdAt();
            case UPDATED_AT -> user.updatedAt();
            case DISPLAY_NAME -> user.displayName().value();
        };
    }

    @Override
    public boolean isUnique() {
        return this == ID;
    }
}
