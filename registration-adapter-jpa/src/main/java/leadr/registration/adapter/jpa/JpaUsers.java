package leadr.registration.adapter.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.store.KnownAddress;
import leadr.registration.application.store.KnownAddress.Occupant;
import leadr.registration.application.store.OpenInvitation;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.UserFilter;
import leadr.registration.application.store.UserSort;
import leadr.registration.application.store.Users;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.email.EmailAddress;
import org.hibernate.LockMode;

final class JpaUsers implements Users {
    private final UnitOfWork unit;

    JpaUsers(UnitOfWork unit) {
        this.unit = unit;
    }

    @Override
    public void add(User user) {
        unit.insert(UserRow.from(user));
    }

    @Override
    public void update(User user) {
        unit.update(UserRow.from(user));
    }

    @Override
    public Optional<User> find(UserId id) {
        return unit.find(UserRow.class, id.value(), LockMode.NONE).map(UserRow::toDomain);
    }

    @Override
    public Optional<User> findForUpdate(UserId id) {
        return unit.find(UserRow.class, id.value(), LockMode.PESSIMISTIC_WRITE).map(UserRow::toDomain);
    }

    @Override
    public Optional<User> findOccupant(EmailAddress email) {
        return unit.findOne(session -> session.createSelectionQuery(
                                "from UserRow u where u.occupiedEmail = :email", UserRow.class)
                        .setParameter("email", email.canonical())
                        .getResultList())
                .map(UserRow::toDomain);
    }

    @Override
    public KnownAddress findAddress(EmailAddress email) {
        // A subquery of two parts, because for "one or the other" in its place H2 reads every user there is.
        List<Object[]> rows = unit.does(session -> session.createSelectionQuery("""
                                select u, a, i from UserRow u
                                join AccountRow a on a.id = u.accountId
                                left join InvitationRow i on i.userId = u.id and i.status = 'PENDING'
                                where u.id in (
                                    select o.id from UserRow o where o.occupiedEmail = :email
                                    union all
                                    select p.id from UserRow p where p.invitedEmail = :email)
                                order by i.createdAt, u.id
                                """, Object[].class)
                .setParameter("email", email.canonical())
                .getResultList());
        Optional<Occupant> occupant = Optional.empty();
        List<OpenInvitation> invitations = new ArrayList<>();
        for (Object[] row : rows) {
            UserRow user = (UserRow) row[0];
            AccountRow account = (AccountRow) row[1];
            InvitationRow invitation = (InvitationRow) row[2];
            unit.seen(user.id());
            unit.seen(account.id());
            if (user.occupiedEmail != null) {
                occupant = Optional.of(new Occupant(user.toDomain(), account.toDomain()));
            } else if (invitation != null) {
                unit.seen(invitation.id());
                invitations.add(new OpenInvitation(invitation.toDomain(), user.toDomain(), account.toDomain()));
            }
        }
        return new KnownAddress(occupant, invitations);
    }

    @Override
    public List<User> findActiveOwners(AccountId account) {
        return unit
                .findAll(session -> session.createSelectionQuery("""
                                from UserRow u
                                where u.accountId = :account and u.role = :role and u.status = :status
                                order by u.createdAt, u.id
                                """, UserRow.class)
                        .setParameter("account", account.value())
                        .setParameter("role", Role.OWNER.name())
                        .setParameter("status", UserStatus.ACTIVE.name())
                        .getResultList())
                .stream()
                .map(UserRow::toDomain)
                .toList();
    }

    @Override
    public boolean anySuperAdmin() {
        return unit.does(session -> session.createSelectionQuery(
                                "select count(u) from UserRow u where u.superAdmin", Long.class)
                        .getSingleResult())
                > 0;
    }

    @Override
    public List<User> findActingSuperAdmins() {
        return unit
                .findAll(session ->
                        session.createSelectionQuery("""
                                select u from UserRow u join AccountRow a on a.id = u.accountId
                                where u.superAdmin and u.status = 'ACTIVE' and a.status = 'ACTIVE'
                                order by u.createdAt, u.id
                                """, UserRow.class).getResultList())
                .stream()
                .map(UserRow::toDomain)
                .toList();
    }

    @Override
    public int countActiveOwners(AccountId account) {
        return unit.does(session -> session.createSelectionQuery("""
                                select count(u) from UserRow u
                                where u.accountId = :account and u.role = 'OWNER' and u.status = 'ACTIVE'
                                """, Long.class)
                        .setParameter("account", account.value())
                        .getSingleResult())
                .intValue();
    }

    @Override
    public Page<User> list(UserFilter filter, PageRequest<UserSort> request) {
        Conditions where = new Conditions()
                .and("r.deleted = false")
                .and("r.status <> :left", "left", filter.withoutInvited() ? UserStatus.INVITED.name() : null)
                .and(
                        "r.accountId = :account",
                        "account",
                        filter.account() == null ? null : filter.account().value())
                .and(
                        "(r.occupiedEmail = :email or r.invitedEmail = :email)",
                        "email",
                        filter.email() == null ? null : filter.email().canonical())
                .and(
                        filter.namesOnly()
                                ? "locate(lower(:q), lower(r.displayName)) > 0"
                                : "(locate(lower(:q), lower(r.displayName)) > 0 or locate(lower(:q), lower(r.email)) > 0)",
                        "q",
                        filter.q() == null ? null : filter.q().value());
        return new Keyset<>(request, JpaUsers::column)
                .page(unit, UserRow.class, where.texts(), where.parameters(), UserRow::toDomain);
    }

    private static Keyset.Column column(UserSort field) {
        return switch (field) {
            case ID -> Keyset.Column.of("id");
            case CREATED_AT -> Keyset.Column.of("createdAt");
            case UPDATED_AT -> Keyset.Column.of("updatedAt");
            case DISPLAY_NAME -> Keyset.Column.of("displayName");
        };
    }
}
