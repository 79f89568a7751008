package leadr.registration.adapter.jpa;

import java.util.List;
import leadr.registration.application.store.Accounts;
import leadr.registration.application.store.ApiKeys;
import leadr.registration.application.store.AuditLog;
import leadr.registration.application.store.IdempotentRequests;
import leadr.registration.application.store.Invitations;
import leadr.registration.application.store.JamCodeRedemptions;
import leadr.registration.application.store.JamCodes;
import leadr.registration.application.store.Mailboxes;
import leadr.registration.application.store.Outbox;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Users;
import leadr.registration.application.store.VerificationCodes;

/** The ports over one unit of work. */
final class JpaStore implements RegistrationStore {
    final UnitOfWork unit;

    JpaStore(UnitOfWork unit) {
        this.unit = unit;
    }

    @Override
    public Accounts accounts() {
        return new JpaAccounts(unit);
    }

    @Override
    public Users users() {
        return new JpaUsers(unit);
    }

    @Override
    public ApiKeys apiKeys() {
        return new JpaApiKeys(unit);
    }

    @Override
    public VerificationCodes verificationCodes() {
        return new JpaVerificationCodes(unit);
    }

    @Override
    public Invitations invitations() {
        return new JpaInvitations(unit);
    }

    @Override
    public Mailboxes mailboxes() {
        return new JpaMailboxes(unit);
    }

    @Override
    public JamCodes jamCodes() {
        return new JpaJamCodes(unit);
    }

    @Override
    public JamCodeRedemptions jamCodeRedemptions() {
        return new JpaJamCodeRedemptions(unit);
    }

    @Override
    public IdempotentRequests idempotentRequests() {
        return new JpaIdempotentRequests(unit);
    }

    @Override
    public Outbox outbox() {
        return new JpaOutbox(unit);
    }

    @Override
    public AuditLog auditLog() {
        return new JpaAuditLog(unit);
    }

    @Override
    public void lock(String name) {
        unit.change(session -> session.createNativeMutationQuery(
                        "insert into locks (name) values (:name) on conflict do nothing")
                .setParameter("name", name));
        List<String> held = unit.does(session -> session.createNativeQuery(
                        "select name from locks where name = :name for update", String.class)
                .setParameter("name", name)
                .getResultList());
        if (held.isEmpty()) {
            throw new IllegalStateException("a lock is there once it is asked for");
        }
    }
}
