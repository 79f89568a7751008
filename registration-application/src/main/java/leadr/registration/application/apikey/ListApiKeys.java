package leadr.registration.application.apikey;

import java.time.InstantSource;
import java.util.List;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.Right;
import leadr.registration.application.access.Right.Reach;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.ApiKeyFilter;
import leadr.registration.application.store.ApiKeySort;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.Paging;
import leadr.registration.application.store.SearchText;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.email.EmailAddress;
import org.jspecify.annotations.Nullable;

/** Lists the API keys that somebody may see, page by page: exactly those that {@link FindApiKey} shows. */
public final class ListApiKeys {
    private static final String ALL = "api-keys";

    private final Transactions transactions;
    private final Paging paging;
    private final InstantSource clock;
    private final AuditEvents audit;

    public ListApiKeys(Transactions transactions, Paging paging, IdGenerator ids, InstantSource clock) {
        this.transactions = transactions;
        this.paging = paging;
        this.clock = clock;
        this.audit = new AuditEvents(ids, AuditAction.READ_API_KEYS);
    }

    /**
     * Somebody wants to see keys. What is asked for narrows what the caller may see, and never widens it: beyond that there is
     * nothing, whether or not it is somewhere else.
     *
     * @param account only those that open it, null for any
     * @param user only those of this user, null for any
     * @param email only those of the user with this address, null for any; for superadmins
     * @param q only those with this in the name or the prefix, null for any
     */
    public record Command(
            Caller caller,
            @Nullable AccountId account,
            @Nullable UserId user,
            @Nullable EmailAddress email,
            @Nullable SearchText q,
            PageQuery query,
            RequestOrigin origin) {}

    /** What became of it. */
    public sealed interface Result {}

    /** A part of the list; keys whatever their state. */
    public record Found(Listing<ApiKey> keys) implements Result {}

    /** Nothing is shown. */
    public record Refused(Reason reason) implements Result {}

    /** Why nothing is shown. */
    public enum Reason {
        /** Only superadmins look for an address: others would learn who has one. */
        FORBIDDEN
    }

    /**
     * Lists keys.
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
        return new Found(list(command, caller));
    }

    private Listing<ApiKey> list(Command command, User caller) {
        Reach reach = Right.SEE_KEYS.reach(caller);
        boolean nothing = (reach != Reach.EVERYBODY && isOther(command.account(), caller.accountId()))
                || (reach == Reach.ONESELF && isOther(command.user(), caller.id()));
        ApiKeyFilter filter = new ApiKeyFilter(
                reach == Reach.EVERYBODY ? command.account() : caller.accountId(),
                reach == Reach.ONESELF ? caller.id() : command.user(),
                command.email(),
                null,
                command.q(),
                reach == Reach.MEMBERS ? caller.id() : null);
        String scope = ALL + " account=" + filter.account() + " user=" + filter.user() + " email="
                + (filter.email() == null ? "" : filter.email().canonical()) + " beside=" + filter.besideMembers()
                + " q=" + (filter.q() == null ? "" : filter.q().value());
        PageRequest<ApiKeySort> request = paging.read(command.query(), ApiKeySort.class, scope);
        Page<ApiKey> page = nothing
                ? new Page<>(List.of(), false)
                : transactions.run(store -> store.apiKeys().list(filter, request));
        return paging.listing(request, page, scope);
    }

    private static boolean isOther(@Nullable Object asked, Object own) {
        return asked != null && !asked.equals(own);
    }
}
