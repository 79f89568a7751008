package leadr.registration.adapter.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.apikey.ApiKeyUseCases;
import leadr.registration.application.apikey.CreateApiKey;
import leadr.registration.application.apikey.CreateApiKey.Created;
import leadr.registration.application.apikey.FindApiKey;
import leadr.registration.application.apikey.FindApiKey.Found;
import leadr.registration.application.apikey.ListApiKeys;
import leadr.registration.application.apikey.RevokeApiKey;
import leadr.registration.application.apikey.RevokeApiKey.Revoked;
import leadr.registration.application.apikey.RevokeLeakedKey;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.SearchText;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.apikey.ApiKeyStatus;
import leadr.registration.domain.email.EmailAddress;

/** {@code /api-keys}: the keys of users; and the door for who has found one. */
final class ApiKeyRoutes {
    private static final String ID = "api_key_id";
    private static final String NAME = "name";
    private static final String USER_ID = "user_id";
    private static final String EXPIRES_AT = "expires_at";
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final ApiKeyUseCases useCases;

    ApiKeyRoutes(ApiKeyUseCases useCases) {
        this.useCases = useCases;
    }

    void addTo(Routes routes, String prefix) {
        String keys = prefix + "/api-keys";
        String key = keys + "/{" + ID + "}";
        routes.post(keys, Access.USER, this::create);
        routes.get(keys, Access.USER, this::list);
        routes.post(keys + "/revoke-leaked", Access.PUBLIC, this::revokeLeaked);
        routes.get(key, Access.USER, this::find);
        routes.patch(key, Access.USER, this::revoke);
    }

    private void create(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        JsonBody body = exchange.body();
        Optional<String> name = body.required(NAME, ApiKey::normalName);
        Optional<Instant> expiresAt = body.optional(EXPIRES_AT, WireTime::parse);
        Optional<UserId> user = body.optional(USER_ID, UserId::parse);
        body.refuseViolations();

        CreateApiKey.Result result = useCases.create()
                .execute(new CreateApiKey.Command(
                        exchange.caller(),
                        user.orElse(null),
                        name.orElseThrow(),
                        expiresAt.orElse(null),
                        AcceptLanguage.of(ctx),
                        exchange.origin()));
        if (result instanceof CreateApiKey.Refused refused) {
            throw new Refusal(problemFor(refused.reason()));
        }
        Created created = (Created) result;
        Json.answer(
                ctx,
                CREATED,
                new NewKey(
                        ApiKeyView.from(created.key()),
                        created.secret().secret().reveal()));
    }

    private void list(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        Violations violations = exchange.body().violations();
        QueryParameters query = QueryParameters.of(ctx, violations);
        PageQuery page = PageParameters.read(query);
        Optional<AccountId> account = query.optional("account_id", AccountId::parse);
        Optional<UserId> user = query.optional(USER_ID, UserId::parse);
        Optional<EmailAddress> email = query.optional("email", EmailAddress::of);
        Optional<SearchText> q = query.optional("q", SearchText::new);
        violations.refuse();

        ListApiKeys.Command command = new ListApiKeys.Command(
                exchange.caller(),
                account.orElse(null),
                user.orElse(null),
                email.orElse(null),
                q.orElse(null),
                page,
                exchange.origin());
        ListApiKeys.Result result = PageParameters.list(() -> useCases.list().execute(command));
        if (result instanceof ListApiKeys.Refused refused) {
            throw new Refusal(codeFor(refused.reason()));
        }
        Json.answer(ctx, OK, PageBody.of(((ListApiKeys.Found) result).keys(), ApiKeyView::from));
    }

    private void find(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        Violations violations = exchange.body().violations();
        Optional<ApiKeyId> id = PathParameters.read(ctx, ID, ApiKeyId::parse, violations);
        violations.refuse();

        FindApiKey.Result result =
                useCases.find().execute(new FindApiKey.Command(exchange.caller(), id.orElseThrow(), exchange.origin()));
        if (result instanceof FindApiKey.Refused refused) {
            throw new Refusal(codeFor(refused.reason()));
        }
        Json.answer(ctx, OK, ApiKeyView.from(((Found) result).key()));
    }

    /** The one change there is. */
    private void revoke(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        JsonBody body = exchange.body();
        Optional<ApiKeyId> id = PathParameters.read(ctx, ID, ApiKeyId::parse, body.violations());
        Optional<ApiKeyStatus> status = body.required("status", ApiKeyRoutes::revoked);
        body.refuseChange(NAME);
        body.refuseChange(EXPIRES_AT);
        body.refuseChange(USER_ID);
        body.refuseViolations();
        if (status.isEmpty()) {
            throw new IllegalStateException("a status that is missing was refused");
        }

        RevokeApiKey.Result result = useCases.revoke()
                .execute(new RevokeApiKey.Command(
                        exchange.caller(), id.orElseThrow(), AcceptLanguage.of(ctx), exchange.origin()));
        if (result instanceof RevokeApiKey.Refused refused) {
            throw new Refusal(codeFor(refused.reason()));
        }
        Json.answer(ctx, OK, ApiKeyView.from(((Revoked) result).key()));
    }

    private void revokeLeaked(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        JsonBody body = exchange.body();
        Optional<String> key = body.required("api_key");
        body.refuseViolations();
        useCases.revokeLeaked().execute(new RevokeLeakedKey.Command(key.orElseThrow(), exchange.origin()));
        Json.answerNothing(ctx);
    }

    private static ApiKeyStatus revoked(String text) {
        if (!text.equals(WireName.of(ApiKeyStatus.REVOKED))) {
            throw new InvalidValue("status", "Input should be " + WireName.of(ApiKeyStatus.REVOKED));
        }
        return ApiKeyStatus.REVOKED;
    }

    private static Problem problemFor(CreateApiKey.Reason reason) {
        return switch (reason) {
            case EXPIRED -> Problem.invalid(List.of(Violation.rule(EXPIRES_AT, "Input should be in the future")));
            case FORBIDDEN -> Problem.of(ProblemCode.API_KEY_FOR_ANOTHER);
            case USER_NOT_FOUND -> Problem.of(ProblemCode.USER_NOT_FOUND);
            case TOO_MANY -> Problem.of(ProblemCode.TOO_MANY_API_KEYS);
            case USER_NOT_ACTIVE -> Problem.of(ProblemCode.USER_NOT_ACTIVE);
        };
    }

    private static ProblemCode codeFor(ListApiKeys.Reason reason) {
        return switch (reason) {
            case FORBIDDEN -> ProblemCode.SUPERADMIN_REQUIRED;
        };
    }

    private static ProblemCode codeFor(FindApiKey.Reason reason) {
        return switch (reason) {
            case FORBIDDEN -> ProblemCode.API_KEY_OF_ANOTHER;
            case NOT_FOUND -> ProblemCode.API_KEY_NOT_FOUND;
        };
    }

    private static ProblemCode codeFor(RevokeApiKey.Reason reason) {
        return switch (reason) {
            case FORBIDDEN -> ProblemCode.API_KEY_OF_ANOTHER;
            case NOT_FOUND -> ProblemCode.API_KEY_NOT_FOUND;
        };
    }

    /** @param key the text, shown this once */
    private record NewKey(@JsonUnwrapped ApiKeyView object, String key) {
        @Override
        public String toString() {
            return "NewKey[redacted]";
        }
    }
}
