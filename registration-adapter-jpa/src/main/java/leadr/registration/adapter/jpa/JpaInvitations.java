package leadr.registration.adapter.jpa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import leadr.registration.application.store.InvitationFilter;
import leadr.registration.application.store.InvitationSort;
import leadr.registration.application.store.Invitations;
import leadr.registration.application.store.InvitedUser;
import leadr.registration.application.store.OpenInvitation;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.ShownInvitationStatus;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.verification.MailboxKey;
import org.hibernate.LockMode;

final class JpaInvitations implements Invitations {
    private final UnitOfWork unit;

    JpaInvitations(UnitOfWork unit) {
        this.unit = unit;
    }

    @Override
    public void add(Invitation invitation) {
        unit.insert(InvitationRow.from(invitation));
    }

    @Override
    public void update(Invitation invitation) {
        unit.update(InvitationRow.from(invitation));
    }

    @Override
    public Optional<Invitation> find(UserId user) {
        return find(user, LockMode.NONE);
    }

    @Override
    public Optional<Invitation> findForUpdate(UserId user) {
        return find(user, LockMode.PESSIMISTIC_WRITE);
    }

    private Optional<Invitation> find(UserId user, LockMode lock) {
        return unit.find(InvitationRow.class, user.value(), lock).map(InvitationRow::toDomain);
    }

    @Override
    public Optional<Invitation> findPending(AccountId account, MailboxKey mailbox) {
        return unit.findOne(session -> session.createSelectionQuery(
                                "from InvitationRow i where i.openKey = :key", InvitationRow.class)
                        .setParameter("key", InvitationRow.openKey(account, mailbox))
                        .getResultList())
                .map(InvitationRow::toDomain);
    }

    @Override
    public List<OpenInvitation> findPending(MailboxKey mailbox) {
        return unit
                .does(session -> session.createSelectionQuery("""
                                select i, u, a from InvitationRow i
                                join UserRow u on u.id = i.userId
                                join AccountRow a on a.id = i.accountId
                                where i.mailboxKey = :mailbox and i.status = 'PENDING'
                                order by i.createdAt, i.userId
                                """, Object[].class)
                        .setParameter("mailbox", mailbox.value())
                        .getResultList())
                .stream()
                .map(row -> open((InvitationRow) row[0], (UserRow) row[1], (AccountRow) row[2]))
                .toList();
    }

    private OpenInvitation open(InvitationRow invitation, UserRow user, AccountRow account) {
        unit.seen(invitation.id());
        unit.seen(user.id());
        unit.seen(account.id());
        return new OpenInvitation(invitation.toDomain(), user.toDomain(), account.toDomain());
    }

    @Override
    public Page<InvitedUser> list(InvitationFilter filter, PageRequest<InvitationSort> request) {
        List<String> conditions = new ArrayList<>(List.of("r.accountId = :account"));
        Map<String, Object> parameters =
                new HashMap<>(Map.of("account", filter.account().value()));
        ShownInvitationStatus status = filter.status();
        if (status != null) {
            conditions.add(condition(status));
            switch (status) {
                case PENDING, EXPIRED -> parameters.put("now", filter.now());
                case ACCEPTED, REVOKED -> {}
            }
        }
        Page<Invitation> page = new Keyset<>(request, JpaInvitations::column)
                .page(unit, InvitationRow.class, conditions, parameters, InvitationRow::toDomain);
        return withUsers(page);
    }

    private static String condition(ShownInvitationStatus status) {
        return switch (status) {
            case PENDING -> "r.status = 'PENDING' and r.expiresAt > :now";
            case EXPIRED -> "r.status = 'PENDING' and r.expiresAt <= :now";
            case ACCEPTED -> "r.status = 'ACCEPTED'";
            case REVOKED -> "r.status = 'REVOKED'";
        };
    }

    private static Keyset.Column column(InvitationSort field) {
        return switch (field) {
            case ID -> Keyset.Column.of("userId");
            case SENT_AT -> Keyset.Column.of("sentAt");
            case EXPIRES_AT -> Keyset.Column.of("expiresAt");
            case ACCEPTED_AT -> Keyset.Column.nullable("acceptedAt");
            case CREATED_AT -> Keyset.Column.of("createdAt");
        };
    }

    /** A second statement for the users of the page, so that the first one is a plain walk along an index. */
    private Page<InvitedUser> withUsers(Page<Invitation> page) {
        List<UUID> ids = page.items().stream()
                .map(invitation -> invitation.userId().value())
                .toList();
        Map<UserId, User> users = unit
                .does(session -> session.createSelectionQuery("from UserRow u where u.id in (:ids)", UserRow.class)
                        .setParameterList("ids", ids)
                        .getResultList())
                .stream()
                .map(UserRow::toDomain)
                .collect(Collectors.toMap(User::id, user -> user));
        return new Page<>(
                page.items().stream()
                        .map(invitation -> new InvitedUser(
                                invitation,
                                Optional.ofNullable(users.get(invitation.userId()))
                                        .orElseThrow()))
                        .toList(),
                page.more());
    }
}
