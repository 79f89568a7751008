package leadr.registration.application.store;

import leadr.registration.domain.apikey.ApiKey;
import org.jspecify.annotations.Nullable;

/** What API keys are sorted by; names in the order of the database. */
public enum ApiKeySort implements SortField<ApiKey> {
    ID,
    CREATED_AT,
    NAME,
    LAST_USED_AT;

    @Override
    public @Nullable Object valueOf(ApiKey key) {
        return switch (this) {
            case ID -> key.id().value();
            case CREATED_AT -> key.createdAt();
            case NAME -> key.name();
            case LAST_USED_AT -> key.lastUsedAt();
        };
    }

    @Override
    public boolean isUnique() {
        return this == ID;
    }
}
