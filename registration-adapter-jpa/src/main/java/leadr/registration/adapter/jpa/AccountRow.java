package leadr.registration.adapter.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.AccountStatus;
import leadr.registration.domain.account.Slug;

@Entity
@Table(name = "accounts")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class AccountRow implements UnitOfWork.Row {
    @Id
    UUID id;

    String name;

    @Column(name = "name_key")
    String nameKey;

    String slug;
    String status;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    static AccountRow from(Account account) {
        AccountRow row = new AccountRow();
        row.id = account.id().value();
        row.name = account.name().value();
        row.nameKey = account.name().key();
        row.slug = account.slug().value();
        row.status = account.status().name();
        row.createdAt = account.createdAt();
        row.updatedAt = account.updatedAt();
        return row;
    }

    Account toDomain() {
        return new Account(
                new AccountId(id),
                new AccountName(name),
                new Slug(slug),
                AccountStatus.valueOf(status),
                createdAt,
                updatedAt);
    }

    @Override
    public Object id() {
        return id;
    }
}
