package leadr.registration.adapter.http;

import leadr.registration.domain.apikey.ApiKey;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it goes out: by what people recognise it, never its text.
 *
 * @param prefix the first 14 characters
 */
record ApiKeyView(
        String id,
        String accountId,
        String userId,
        String name,
        String prefix,
        String status,
        @Nullable String lastUsedAt,
        @Nullable String expiresAt,
        String createdAt,
        String updatedAt) {
    static ApiKeyView from(ApiKey key) {
        return new ApiKeyView(
                key.id().text(),
                key.accountId().text(),
                key.userId().text(),
                key.name(),
                key.prefix(),
                WireName.of(key.status()),
                key.lastUsedAt() == null ? null : WireTime.text(key.lastUsedAt()),
                key.expiresAt() == null ? null : WireTime.text(key.expiresAt()),
                WireTime.text(key.createdAt()),
                WireTime.text(key.updatedAt()));
    }
}
