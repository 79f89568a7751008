package leadr.registration.application.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.secret.SecretDigest;

/** API keys. */
public interface ApiKeys {
    /**
     * Stores a key that is new.
     *
     * @throws DuplicateKey for {@code API_KEY}
     */
    void add(ApiKey key);

    /**
     * Stores the next state of a key.
     *
     * @throws IllegalStateException unless it was loaded in this transaction
     */
    void update(ApiKey key);

    Optional<ApiKey> find(ApiKeyId id);

    Optional<ApiKey> findForUpdate(ApiKeyId id);

    /** The keys of a user that are not revoked, oldest first; held until the end of the transaction. */
    List<ApiKey> findActiveForUpdate(UserId user);

    Page<ApiKey> list(ApiKeyFilter filter, PageRequest<ApiKeySort> request);

    /** The key with one of these digests, whatever its state, with its user and account, in one read. */
    Optional<KeyHolder> findHolder(Collection<SecretDigest> candidates);

    /**
     * Notes when a key was last used, and touches nothing else of it, so that a revocation at the same moment is not
     * undone.
     *
     * @return false, and nothing noted, when the text of the key was replaced since it was found
     */
    boolean noteUse(ApiKey key, Instant at);
}
