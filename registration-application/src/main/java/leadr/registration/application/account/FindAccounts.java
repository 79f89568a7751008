package leadr.registration.application.account;

import leadr.registration.application.access.Superadmin;
import leadr.registration.application.store.AccountFilter;
import leadr.registration.application.store.AccountSort;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.Paging;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.Account;

/** Lists accounts, page by page. */
public final class FindAccounts {
    private final Transactions transactions;
    private final Paging paging;

    public FindAccounts(Transactions transactions, Paging paging) {
        this.transactions = transactions;
        this.paging = paging;
    }

    /** Somebody wants to see accounts. */
    public record Command(Superadmin caller, AccountFilter filter, PageQuery query) {}

    /**
     * The accounts that the filter lets through.
     *
     * @throws leadr.registration.domain.InvalidValue naming {@code sort} or {@code cursor}
     */
    public Listing<Account> execute(Command command) {
        AccountFilter filter = command.filter();
        String scope = "accounts account=" + (filter.account() == null ? "" : filter.account()) + " email="
                + (filter.email() == null ? "" : filter.email().canonical()) + " q="
                + (filter.q() == null ? "" : filter.q().value());
        PageRequest<AccountSort> request = paging.read(command.query(), AccountSort.class, scope);
        Page<Account> page = transactions.run(store -> store.accounts().list(filter, request));
        return paging.listing(request, page, scope);
    }
}
