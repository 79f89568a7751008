package leadr.registration.application.jamcode;

import leadr.registration.application.access.Superadmin;
import leadr.registration.application.store.JamCodes.Filter;
import leadr.registration.application.store.JamCodes.SortBy;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.Paging;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.jamcode.JamCode;

/** Lists jam codes, page by page. */
public final class FindJamCodes {
    private final Transactions transactions;
    private final Paging paging;

    public FindJamCodes(Transactions transactions, Paging paging) {
        this.transactions = transactions;
        this.paging = paging;
    }

    /** Somebody wants to see codes. */
    public record Command(Superadmin caller, Filter filter, PageQuery query) {}

    /**
     * The codes that the filter lets through.
     *
     * @throws leadr.registration.domain.InvalidValue naming {@code sort} or {@code cursor}
     */
    public Listing<JamCode> execute(Command command) {
        Filter filter = command.filter();
        String scope =
                "jam-codes code=" + (filter.code() == null ? "" : filter.code().value()) + " active=" + filter.active()
                        + " deleted=" + filter.includeDeleted();
        PageRequest<SortBy> request = paging.read(command.query(), SortBy.class, scope);
        Page<JamCode> page = transactions.run(store -> store.jamCodes().list(filter, request));
        return paging.listing(request, page, scope);
    }
}
