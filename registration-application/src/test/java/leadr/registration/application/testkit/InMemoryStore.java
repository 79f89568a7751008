package leadr.registration.application.testkit;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.IdempotentRequest;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import leadr.registration.domain.verification.VerificationCode;

/**
 * A store in memory that keeps the promises of the ports: passes the same contracts as the real ones. One transaction at a
 * time works on a draft; committing swaps the draft in, throwing drops it.
 */
public final class InMemoryStore implements Transactions {
    private final ReentrantLock turn = new ReentrantLock();
    private State committed = new State(() -> {});

    @Override
    public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("a transaction does not begin inside another");
        }
        turn.lock();
        try {
            Draft draft = new Draft(committed.draft());
            R result;
            try {
                result = work.apply(draft);
            } finally {
                draft.close();
            }
            committed = draft.finished();
            return result;
        } finally {
            turn.unlock();
        }
    }

    /** All audit events, oldest first. */
    public List<AuditEvent> auditEvents() {
        return rows(state -> state.auditEvents);
    }

    /** All mails, oldest first, whatever their state. */
    public List<OutgoingMail> mails() {
        return rows(state -> state.mails);
    }

    public List<Account> accounts() {
        return rows(state -> state.accounts);
    }

    public List<User> users() {
        return rows(state -> state.users);
    }

    public List<ApiKey> apiKeys() {
        return rows(state -> state.apiKeys);
    }

    public List<VerificationCode> verificationCodes() {
        return rows(state -> state.verificationCodes);
    }

    public List<Invitation> invitations() {
        return rows(state -> state.invitations);
    }

    public List<JamCode> jamCodes() {
        return rows(state -> state.jamCodes);
    }

    public List<JamCodeRedemption> jamCodeRedemptions() {
        return rows(state -> state.jamCodeRedemptions);
    }

    public List<IdempotentRequest> idempotentRequests() {
        return rows(state -> state.idempotentRequests);
    }

    private <V> List<V> rows(Function<State, Table<?, V>> table) {
        turn.lock();
        try {
            return List.copyOf(table.apply(committed).all());
        } finally {
            turn.unlock();
        }
    }
}
