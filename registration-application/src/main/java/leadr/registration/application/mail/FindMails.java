package leadr.registration.application.mail;

import leadr.registration.application.access.Superadmin;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.Paging;
import leadr.registration.application.store.Transactions;

/** Lists the mails of the outbox, page by page. Safe to call from several threads. */
public final class FindMails {
    private final Transactions transactions;
    private final Paging paging;

    public FindMails(Transactions transactions, Paging paging) {
        this.transactions = transactions;
        this.paging = paging;
    }

    /** Somebody wants to see how mails fare. */
    public record Command(Superadmin caller, MailFilter filter, PageQuery query) {}

    /**
     * The mails that the filter lets through.
     *
     * @throws leadr.registration.domain.InvalidValue naming {@code sort} or {@code cursor}
     */
    public Listing<MailSummary> execute(Command command) {
        MailFilter filter = command.filter();
        String scope = "mails state=" + filter.state() + " kind=" + filter.kind();
        PageRequest<MailSort> request = paging.read(command.query(), MailSort.class, scope);
        Page<MailSummary> page = transactions.run(store -> store.outbox().list(filter, request));
        return paging.listing(request, page, scope);
    }
}
