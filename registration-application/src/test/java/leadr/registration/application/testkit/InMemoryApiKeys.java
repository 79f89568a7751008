package leadr.registration.application.testkit;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.store.ApiKeyFilter;
import leadr.registration.application.store.ApiKeySort;
import leadr.registration.application.store.ApiKeys;
import leadr.registration.application.store.KeyHolder;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.secret.SecretDigest;

/** API keys, as one transaction sees them. */
final class InMemoryApiKeys implements ApiKeys {
    private final Draft draft;
    private final Table<ApiKeyId, ApiKey> keys;

    InMemoryApiKeys(Draft draft, State state) {
        this.draft = draft;
        keys = state.apiKeys;
    }

    @Override
    public void add(ApiKey key) {
        draft.requireNewId(keys, key.id());
        draft.requireNone(keys.all(), other -> other.digest().equals(key.digest()), UniqueRule.API_KEY);
        keys.put(key.id(), key);
        draft.markLoaded(key.id());
    }

    @Override
    public void update(ApiKey key) {
        draft.requireLoaded(key.id());
        keys.put(key.id(), key);
    }

    @Override
    public Optional<ApiKey> find(ApiKeyId id) {
        return draft.load(keys, id);
    }

    @Override
    public Optional<ApiKey> findForUpdate(ApiKeyId id) {
        return find(id);
    }

    @Override
    public List<ApiKey> findActiveForUpdate(UserId user) {
        List<ApiKey> active = keys.all().stream()
                .filter(key -> key.userId().equals(user) && !key.isRevoked())
                .sorted(Comparator.comparing(ApiKey::createdAt)
                        .thenComparing(key -> key.id().text()))
                .toList();
        active.forEach(key -> draft.markLoaded(key.id()));
        return active;
    }

    @Override
    public Page<ApiKey> list(ApiKeyFilter filter, PageRequest<ApiKeySort> request) {
        return InMemoryPages.cut(
                keys.all().stream()
                        .filter(key -> filter.accepts(
                                key, draft.users().find(key.userId()).orElseThrow())),
                request);
    }

    @Override
    public Optional<KeyHolder> findHolder(Collection<SecretDigest> candidates) {
        return keys.all().stream()
                .filter(key -> candidates.contains(key.digest()))
                .findFirst()
                .map(key -> new KeyHolder(
                        key,
                        draft.users().find(key.userId()).orElseThrow(),
                        draft.accounts().find(key.accountId()).orElseThrow()));
    }

    @Override
    public boolean noteUse(ApiKey key, Instant at) {
        Optional<ApiKey> stored =
                keys.find(key.id()).filter(found -> found.digest().equals(key.digest()));
        stored.flatMap(found -> found.noteUse(at)).ifPresent(used -> keys.put(used.id(), used));
        return stored.isPresent();
    }
}
