package leadr.registration.application.apikey;

import java.util.List;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.Right;
import leadr.registration.application.access.Right.Reach;
import leadr.registration.application.store.ApiKeyFilter;
import leadr.registration.application.store.ApiKeySort;
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
import org.jspecify.annotations.Nullable;

/** Lists the API keys that somebody may see, page by page: exactly those that {@link FindApiKey} shows. */
public final class ListApiKeys {
    private final Transactions transactions;
    private final Paging paging;

    public ListApiKeys(Transactions transactions, Paging paging) {
        this.transactions = transactions;
        this.paging = paging;
    }

    /**
     * Somebody wants to see keys. What is asked for narrows what the caller may see, and never widens it: beyond that there is
     * nothing, whether or not it is somewhere else.
     *
     * @param account only those that open it, null for any
     * @param user only those of this user, null for any
     * @param q only those with this in the name or the prefix, null for any
     */
    public record Command(
            Caller caller,
            @Nullable AccountId account,
            @Nullable UserId user,
            @Nullable SearchText q,
            PageQuery query) {}

    /**
     * The keys, whatever their state.
     *
     * @throws leadr.registration.domain.InvalidValue naming {@code sort} or {@code cursor}
     */
    public Listing<ApiKey> execute(Command command) {
        User caller = command.caller().user();
        Reach reach = Right.SEE_KEYS.reach(caller);
        boolean nothing = (reach != Reach.EVERYBODY && isOther(command.account(), caller.accountId()))
                || (reach == Reach.ONESELF && isOther(command.user(), caller.id()));
        ApiKeyFilter filter = new ApiKeyFilter(
                reach == Reach.EVERYBODY ? command.account() : caller.accountId(),
                reach == Reach.ONESELF ? caller.id() : command.user(),
                null,
                command.q(),
                reach == Reach.MEMBERS ? caller.id() : null);
        String scope = "api-keys " + filter;
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
