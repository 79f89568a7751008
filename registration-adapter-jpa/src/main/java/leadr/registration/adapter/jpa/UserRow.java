package leadr.registration.adapter.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.email.EmailAddress;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "users")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class UserRow implements UnitOfWork.Row {
    @Id
    UUID id;

    @Column(name = "account_id")
    UUID accountId;

    String email;

    /** The canonical address while the user occupies it, else null: unique among those who do. */
    @Column(name = "occupied_email")
    @Nullable String occupiedEmail;

    /** The canonical address while the user is only invited, else null: so that both are found by it. */
    @Column(name = "invited_email")
    @Nullable String invitedEmail;

    @Column(name = "display_name")
    String displayName;

    String role;
    String status;

    /** Says again what the status says: an index cannot begin at "anything but". */
    boolean deleted;

    @Column(name = "super_admin")
    boolean superAdmin;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    static UserRow from(User user) {
        UserRow row = new UserRow();
        row.id = user.id().value();
        row.accountId = user.accountId().value();
        row.email = user.email().value();
        row.occupiedEmail = user.occupiesEmail() ? user.email().canonical() : null;
        row.invitedEmail = user.isInvited() ? user.email().canonical() : null;
        row.displayName = user.displayName().value();
        row.role = user.role().name();
        row.status = user.status().name();
        row.deleted = user.isDeleted();
        row.superAdmin = user.superAdmin();
        row.createdAt = user.createdAt();
        row.updatedAt = user.updatedAt();
        return row;
    }

    User toDomain() {
        return new User(
                new UserId(id),
                new AccountId(accountId),
                EmailAddress.of(email),
                new DisplayName(displayName),
                Role.valueOf(role),
                UserStatus.valueOf(status),
                superAdmin,
                createdAt,
                updatedAt);
    }

    @Override
    public Object id() {
        return id;
    }
}
