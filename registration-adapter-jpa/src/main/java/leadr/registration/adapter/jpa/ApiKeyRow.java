package leadr.registration.adapter.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.apikey.ApiKeyStatus;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "api_keys")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class ApiKeyRow implements UnitOfWork.Row {
    @Id
    UUID id;

    @Column(name = "account_id")
    UUID accountId;

    @Column(name = "user_id")
    UUID userId;

    String name;
    String prefix;

    @Column(name = "digest_key_id")
    String digestKeyId;

    String digest;
    String status;

    @Column(name = "last_used_at")
    @Nullable Instant lastUsedAt;

    @Column(name = "expires_at")
    @Nullable Instant expiresAt;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    static ApiKeyRow from(ApiKey key) {
        ApiKeyRow row = new ApiKeyRow();
        row.id = key.id().value();
        row.accountId = key.accountId().value();
        row.userId = key.userId().value();
        row.name = key.name();
        row.prefix = key.prefix();
        row.digestKeyId = key.digest().keyId();
        row.digest = Digests.toText(key.digest());
        row.status = key.status().name();
        row.lastUsedAt = key.lastUsedAt();
        row.expiresAt = key.expiresAt();
        row.createdAt = key.createdAt();
        row.updatedAt = key.updatedAt();
        return row;
    }

    ApiKey toDomain() {
        return new ApiKey(
                new ApiKeyId(id),
                new AccountId(accountId),
                new UserId(userId),
                name,
                prefix,
                Digests.fromText(digestKeyId, digest),
                ApiKeyStatus.valueOf(status),
                lastUsedAt,
                expiresAt,
                createdAt,
                updatedAt);
    }

    @Override
    public Object id() {
        return id;
    }
}
