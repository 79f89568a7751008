package leadr.registration.application.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import leadr.registration.application.store.KeyHolder;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.secret.SecretDigest;
import org.jspecify.annotations.Nullable;

/**
 * What the store said about API keys a moment ago, so that it is not asked again for each request. Holds digests, never the
 * text of a key. Whether a key is past its end is not part of what is remembered: that is asked of the clock each time.
 *
 * <p>Whoever changes a key, a user or an account has it forgotten after the commit, whether or not the commit is known to
 * have happened. From then on this node knows the change; other nodes know it when their own memory has run out.
 *
 * <p>Safe to call from several threads.
 */
public final class KeyCache {
    /** No more keys are remembered, and no more texts that are no keys; the oldest go first. */
    static final int MOST = 10_000;

    private final Duration life;
    private final Memory keys = new Memory();
    // On their own, so that a flood of made-up keys does not push the real ones out.
    private final Memory unknown = new Memory();
    private long changes;

    /** @param life how long an answer is good for; zero to remember nothing */
    public KeyCache(Duration life) {
        this.life = life;
    }

    /**
     * What the store said.
     *
     * @param holder empty when nobody has the key
     * @param asked a moment before the store was asked
     */
    record Answer(Optional<KeyHolder> holder, Instant asked) {}

    /** What is known of a key, or null. */
    synchronized @Nullable Answer find(SecretDigest digest, Instant now) {
        Answer answer = keys.get(digest);
        if (answer == null) {
            answer = unknown.get(digest);
        }
        // A clock that was set back makes no answer live longer.
        boolean fresh = answer != null
                && !now.isBefore(answer.asked())
                && now.isBefore(answer.asked().plus(life));
        return fresh ? answer : null;
    }

    /** To be taken before the store is asked, and handed in with the answer. */
    synchronized long mark() {
        return changes;
    }

    /** Remembers an answer, unless anything was forgotten since the mark: then the answer may be from before that change. */
    synchronized void remember(long mark, SecretDigest digest, Answer answer) {
        if (mark != changes || life.isZero()) {
            return;
        }
        keys.remove(digest);
        unknown.remove(digest);
        (answer.holder().isPresent() ? keys : unknown).put(digest, answer);
    }

    /** A key was revoked or changed. */
    public void forget(ApiKeyId key) {
        forgetKeys(holder -> holder.key().id().equals(key));
    }

    /** A user was changed: suspended, deleted, given another role or name. */
    public void forget(UserId user) {
        forgetKeys(holder -> holder.user().id().equals(user));
    }

    /** An account was changed: suspended or renamed. */
    public void forget(AccountId account) {
        forgetKeys(holder -> holder.account().id().equals(account));
    }

    /** The key of this digest, made with the current key of the ring, was made or revoked. */
    public synchronized void forget(SecretDigest digest) {
        changes++;
        keys.remove(digest);
        unknown.remove(digest);
    }

    private synchronized void forgetKeys(Predicate<KeyHolder> changed) {
        changes++;
        keys.values().removeIf(answer -> answer.holder().filter(changed).isPresent());
    }

    /** Answers in the order in which they were given. */
    private static final class Memory extends LinkedHashMap<SecretDigest, Answer> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SecretDigest, Answer> eldest) {
            return size() > MOST;
        }
    }
}
