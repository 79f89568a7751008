package leadr.registration.application.store;

import java.util.List;
import java.util.Optional;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.email.EmailAddress;

/** Users; an address is unique among those who occupy it. */
public interface Users {
    /**
     * Stores a user that is new.
     *
     * @throws DuplicateKey for {@code USER_EMAIL}
     */
    void add(User user);

    /**
     * Stores the next state of a user.
     *
     * @throws IllegalStateException unless it was loaded in this transaction
     * @throws DuplicateKey for {@code USER_EMAIL}, when the user occupies the address from now on
     */
    void update(User user);

    /** A user of any status; the use case decides who is in sight. */
    Optional<User> find(UserId id);

    /** See {@link #find}. */
    Optional<User> findForUpdate(UserId id);

    /** The active or suspended user who has this address, however it is written. */
    Optional<User> findOccupant(EmailAddress email);

    /** Who has this address, however it is written, and who invites it. One statement, whoever that is. */
    KnownAddress findAddress(EmailAddress email);

    /** The active owners of an account, oldest first. */
    List<User> findActiveOwners(AccountId account);

    /** Whether there is a superadmin. */
    boolean anySuperAdmin();

    /** The superadmins who can act: active, in an active account; oldest first. */
    List<User> findActingSuperAdmins();

    /** How many active owners an account has. */
    int countActiveOwners(AccountId account);

    /** Lists users, deleted ones never. */
    Page<User> list(UserFilter filter, PageRequest<UserSort> request);
}
