package leadr.registration.application.account;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.ActingUser;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.KeyCache;
import leadr.registration.application.access.Right;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Renames a user, gives another role, suspends and activates, makes and unmakes superadmins: all that is asked for or
 * nothing. Once it has returned, the user's keys open what they open now on this node, and on others when what they
 * remember has run out.
 */
public final class UpdateUser {
    private final Transactions transactions;
    private final KeyCache cache;
    private final InstantSource clock;
    private final AuditEvents audit;

    public UpdateUser(Transactions transactions, KeyCache cache, IdGenerator ids, InstantSource clock) {
        this.transactions = transactions;
        this.cache = cache;
        this.clock = clock;
        this.audit = new AuditEvents(ids, AuditAction.UPDATE_USER);
    }

    /**
     * What is to be changed; null leaves a thing as it is.
     *
     * @param suspended whether the user is suspended from now on, or active
     */
    public record Command(
            Caller caller,
            UserId id,
            @Nullable DisplayName displayName,
            @Nullable Role role,
            @Nullable Boolean suspended,
            @Nullable Boolean superAdmin,
            RequestOrigin origin) {}

    /** What became of it. */
    public sealed interface Result {}

    /** The user as it is now. */
    public record Updated(ShownUser user) implements Result {}

    /** Nothing was changed. */
    public record Refused(UserObjection reason) implements Result {}

    /**
     * Changes a user. To leave everything as it is takes the right all the same.
     *
     * @throws leadr.registration.application.access.AccessEnded when the caller may do nothing any more
     */
    public Result execute(Command command) {
        try {
            return transactions.run(store -> update(store, command, clock.instant()));
        } finally {
            cache.forget(command.id());
        }
    }

    private Result update(RegistrationStore store, Command command, Instant now) {
        Optional<User> named = store.users().find(command.id());
        User actor = ActingUser.in(store, command.caller(), named.map(User::accountId), now)
                .user();
        // Again, because only now nobody changes users of that account; held, because an invitation may end without it.
        Optional<User> target = named.filter(user -> !ActingUser.reaches(command.caller(), user.accountId()))
                .or(() -> store.users().findForUpdate(command.id()));
        return switch (decide(actor, target, command)) {
            case FORBIDDEN -> refuse(store, command, actor, UserObjection.FORBIDDEN, now);
            case NOT_THERE -> new Refused(UserObjection.NOT_FOUND);
            case ALLOWED -> update(store, command, actor, target.orElseThrow(), now);
        };
    }

    private static Right.Decision decide(User actor, Optional<User> target, Command command) {
        List<Right> needed = new ArrayList<>(List.of(Right.SEE_USER));
        if (command.displayName() != null) {
            needed.add(Right.RENAME_USER);
        }
        if (command.role() != null) {
            needed.add(Right.GRANT_ROLE);
        }
        if (command.suspended() != null) {
            needed.add(Right.SUSPEND_USER);
        }
        if (command.superAdmin() != null) {
            needed.add(Right.GRANT_SUPERADMIN);
        }
        return Right.Decision.together(
                needed.stream().map(right -> right.decide(actor, target)).toList());
    }

    private Result update(RegistrationStore store, Command command, User actor, User user, Instant now) {
        if (command.suspended() != null && user.isInvited()) {
            return refuse(store, command, actor, UserObjection.INVITED, now);
        }
        User next = changed(user, command, now);
        boolean risen = next.role() == Role.OWNER && user.role() != Role.OWNER;
        boolean becomesSuperadmin = Boolean.TRUE.equals(command.superAdmin()) && !user.superAdmin();
        if ((risen || becomesSuperadmin) && !next.isActive()) {
            return refuse(store, command, actor, UserObjection.NOT_ACTIVE, now);
        }
        if (becomesSuperadmin) {
            next = next.asSuperAdmin(now);
        }
        if (next.equals(user)) {
            return new Updated(ShownUser.to(actor, user));
        }
        Optional<UserObjection> indispensable = Indispensable.whyNot(store, user, next);
        if (indispensable.isPresent()) {
            return refuse(store, command, actor, indispensable.get(), now);
        }
        store.users().update(next);
        store.auditLog()
                .add(audit.done(
                        actor.id().text(),
                        next.id().text(),
                        difference(user, next),
                        next.accountId(),
                        command.origin(),
                        now));
        return new Updated(ShownUser.to(actor.id().equals(next.id()) ? next : actor, next));
    }

    /** With all changes but the one to a superadmin, which not every user can be. */
    private static User changed(User user, Command command, Instant now) {
        User next = command.displayName() == null ? user : user.rename(command.displayName(), now);
        next = command.role() == null ? next : next.changeRole(command.role(), now);
        if (command.suspended() != null) {
            next = command.suspended() ? next.suspend(now) : next.reactivate(now);
        }
        return Boolean.FALSE.equals(command.superAdmin()) ? next.withoutSuperAdmin(now) : next;
    }

    private static String difference(User before, User after) {
        return Difference.line(List.of(
                Difference.ofNames(
                        before.displayName().value(), after.displayName().value()),
                Difference.of("ROLE", before.role(), after.role()),
                Difference.of("STATUS", before.status(), after.status()),
                before.superAdmin() == after.superAdmin()
                        ? Stream.empty()
                        : Stream.of(after.superAdmin() ? "SUPERADMIN GRANTED" : "SUPERADMIN TAKEN")));
    }

    private Refused refuse(RegistrationStore store, Command command, User actor, UserObjection reason, Instant now) {
        store.auditLog().add(audit.refused(actor, command.id().text(), reason, command.origin(), now));
        return new Refused(reason);
    }
}
