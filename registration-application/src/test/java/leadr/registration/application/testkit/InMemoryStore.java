package leadr.registration.application.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import leadr.registration.application.mail.DeliveryReport;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.store.Accounts;
import leadr.registration.application.store.ApiKeys;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditLog;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.KeyHolder;
import leadr.registration.application.store.Mailboxes;
import leadr.registration.application.store.Outbox;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.application.store.Users;
import leadr.registration.application.store.VerificationCodes;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.Slug;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.SecretDigest;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory that keeps the promises of the ports: passes the same contracts as the real ones. One transaction at a
 * time works on a draft; committing swaps the draft in, throwing drops it.
 */
public final class InMemoryStore implements Transactions {
    private final ReentrantLock turn = new ReentrantLock();
    private State committed = new State();

    @Override
    public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("a transaction does not begin inside another");
        }
        turn.lock();
        try {
            Draft draft = new Draft(committed.copy());
            R result;
            try {
                result = work.apply(draft);
            } finally {
                draft.open = false;
            }
            if (draft.broken) {
                throw new IllegalStateException("a transaction that broke a rule does not commit");
            }
            committed = draft.state;
            return result;
        } finally {
            turn.unlock();
        }
    }

    /** All audit events, oldest first. */
    public List<AuditEvent> auditEvents() {
        return read(state -> List.copyOf(state.audit));
    }

    /** All mails, oldest first, whatever their state. */
    public List<OutgoingMail> mails() {
        return read(state -> List.copyOf(state.mails.values()));
    }

    public List<Account> accounts() {
        return read(state -> List.copyOf(state.accounts.values()));
    }

    public List<User> users() {
        return read(state -> List.copyOf(state.users.values()));
    }

    public List<ApiKey> apiKeys() {
        return read(state -> List.copyOf(state.keys.values()));
    }

    public List<VerificationCode> verificationCodes() {
        return read(state -> List.copyOf(state.codes.values()));
    }

    private <R> R read(Function<State, R> reader) {
        turn.lock();
        try {
            return reader.apply(committed);
        } finally {
            turn.unlock();
        }
    }

    private static final class State {
        private final Map<AccountId, Account> accounts = new LinkedHashMap<>();
        private final Map<UserId, User> users = new LinkedHashMap<>();
        private final Map<ApiKeyId, ApiKey> keys = new LinkedHashMap<>();
        private final Map<VerificationCodeId, VerificationCode> codes = new LinkedHashMap<>();
        private final Map<MailboxKey, Mailbox> mailboxes = new LinkedHashMap<>();
        private final Map<UUID, OutgoingMail> mails = new LinkedHashMap<>();
        private final Map<UUID, Lease> leases = new LinkedHashMap<>();
        private final List<AuditEvent> audit = new ArrayList<>();

        State copy() {
            State copy = new State();
            copy.accounts.putAll(accounts);
            copy.users.putAll(users);
            copy.keys.putAll(keys);
            copy.codes.putAll(codes);
            copy.mailboxes.putAll(mailboxes);
            copy.mails.putAll(mails);
            copy.leases.putAll(leases);
            copy.audit.addAll(audit);
            return copy;
        }
    }

    private record Lease(UUID id, Instant until) {}

    private static final class Draft
            implements RegistrationStore, Accounts, Users, ApiKeys, VerificationCodes, Mailboxes, Outbox, AuditLog {
        private final State state;
        private final Set<Object> loaded = new HashSet<>();
        private boolean open = true;
        private boolean broken;

        Draft(State state) {
            this.state = state;
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

        @Override
        public Accounts accounts() {
            return checked();
        }

        @Override
        public Users users() {
            return checked();
        }

        @Override
        public ApiKeys apiKeys() {
            return checked();
        }

        @Override
        public VerificationCodes verificationCodes() {
            return checked();
        }

        @Override
        public Mailboxes mailboxes() {
            return checked();
        }

        @Override
        public Outbox outbox() {
            return checked();
        }

        @Override
        public AuditLog auditLog() {
            return checked();
        }

        @Override
        public void lock(String name) {
            // One transaction at a time: every lock is held already.
        }

        private <T> Optional<T> load(@Nullable T found, Object id) {
            if (found != null) {
                loaded.add(id);
            }
            return Optional.ofNullable(found);
        }

        private void requireLoaded(Object id) {
            if (!loaded.contains(id)) {
                throw new IllegalStateException("an update needs a load in the same transaction");
            }
        }

        private <T> void requireNone(Collection<T> all, Predicate<T> other, UniqueRule rule) {
            if (all.stream().anyMatch(other)) {
                broken = true;
                throw new DuplicateKey(rule);
            }
        }

        // accounts

        @Override
        public void add(Account account) {
            requireNone(state.accounts.keySet(), account.id()::equals, UniqueRule.ID);
            requireUnique(account);
            state.accounts.put(account.id(), account);
            loaded.add(account.id());
        }

        @Override
        public void update(Account account) {
            requireLoaded(account.id());
            requireUnique(account);
            state.accounts.put(account.id(), account);
        }

        private void requireUnique(Account account) {
            Predicate<Account> another = other -> !other.id().equals(account.id());
            requireNone(
                    state.accounts.values(),
                    another.and(other -> other.slug().equals(account.slug())),
                    UniqueRule.ACCOUNT_SLUG);
            requireNone(
                    state.accounts.values(),
                    another.and(
                            other -> other.name().key().equals(account.name().key())),
                    UniqueRule.ACCOUNT_NAME);
        }

        @Override
        public Optional<Account> find(AccountId id) {
            return load(state.accounts.get(id), id);
        }

        @Override
        public Optional<Account> findForUpdate(AccountId id) {
            return find(id);
        }

        @Override
        public Set<Slug> taken(Collection<Slug> candidates) {
            return state.accounts.values().stream()
                    .map(Account::slug)
                    .filter(candidates::contains)
                    .collect(Collectors.toSet());
        }

        @Override
        public boolean isTaken(AccountName name) {
            return state.accounts.values().stream()
                    .anyMatch(account -> account.name().key().equals(name.key()));
        }

        // users

        @Override
        public void add(User user) {
            requireNone(state.users.keySet(), user.id()::equals, UniqueRule.ID);
            requireUnique(user);
            state.users.put(user.id(), user);
            loaded.add(user.id());
        }

        @Override
        public void update(User user) {
            requireLoaded(user.id());
            requireUnique(user);
            state.users.put(user.id(), user);
        }

        private void requireUnique(User user) {
            if (user.occupiesEmail()) {
                requireNone(
                        state.users.values(),
                        other -> !other.id().equals(user.id())
                                && other.occupiesEmail()
                                && other.email().equals(user.email()),
                        UniqueRule.USER_EMAIL);
            }
        }

        @Override
        public Optional<User> find(UserId id) {
            return load(state.users.get(id), id);
        }

        @Override
        public Optional<User> findForUpdate(UserId id) {
            return find(id);
        }

        @Override
        public Optional<User> findOccupant(EmailAddress email) {
            Optional<User> found = state.users.values().stream()
                    .filter(user -> user.occupiesEmail() && user.email().equals(email))
                    .findFirst();
            found.ifPresent(user -> loaded.add(user.id()));
            return found;
        }

        @Override
        public boolean anySuperAdmin() {
            return state.users.values().stream().anyMatch(User::superAdmin);
        }

        // API keys

        @Override
        public void add(ApiKey key) {
            requireNone(state.keys.keySet(), key.id()::equals, UniqueRule.ID);
            requireNone(state.keys.values(), other -> other.digest().equals(key.digest()), UniqueRule.API_KEY);
            state.keys.put(key.id(), key);
            loaded.add(key.id());
        }

        @Override
        public void update(ApiKey key) {
            requireLoaded(key.id());
            state.keys.put(key.id(), key);
        }

        @Override
        public Optional<ApiKey> findForUpdate(ApiKeyId id) {
            return load(state.keys.get(id), id);
        }

        @Override
        public Optional<KeyHolder> findHolder(Collection<SecretDigest> candidates) {
            return state.keys.values().stream()
                    .filter(key -> candidates.contains(key.digest()))
                    .findFirst()
                    .map(key -> new KeyHolder(
                            key,
                            find(key.userId()).orElseThrow(),
                            find(key.accountId()).orElseThrow()));
        }

        @Override
        public void noteUse(ApiKeyId id, Instant at) {
            state.keys.computeIfPresent(id, (same, key) -> key.noteUse(at).orElse(key));
        }

        // verification codes

        @Override
        public void add(VerificationCode code) {
            requireNone(state.codes.keySet(), code.id()::equals, UniqueRule.ID);
            requireUnique(code);
            state.codes.put(code.id(), code);
            loaded.add(code.id());
        }

        @Override
        public void update(VerificationCode code) {
            requireLoaded(code.id());
            requireUnique(code);
            state.codes.put(code.id(), code);
        }

        private void requireUnique(VerificationCode code) {
            if (code.isLive()) {
                requireNone(
                        state.codes.values(),
                        other -> !other.id().equals(code.id())
                                && other.isLive()
                                && other.type() == code.type()
                                && other.email().equals(code.email()),
                        UniqueRule.LIVE_CODE);
            }
        }

        @Override
        public Optional<VerificationCode> findForUpdate(VerificationCodeId id) {
            return load(state.codes.get(id), id);
        }

        @Override
        public List<VerificationCode> findRecent(MailboxKey mailbox, int limit) {
            List<VerificationCode> recent = state.codes.values().stream()
                    .filter(code ->
                            !code.isDeleted() && MailboxKey.of(code.email()).equals(mailbox))
                    .sorted(Comparator.comparing(VerificationCode::createdAt)
                            .thenComparing(code -> code.id().text())
                            .reversed())
                    .limit(limit)
                    .toList();
            recent.forEach(code -> loaded.add(code.id()));
            return recent;
        }

        @Override
        public void supersede(MailboxKey mailbox, VerificationCodeType type, Instant now) {
            state.codes.replaceAll((id, code) -> code.isLive()
                            && code.type() == type
                            && MailboxKey.of(code.email()).equals(mailbox)
                    ? code.markAsExpired(now)
                    : code);
        }

        // mailboxes

        @Override
        public Mailbox findForUpdate(MailboxKey key) {
            loaded.add(key);
            return state.mailboxes.computeIfAbsent(key, Mailbox::untouched);
        }

        @Override
        public void update(Mailbox mailbox) {
            requireLoaded(mailbox.key());
            state.mailboxes.put(mailbox.key(), mailbox);
        }

        // outbox

        @Override
        public void add(OutgoingMail mail) {
            requireNone(state.mails.keySet(), mail.id()::equals, UniqueRule.ID);
            state.mails.put(mail.id(), mail);
        }

        @Override
        public void addNothing() {
            // Nothing takes no time here.
        }

        @Override
        public Optional<OutgoingMail> claim(UUID lease, Instant now, Instant until) {
            Optional<OutgoingMail> due = state.mails.values().stream()
                    .filter(mail ->
                            !mail.state().isFinal() && !mail.nextAttemptAt().isAfter(now) && !isHeld(mail.id(), now))
                    .min(Comparator.comparing(OutgoingMail::nextAttemptAt).thenComparing(OutgoingMail::id));
            due.ifPresent(mail -> state.leases.put(mail.id(), new Lease(lease, until)));
            return due;
        }

        private boolean isHeld(UUID mail, Instant now) {
            Lease lease = state.leases.get(mail);
            return lease != null && now.isBefore(lease.until());
        }

        @Override
        public boolean report(UUID lease, DeliveryReport report) {
            Lease held = state.leases.get(report.mail());
            if (held == null || !held.id().equals(lease)) {
                return false;
            }
            state.leases.remove(report.mail());
            state.mails.computeIfPresent(report.mail(), (id, mail) -> mail.after(report));
            return true;
        }

        // audit log

        @Override
        public void add(AuditEvent event) {
            requireNone(state.audit, other -> other.id().equals(event.id()), UniqueRule.ID);
            state.audit.add(event);
        }
    }
}
