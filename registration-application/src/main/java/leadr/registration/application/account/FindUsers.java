package leadr.registration.application.account;

import java.time.InstantSource;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.Right;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.Paging;
import leadr.registration.application.store.SearchText;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.store.UserFilter;
import leadr.registration.application.store.UserSort;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.User;
import leadr.registration.domain.email.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * Lists users, page by page: those of the own account, for superadmins those of all. Deleted ones never, invited ones to who
 * sees invitations.
 */
public final class FindUsers {
    private static final String ALL = "users";

    private final Transactions transactions;
    private final Paging paging;
    private final InstantSource clock;
    private final AuditEvents audit;

    public FindUsers(Transactions transactions, Paging paging, IdGenerator ids, InstantSource clock) {
        this.transactions = transactions;
        this.paging = paging;
        this.clock = clock;
        this.audit = new AuditEvents(ids, AuditAction.READ_USERS);
    }

    /**
     * Somebody wants to see users.
     *
     * @param account only those in it; null for all that the caller may see
     * @param email only those with this address; for superadmins
     * @param q only those with this in the display name, or in the address if the caller may see addresses
     */
    public record Command(
            Caller caller,
            @Nullable AccountId account,
            @Nullable EmailAddress email,
            @Nullable SearchText q,
            PageQuery query,
            RequestOrigin origin) {}

    /** What became of it. */
    public sealed interface Result {}

    /** A part of the list. */
    public record Found(Listing<ShownUser> users) implements Result {}

    /** Nothing is shown. */
    public record Refused(Reason reason) implements Result {}

    /** Why nothing is shown. */
    public enum Reason {
        /** Only superadmins look for an address: others would learn who has one. */
        FORBIDDEN,
        ACCOUNT_NOT_FOUND
    }

    /**
     * Lists users.
     *
     * @throws leadr.registration.domain.InvalidValue naming {@code sort} or {@code cursor}
     */
    public Result execute(Command command) {
        User caller = command.caller().user();
        if (command.email() != null && !caller.superAdmin()) {
            return transactions.run(store -> {
                store.auditLog().add(audit.refused(caller, ALL, Reason.FORBIDDEN, command.origin(), clock.instant()));
                return new Refused(Reason.FORBIDDEN);
            });
        }
        AccountId account = command.account();
        if (account != null && Right.SEE_ACCOUNT.decide(caller, account) != Right.Decision.ALLOWED) {
            return new Refused(Reason.ACCOUNT_NOT_FOUND);
        }
        return new Found(list(command, filter(command, caller), caller));
    }

    private static UserFilter filter(Command command, User caller) {
        AccountId account = caller.superAdmin() ? command.account() : caller.accountId();
        // Who does not see addresses does not find out about them by searching either.
        boolean namesOnly = Right.SEE_EMAIL.decide(caller, caller.accountId()) != Right.Decision.ALLOWED;
        boolean withoutInvited = Right.SEE_INVITATIONS.decide(caller, caller.accountId()) != Right.Decision.ALLOWED;
        return new UserFilter(account, command.email(), command.q(), namesOnly, withoutInvited);
    }

    private Listing<ShownUser> list(Command command, UserFilter filter, User caller) {
        String scope = ALL + " account=" + (filter.account() == null ? "" : filter.account()) + " email="
                + (filter.email() == null ? "" : filter.email().canonical()) + " q="
                + (filter.q() == null ? "" : filter.q().value()) + " names=" + filter.namesOnly() + " invited="
                + !filter.withoutInvited();
        PageRequest<UserSort> request = paging.read(command.query(), UserSort.class, scope);
        Page<User> page = transactions.run(store -> store.users().list(filter, request));
        Listing<User> listing = paging.listing(request, page, scope);
        return new Listing<>(
                listing.items().stream().map(user -> ShownUser.to(caller, user)).toList(),
                listing.nextCursor(),
                listing.prevCursor());
    }
}
