package leadr.registration.application.testkit;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import leadr.registration.application.store.Accounts;
import leadr.registration.application.store.ApiKeys;
import leadr.registration.application.store.AuditLog;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.IdempotentRequests;
import leadr.registration.application.store.Invitations;
import leadr.registration.application.store.JamCodeRedemptions;
import leadr.registration.application.store.JamCodes;
import leadr.registration.application.store.Mailboxes;
import leadr.registration.application.store.Outbox;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.application.store.Users;
import leadr.registration.application.store.VerificationCodes;

/** One transaction: what it sees, what it has loaded, and whether it may still be used. */
final class Draft implements RegistrationStore {
    private final State state;
    private final Set<Object> loaded = new HashSet<>();
    private boolean open = true;
    private boolean broken;

    Draft(State state) {
        this.state = state;
    }

    @Override
    public Accounts accounts() {
        return new InMemoryAccounts(checked(), state);
    }

    @Override
    public Users users() {
        return new InMemoryUsers(checked(), state);
    }

    @Override
    public ApiKeys apiKeys() {
        return new InMemoryApiKeys(checked(), state);
    }

    @Override
    public VerificationCodes verificationCodes() {
        return new InMemoryVerificationCodes(checked(), state);
    }

    @Override
    public Invitations invitations() {
        return new InMemoryInvitations(checked(), state);
    }

    @Override
    public Mailboxes mailboxes() {
        return new InMemoryMailboxes(checked(), state);
    }

    @Override
    public JamCodes jamCodes() {
        return new InMemoryJamCodes(checked(), state);
    }

    @Override
    public JamCodeRedemptions jamCodeRedemptions() {
        return new InMemoryJamCodeRedemptions(checked(), state);
    }

    @Override
    public IdempotentRequests idempotentRequests() {
        return new InMemoryIdempotentRequests(checked(), state);
    }

    @Override
    public Outbox outbox() {
        return new InMemoryOutbox(checked(), state);
    }

    @Override
    public AuditLog auditLog() {
        return new InMemoryAuditLog(checked(), state);
    }

    @Override
    public void lock(String name) {
        // Of the in-memory store one transaction runs at a time, so every lock is held; the naive store holds none.
    }

    /** Ends the use of this store. */
    void close() {
        open = false;
    }

    /** What is to be committed. */
    State finished() {
        if (broken) {
            throw new IllegalStateException("a transaction that broke a rule does not commit");
        }
        return state;
    }

    private Draft checked() {
        if (!open) {
            throw new IllegalStateException("the transaction of this store has ended");
        }
        if (broken) {
            throw new IllegalStateException("the transaction is lost: it broke a rule");
        }
        return this;
    }

    /** Looks a row up; from now on it may be updated. */
    <K, V> Optional<V> load(Table<K, V> table, K id) {
        Optional<V> found = table.find(id);
        if (found.isPresent()) {
            markLoaded(id);
        }
        return found;
    }

    void markLoaded(Object id) {
        loaded.add(id);
    }

    void requireLoaded(Object id) {
        if (!loaded.contains(id)) {
            throw new IllegalStateException("an update needs a load in the same transaction");
        }
    }

    <K, V> void requireNewId(Table<K, V> table, K id) {
        refuseIf(table.find(id).isPresent(), UniqueRule.ID);
    }

    <V> void requireNone(Collection<V> rows, Predicate<V> inTheWay, UniqueRule rule) {
        refuseIf(rows.stream().anyMatch(inTheWay), rule);
    }

    /** Between a look and the write that relies on it. */
    void pause() {
        state.pause();
    }

    private void refuseIf(boolean duplicate, UniqueRule rule) {
        if (duplicate) {
            broken = true;
            throw new DuplicateKey(rule);
        }
        pause();
    }
}
