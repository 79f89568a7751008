package leadr.registration.application.account;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.ActingUser;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.KeyCache;
import leadr.registration.application.access.LastSuperadmin;
import leadr.registration.application.access.Right;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.AccountStatus;
import leadr.registration.domain.account.User;
import org.jspecify.annotations.Nullable;

/**
 * Renames an account, suspends it, activates it again: all that is asked for or nothing. Once a suspension has returned, no
 * key opens the account on this node, and on others when what they remember has run out.
 */
public final class UpdateAccount {
    private final Transactions transactions;
    private final KeyCache cache;
    private final InstantSource clock;
    private final AuditEvents audit;

    public UpdateAccount(Transactions transactions, KeyCache cache, IdGenerator ids, InstantSource clock) {
        this.transactions = transactions;
        this.cache = cache;
        this.clock = clock;
        this.audit = new AuditEvents(ids, AuditAction.UPDATE_ACCOUNT);
    }

    /**
     * What is to be changed.
     *
     * @param name null to leave it
     * @param status null to leave it
     */
    public record Command(
            Caller caller,
            AccountId id,
            @Nullable AccountName name,
            @Nullable AccountStatus status,
            RequestOrigin origin) {}

    /** What became of it. */
    public sealed interface Result {}

    /** The account as it is now. */
    public record Updated(Account account) implements Result {}

    /** Nothing was changed. */
    public record Refused(Reason reason) implements Result {}

    /** Why nothing was changed. */
    public enum Reason {
        /** One of the changes is beyond the caller's role. */
        FORBIDDEN,
        NOT_FOUND,
        /** Nobody could act as a superadmin any more. */
        LAST_SUPERADMIN,
        NAME_TAKEN
    }

    /**
     * Changes an account. To leave everything as it is takes the right all the same.
     *
     * @throws leadr.registration.application.access.AccessEnded when the caller may do nothing any more
     */
    public Result execute(Command command) {
        try {
            return transactions.run(store -> update(store, command, clock.instant()));
        } catch (DuplicateKey taken) {
            if (taken.rule() != UniqueRule.ACCOUNT_NAME) {
                throw taken;
            }
            return transactions.run(
                    store -> refuse(store, command, command.caller().user(), Reason.NAME_TAKEN, clock.instant()));
        } finally {
            cache.forget(command.id());
        }
    }

    private Result update(RegistrationStore store, Command command, Instant now) {
        User actor = ActingUser.in(store, command.caller(), Optional.of(command.id()), now)
                .user();
        return switch (decide(actor, command)) {
            case FORBIDDEN -> refuse(store, command, actor, Reason.FORBIDDEN, now);
            case NOT_THERE -> new Refused(Reason.NOT_FOUND);
            case ALLOWED ->
                store.accounts()
                        .findForUpdate(command.id())
                        .map(account -> update(store, command, actor, account, now))
                        .orElseGet(() -> new Refused(Reason.NOT_FOUND));
        };
    }

    private static Right.Decision decide(User actor, Command command) {
        List<Right> needed = new ArrayList<>(List.of(Right.SEE_ACCOUNT));
        if (command.name() != null) {
            needed.add(Right.RENAME_ACCOUNT);
        }
        if (command.status() != null) {
            needed.add(Right.SUSPEND_ACCOUNT);
        }
        return Right.Decision.together(
                needed.stream().map(right -> right.decide(actor, command.id())).toList());
    }

    private Result update(RegistrationStore store, Command command, User actor, Account account, Instant now) {
        Account next = changed(account, command, now);
        if (next.equals(account)) {
            return new Updated(account);
        }
        if (!next.isActive()
                && LastSuperadmin.isAmong(store, user -> user.accountId().equals(account.id()))) {
            return refuse(store, command, actor, Reason.LAST_SUPERADMIN, now);
        }
        store.accounts().update(next);
        String difference = Difference.line(List.of(
                Difference.ofNames(account.name().value(), next.name().value()),
                Difference.of("STATUS", account.status(), next.status())));
        store.auditLog()
                .add(audit.done(actor.id().text(), next.id().text(), difference, next.id(), command.origin(), now));
        return new Updated(next);
    }

    private static Account changed(Account account, Command command, Instant now) {
        Account named = command.name() == null ? account : account.rename(command.name(), now);
        AccountStatus status = command.status() == null ? named.status() : command.status();
        return switch (status) {
            case ACTIVE -> named.activate(now);
            case SUSPENDED -> named.suspend(now);
        };
    }

    private Refused refuse(RegistrationStore store, Command command, User actor, Reason reason, Instant now) {
        store.auditLog().add(audit.refused(actor, command.id().text(), reason, command.origin(), now));
        return new Refused(reason);
    }
}
