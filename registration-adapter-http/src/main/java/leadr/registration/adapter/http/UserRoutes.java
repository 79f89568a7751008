package leadr.registration.adapter.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.account.AccountUseCases;
import leadr.registration.application.account.ConfirmEmailChange;
import leadr.registration.application.account.ConfirmEmailChange.Changed;
import leadr.registration.application.account.DeleteUser;
import leadr.registration.application.account.FindUser;
import leadr.registration.application.account.FindUsers;
import leadr.registration.application.account.FindUsers.Found;
import leadr.registration.application.account.RequestEmailChange;
import leadr.registration.application.account.RequestEmailChange.Accepted;
import leadr.registration.application.account.RequestEmailChange.LimitReached;
import leadr.registration.application.account.ShownUser;
import leadr.registration.application.account.UpdateUser;
import leadr.registration.application.account.UpdateUser.Updated;
import leadr.registration.application.account.UserObjection;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.SearchText;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.OneTimeCode;

/** {@code /users}: who is in the account, what they may do, and the own address. */
final class UserRoutes {
    private static final String ID = "user_id";
    private static final String EMAIL = "email";
    private static final String DISPLAY_NAME = "display_name";
    private static final String ROLE = "role";
    private static final String STATUS = "status";
    private static final String SUPER_ADMIN = "super_admin";
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final AccountUseCases useCases;
    private final EmailRule addresses;

    UserRoutes(AccountUseCases useCases, EmailRule addresses) {
        this.useCases = useCases;
        this.addresses = addresses;
    }

    void addTo(Routes routes, String prefix) {
        String users = prefix + "/users";
        String me = users + "/me";
        String user = users + "/{" + ID + "}";
        routes.get(users, Access.USER, this::list);
        // Before the pattern that it matches, too.
        routes.delete(me, Access.USER, this::leave);
        routes.post(me + "/email", Access.USER, this::requestEmailChange);
        routes.post(me + "/email/confirm", Access.USER, this::confirmEmailChange);
        routes.get(user, Access.USER, this::find);
        routes.patch(user, Access.USER, this::update);
        routes.delete(user, Access.USER, this::delete);
    }

    private void list(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        Violations violations = exchange.body().violations();
        QueryParameters query = QueryParameters.of(ctx, violations);
        PageQuery page = PageParameters.read(query);
        Optional<AccountId> account = query.optional("account_id", AccountId::parse);
        Optional<EmailAddress> email = query.optional(EMAIL, EmailAddress::of);
        Optional<SearchText> q = query.optional("q", SearchText::new);
        violations.refuse();
        FindUsers.Command command = new FindUsers.Command(
                exchange.caller(), account.orElse(null), email.orElse(null), q.orElse(null), page, exchange.origin());
        FindUsers.Result result = PageParameters.list(() -> useCases.listUsers().execute(command));
        if (result instanceof FindUsers.Refused refused) {
            throw new Refusal(codeFor(refused.reason()));
        }
        Json.answer(ctx, OK, PageBody.of(((Found) result).users(), UserView::from));
    }

    private void find(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        ShownUser user = useCases.findUser()
                .execute(new FindUser.Command(exchange.caller(), onlyId(ctx, exchange)))
                .orElseThrow(() -> new Refusal(ProblemCode.USER_NOT_FOUND));
        Json.answer(ctx, OK, UserView.from(user));
    }

    private void update(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        JsonBody body = exchange.body();
        Optional<UserId> id = PathParameters.read(ctx, ID, UserId::parse, body.violations());
        body.refuseClearing(DISPLAY_NAME);
        Optional<DisplayName> displayName = body.optional(DISPLAY_NAME, DisplayName::new);
        body.refuseClearing(ROLE);
        Optional<Role> role = body.optional(ROLE, text -> WireName.read(ROLE, text, List.of(Role.values())));
        body.refuseClearing(STATUS);
        Optional<UserStatus> status = body.optional(
                STATUS, text -> WireName.read(STATUS, text, List.of(UserStatus.ACTIVE, UserStatus.SUSPENDED)));
        body.refuseClearing(SUPER_ADMIN);
        Optional<Boolean> superAdmin = body.optionalFlag(SUPER_ADMIN);
        body.refuseViolations();
        UpdateUser.Result result = useCases.updateUser()
                .execute(new UpdateUser.Command(
                        exchange.caller(),
                        id.orElseThrow(),
                        displayName.orElse(null),
                        role.orElse(null),
                        status.map(wanted -> wanted == UserStatus.SUSPENDED).orElse(null),
                        superAdmin.orElse(null),
                        exchange.origin()));
        if (result instanceof UpdateUser.Refused refused) {
            throw new Refusal(codeFor(refused.reason()));
        }
        Json.answer(ctx, OK, UserView.from(((Updated) result).user()));
    }

