package leadr.registration.adapter.http;

import io.javalin.http.Context;
import java.util.Optional;
import leadr.registration.application.access.Superadmin;
import leadr.registration.application.mail.FindMails;
import leadr.registration.application.mail.MailFilter;
import leadr.registration.application.mail.MailKind;
import leadr.registration.application.mail.MailState;
import leadr.registration.application.mail.MailSummary;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.PageQuery;

/** {@code /mails}: how the mails of the outbox fare, for superadmins. */
final class MailRoutes {
    private static final String ALL = "mails";

    private final SuperadminGate superadmins;
    private final FindMails findMails;

    MailRoutes(SuperadminGate superadmins, FindMails findMails) {
        this.superadmins = superadmins;
        this.findMails = findMails;
    }

    void addTo(Routes routes, String prefix) {
        routes.get(prefix + "/" + ALL, Access.USER, this::list);
    }

    private void list(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        Violations violations = exchange.body().violations();
        QueryParameters query = QueryParameters.of(ctx, violations);
        PageQuery page = PageParameters.read(query);
        Optional<MailState> state = query.constant("status", MailState.class);
        Optional<MailKind> kind = query.constant("kind", MailKind.class);
        violations.refuse();

        Superadmin caller = superadmins.pass(exchange, AuditAction.READ_MAILS, ALL);
        FindMails.Command command =
                new FindMails.Command(caller, new MailFilter(state.orElse(null), kind.orElse(null)), page);
        Listing<MailSummary> listing = PageParameters.list(() -> findMails.execute(command));
        Json.answer(ctx, 200, PageBody.of(listing, MailView::from));
    }
}
