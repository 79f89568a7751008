package leadr.registration.application.jamcode;

import java.util.Optional;
import leadr.registration.application.access.Superadmin;
import leadr.registration.application.store.JamCodeRedemptions.SortBy;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.Paging;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeRedemption;

/** Lists who redeemed a jam code, page by page. */
public final class ListRedemptions {
    private final Transactions transactions;
    private final Paging paging;

    public ListRedemptions(Transactions transactions, Paging paging) {
        this.transactions = transactions;
        this.paging = paging;
    }

    /** Somebody wants to see the redemptions of a code. */
    public record Command(Superadmin caller, JamCodeId code, PageQuery query) {}

    /**
     * The redemptions; empty for a code that is unknown or deleted.
     *
     * @throws leadr.registration.domain.InvalidValue naming {@code sort} or {@code cursor}
     */
    public Optional<Listing<JamCodeRedemption>> execute(Command command) {
        String scope = "redemptions of " + command.code().text();
        PageRequest<SortBy> request = paging.read(command.query(), SortBy.class, scope);
        Optional<Page<JamCodeRedemption>> page = transactions.run(store -> store.jamCodes()
                .find(command.code())
                .filter(code -> !code.isDeleted())
                .map(code -> store.jamCodeRedemptions().list(code.id(), request)));
        return page.map(found -> paging.listing(request, found, scope));
    }
}