    private void delete(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        delete(ctx, exchange, onlyId(ctx, exchange));
    }

    private void leave(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        delete(ctx, exchange, exchange.caller().user().id());
    }

    private void delete(Context ctx, Exchange exchange, UserId id) {
        DeleteUser.Result result = useCases.deleteUser()
                .execute(new DeleteUser.Command(exchange.caller(), id, AcceptLanguage.of(ctx), exchange.origin()));
        if (result instanceof DeleteUser.Refused refused) {
            throw new Refusal(codeFor(refused.reason()));
        }
        Json.answerNothing(ctx);
    }

    private void requestEmailChange(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        JsonBody body = exchange.body();
        Optional<EmailAddress> email = body.required(EMAIL, addresses::read);
        body.refuseViolations();
        RequestEmailChange.Result result = useCases.requestEmailChange()
                .execute(new RequestEmailChange.Command(
                        exchange.caller(), email.orElseThrow(), AcceptLanguage.of(ctx), exchange.origin()));
        if (result instanceof LimitReached limit) {
            throw new Refusal(Problem.of(ProblemCode.TOO_MANY_MAILS)
                    .withDetail("Too many verification emails for this user")
                    .retryAfter(limit.retryAfter()));
        }
        Json.answer(ctx, ACCEPTED, CodeSent.livingFor(((Accepted) result).codeExpiresIn()));
    }

    private void confirmEmailChange(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        JsonBody body = exchange.body();
        Optional<OneTimeCode> code = body.required("code", OneTimeCode::parse);
        body.refuseViolations();
        ConfirmEmailChange.Result result = useCases.confirmEmailChange()
                .execute(new ConfirmEmailChange.Command(
                        exchange.caller(), code.orElseThrow(), AcceptLanguage.of(ctx), exchange.origin()));
        if (result instanceof ConfirmEmailChange.Refused refused) {
            throw new Refusal(problemFor(refused));
        }
        Json.answer(ctx, OK, UserView.ofOneself(((Changed) result).user()));
    }

    /** The id in the path, on routes that read nothing else. */
    private static UserId onlyId(Context ctx, Exchange exchange) {
        Violations violations = exchange.body().violations();
        Optional<UserId> id = PathParameters.read(ctx, ID, UserId::parse, violations);
        violations.refuse();
        return id.orElseThrow();
    }

    private static ProblemCode codeFor(FindUsers.Reason reason) {
        return switch (reason) {
            case FORBIDDEN -> ProblemCode.SUPERADMIN_REQUIRED;
            case ACCOUNT_NOT_FOUND -> ProblemCode.ACCOUNT_NOT_FOUND;
        };
    }

    private static ProblemCode codeFor(UserObjection objection) {
        return switch (objection) {
            case FORBIDDEN -> ProblemCode.FORBIDDEN;
            case NOT_FOUND -> ProblemCode.USER_NOT_FOUND;
            case INVITED -> ProblemCode.USER_INVITED;
            case NOT_ACTIVE -> ProblemCode.USER_NOT_ACTIVE;
            case LAST_OWNER -> ProblemCode.LAST_OWNER;
            case LAST_SUPERADMIN -> ProblemCode.LAST_SUPERADMIN;
        };
    }

    private static Problem problemFor(ConfirmEmailChange.Refused refused) {
        return switch (refused.reason()) {
            case WRONG, USED, SUPERSEDED -> Problem.of(ProblemCode.VERIFICATION_CODE_INVALID);
            case EXPIRED -> Problem.of(ProblemCode.VERIFICATION_CODE_EXPIRED);
            case LOCKED -> Problem.of(ProblemCode.TOO_MANY_ATTEMPTS).retryAfter(refused.retryAfter());
            case EMAIL_TAKEN -> Problem.of(ProblemCode.EMAIL_TAKEN);
        };
    }
}
