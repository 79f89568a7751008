package leadr.registration.adapter.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.access.Superadmin;
import leadr.registration.application.account.AccountUseCases;
import leadr.registration.application.account.FindAccount;
import leadr.registration.application.account.FindAccounts;
import leadr.registration.application.account.UpdateAccount;
import leadr.registration.application.account.UpdateAccount.Updated;
import leadr.registration.application.store.AccountFilter;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.SearchText;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.AccountStatus;
import leadr.registration.domain.email.EmailAddress;

/** {@code /accounts}: the own one to see and rename, all of them for superadmins. */
final class AccountRoutes {
    private static final String ALL = "accounts";
    private static final String ID = "account_id";
    private static final String NAME = "name";
    private static final String STATUS = "status";
    private static final int OK = 200;

    private final SuperadminGate superadmins;
    private final AccountUseCases useCases;

    AccountRoutes(SuperadminGate superadmins, AccountUseCases useCases) {
        this.superadmins = superadmins;
        this.useCases = useCases;
    }

    void addTo(Routes routes, String prefix) {
        String accounts = prefix + "/" + ALL;
        String account = accounts + "/{" + ID + "}";
        routes.get(accounts, Access.USER, this::list);
        routes.get(account, Access.USER, this::find);
        routes.patch(account, Access.USER, this::update);
    }

    private void list(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        Violations violations = exchange.body().violations();
        QueryParameters query = QueryParameters.of(ctx, violations);
        PageQuery page = PageParameters.read(query);
        Optional<AccountId> account = query.optional(ID, AccountId::parse);
        Optional<EmailAddress> email = query.optional("email", EmailAddress::of);
        Optional<SearchText> q = query.optional("q", SearchText::new);
        violations.refuse();
        Superadmin caller = superadmins.pass(exchange, AuditAction.READ_ACCOUNTS, ALL);
        AccountFilter filter = new AccountFilter(account.orElse(null), email.orElse(null), q.orElse(null));
        FindAccounts.Command command = new FindAccounts.Command(caller, filter, page);
        Listing<Account> listing = PageParameters.list(() -> useCases.list().execute(command));
        Json.answer(ctx, OK, PageBody.of(listing, AccountView::from));
    }

    private void find(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        Violations violations = exchange.body().violations();
        Optional<AccountId> id = PathParameters.read(ctx, ID, AccountId::parse, violations);
        violations.refuse();
        Account account = useCases.find()
                .execute(new FindAccount.Command(exchange.caller(), id.orElseThrow()))
                .orElseThrow(() -> new Refusal(ProblemCode.ACCOUNT_NOT_FOUND));
        Json.answer(ctx, OK, AccountView.from(account));
    }

    private void update(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        JsonBody body = exchange.body();
        Optional<AccountId> id = PathParameters.read(ctx, ID, AccountId::parse, body.violations());
        body.refuseClearing(NAME);
        Optional<AccountName> name = body.optional(NAME, AccountName::new);
        body.refuseClearing(STATUS);
        Optional<AccountStatus> status =
                body.optional(STATUS, text -> WireName.read(STATUS, text, List.of(AccountStatus.values())));
        body.refuseViolations();
        UpdateAccount.Result result = useCases.update()
                .execute(new UpdateAccount.Command(
                        exchange.caller(),
                        id.orElseThrow(),
                        name.orElse(null),
                        status.orElse(null),
                        exchange.origin()));
        if (result instanceof UpdateAccount.Refused refused) {
            throw new Refusal(codeFor(refused.reason()));
        }
        Json.answer(ctx, OK, AccountView.from(((Updated) result).account()));
    }

    private static ProblemCode codeFor(UpdateAccount.Reason reason) {
        return switch (reason) {
            case FORBIDDEN -> ProblemCode.FORBIDDEN;
            case NOT_FOUND -> ProblemCode.ACCOUNT_NOT_FOUND;
            case LAST_SUPERADMIN -> ProblemCode.LAST_SUPERADMIN;
            case NAME_TAKEN -> ProblemCode.ACCOUNT_NAME_TAKEN;
        };
    }
}
