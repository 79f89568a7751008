package leadr.registration.application.store;

/**
 * What is kept, seen from inside one transaction. Used by one thread, and not after the transaction.
 *
 * <p>For every port: {@code add} fails on a duplicate, {@code update} needs a load in the same transaction,
 * {@code findForUpdate} holds the row until the end, {@code find} returns an {@code Optional}.
 */
public interface RegistrationStore {
    Accounts accounts();

    Users users();

    ApiKeys apiKeys();

    VerificationCodes verificationCodes();

    Invitations invitations();

    Mailboxes mailboxes();

    JamCodes jamCodes();

    JamCodeRedemptions jamCodeRedemptions();

    IdempotentRequests idempotentRequests();

    Outbox outbox();

    AuditLog auditLog();

    /**
     * Waits until no other transaction, on any node, holds the lock of this name, then holds it until the end.
     *
     * @param name 1 to 50 characters, a constant
     */
    void lock(String name);
}
