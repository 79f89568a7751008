package leadr.registration.adapter.http;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.Optional;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.access.Superadmin;
import leadr.registration.application.jamcode.Change;
import leadr.registration.application.jamcode.CreateJamCode;
import leadr.registration.application.jamcode.CreateJamCode.Created;
import leadr.registration.application.jamcode.DeleteJamCode;
import leadr.registration.application.jamcode.FindJamCode;
import leadr.registration.application.jamcode.FindJamCodes;
import leadr.registration.application.jamcode.JamCodeUseCases;
import leadr.registration.application.jamcode.ListRedemptions;
import leadr.registration.application.jamcode.RedeemJamCode;
import leadr.registration.application.jamcode.RedeemJamCode.Redeemed;
import leadr.registration.application.jamcode.RestoreJamCode;
import leadr.registration.application.jamcode.UpdateJamCode;
import leadr.registration.application.jamcode.UpdateJamCode.Updated;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.JamCodes.Filter;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.PageQuery;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import leadr.registration.domain.jamcode.JamCodeText;

/** {@code /jam-codes}: promotional codes, for superadmins; and redeeming one, for those who run an account. */
final class JamCodeRoutes {
    private static final String ID = "jam_code_id";
    private static final String ALL = "jam-codes";
    private static final String CODE = "code";
    private static final String DESCRIPTION = "description";
    private static final String FEATURES = "features";
    private static final String MAX_USES = "max_uses";
    private static final String ACTIVE = "active";
    private static final String EXPIRES_AT = "expires_at";
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final SuperadminGate superadmins;
    private final JamCodeUseCases useCases;

    JamCodeRoutes(SuperadminGate superadmins, JamCodeUseCases useCases) {
        this.superadmins = superadmins;
        this.useCases = useCases;
    }

    void addTo(Routes routes, String prefix) {
        String codes = prefix + "/" + ALL;
        String code = codes + "/{" + ID + "}";
        routes.post(codes, Access.USER, this::create);
        routes.get(codes, Access.USER, this::list);
        routes.post(codes + "/redeem", Access.USER, this::redeem);
        routes.get(code, Access.USER, this::find);
        routes.patch(code, Access.USER, this::update);
        routes.delete(code, Access.USER, this::delete);
        routes.post(code + "/restore", Access.USER, this::restore);
        routes.get(code + "/redemptions", Access.USER, this::redemptions);
    }

    private void create(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        JsonBody body = exchange.body();
        Optional<JamCodeText> code = body.required(CODE, JamCodeText::parse);
        Optional<String> description = body.required(DESCRIPTION, JamCode::normalDescription);
        Optional<Attributes> features = body.optionalAttributes(FEATURES);
        Optional<Integer> maxUses = body.optionalCount(MAX_USES);
        Optional<Instant> expiresAt = body.optional(EXPIRES_AT, WireTime::parse);
        body.refuseViolations();
        IdempotencyKey key = Idempotency.keyOf(ctx);

        CreateJamCode.Command command = new CreateJamCode.Command(
                superadmins.pass(exchange, AuditAction.CREATE_JAM_CODE, ALL),
                code.orElseThrow(),
                description.orElseThrow(),
                features.orElse(Attributes.EMPTY),
                maxUses.orElse(null),
                expiresAt.orElse(null),
                key,
                exchange.origin());
        CreateJamCode.Result result = useCases.create().execute(command);
        if (result instanceof CreateJamCode.Refused refused) {
            throw new Refusal(problemFor(refused.reason(), command.code()));
        }
        Created created = (Created) result;
        Idempotency.mark(ctx, created.replayed());
        Json.answer(ctx, CREATED, JamCodeView.from(created.code()));
    }

    private void list(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        Violations violations = exchange.body().violations();
        QueryParameters query = QueryParameters.of(ctx, violations);
        PageQuery page = PageParameters.read(query);
        Optional<JamCodeText> code = query.optional(CODE, JamCodeText::parse);
        Optional<Boolean> active = query.flag(ACTIVE);
        Optional<Boolean> includeDeleted = query.flag("include_deleted");
        violations.refuse();

        FindJamCodes.Command command = new FindJamCodes.Command(
                superadmins.pass(exchange, AuditAction.READ_JAM_CODES, ALL),
                new Filter(code.orElse(null), active.orElse(null), includeDeleted.orElse(false)),
                page);
        Listing<JamCode> listing = PageParameters.list(() -> useCases.list().execute(command));
        Json.answer(ctx, OK, PageBody.of(listing, JamCodeView::from));
    }

    private void find(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        JamCodeId id = onlyId(ctx, exchange);
        Superadmin caller = superadmins.pass(exchange, AuditAction.READ_JAM_CODES, id.text());
        JamCode code = useCases.find()
                .execute(new FindJamCode.Command(caller, id))
                .orElseThrow(() -> new Refusal(ProblemCode.JAM_CODE_NOT_FOUND));
        Json.answer(ctx, OK, JamCodeView.from(code));
    }

    private void update(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        JsonBody body = exchange.body();
        Optional<JamCodeId> id = id(ctx, body.violations());
        body.refuseClearing(DESCRIPTION);
        Optional<String> description = body.optional(DESCRIPTION, JamCode::normalDescription);
        Optional<Attributes> features =
                body.clears(FEATURES) ? Optional.of(Attributes.EMPTY) : body.optionalAttributes(FEATURES);
        Change<Integer> maxUses = change(body, MAX_USES, body.optionalCount(MAX_USES));
        body.refuseClearing(ACTIVE);
        Optional<Boolean> active = body.optionalFlag(ACTIVE);
        Change<Instant> expiresAt = change(body, EXPIRES_AT, body.optional(EXPIRES_AT, WireTime::parse));
        body.refuseViolations();

        UpdateJamCode.Result result = useCases.update()
                .execute(new UpdateJamCode.Command(
                        superadmins.pass(
                                exchange,
                                AuditAction.UPDATE_JAM_CODE,
                                id.orElseThrow().text()),
                        id.orElseThrow(),
                        description.orElse(null),
                        features.orElse(null),
                        maxUses,
                        active.orElse(null),
                        expiresAt,
                        exchange.origin()));
        if (result instanceof UpdateJamCode.Refused refused) {
            throw new Refusal(codeFor(refused.reason()));
        }
        Json.answer(ctx, OK, JamCodeView.from(((Updated) result).code()));
    }

    private void delete(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        JamCodeId id = onlyId(ctx, exchange);
        Superadmin caller = superadmins.pass(exchange, AuditAction.DELETE_JAM_CODE, id.text());
        if (!useCases.delete().execute(new DeleteJamCode.Command(caller, id, exchange.origin()))) {
            throw new Refusal(ProblemCode.JAM_CODE_NOT_FOUND);
        }
        Json.answerNothing(ctx);
    }

    private void restore(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        JamCodeId id = onlyId(ctx, exchange);
        Superadmin caller = superadmins.pass(exchange, AuditAction.RESTORE_JAM_CODE, id.text());
        JamCode code = useCases.restore()
                .execute(new RestoreJamCode.Command(caller, id, exchange.origin()))
                .orElseThrow(() -> new Refusal(ProblemCode.JAM_CODE_NOT_FOUND));
        Json.answer(ctx, OK, JamCodeView.from(code));
    }

    private void redeem(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        JsonBody body = exchange.body();
        Optional<String> code = body.required(CODE);
        Optional<Attributes> meta = body.optionalAttributes("meta");
        body.refuseViolations();

        RedeemJamCode.Result result = useCases.redeem()
                .execute(new RedeemJamCode.Command(
                        exchange.caller(),
                        code.orElseThrow(),
                        meta.orElse(Attributes.EMPTY),
                        Idempotency.keyOf(ctx),
                        exchange.origin()));
        if (result instanceof RedeemJamCode.Refused refused) {
            throw new Refusal(problemFor(refused.reason()));
        }
        Redeemed redeemed = (Redeemed) result;
        Idempotency.mark(ctx, redeemed.replayed());
        Json.answer(ctx, CREATED, RedemptionView.from(redeemed.redemption()));
    }

    private void redemptions(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        Violations violations = exchange.body().violations();
        Optional<JamCodeId> id = id(ctx, violations);
        PageQuery page = PageParameters.read(QueryParameters.of(ctx, violations));
        violations.refuse();

        JamCodeId code = id.orElseThrow();
        Superadmin caller = superadmins.pass(exchange, AuditAction.READ_JAM_CODES, code.text());
        Listing<JamCodeRedemption> listing = PageParameters.list(
                        () -> useCases.redemptions().execute(new ListRedemptions.Command(caller, code, page)))
                .orElseThrow(() -> new Refusal(ProblemCode.JAM_CODE_NOT_FOUND));
        Json.answer(ctx, OK, PageBody.of(listing, RedemptionView::from));
    }

    /** The id in the path, on routes that read nothing else. */
    private static JamCodeId onlyId(Context ctx, Exchange exchange) {
        Violations violations = exchange.body().violations();
        Optional<JamCodeId> id = id(ctx, violations);
        violations.refuse();
        return id.orElseThrow();
    }

    /** LEADR's clients send the UUID without the prefix. */
    private static Optional<JamCodeId> id(Context ctx, Violations violations) {
        return PathParameters.read(
                ctx, ID, text -> JamCodeId.parse(text.startsWith("jam_") ? text : "jam_" + text), violations);
    }

    private static <T> Change<T> change(JsonBody body, String field, Optional<T> given) {
        return body.clears(field) ? Change.clear() : given.map(Change::to).orElseGet(Change::none);
    }

    /** The text is repeated in its normal form, so it holds letters and digits only. */
    private static Problem problemFor(CreateJamCode.Reason reason, JamCodeText code) {
        return switch (reason) {
            case CODE_TAKEN ->
                Problem.of(ProblemCode.JAM_CODE_TAKEN).withDetail("Jam code '" + code.value() + "' already exists");
            case KEY_REUSED -> Idempotency.reused();
        };
    }

    private static ProblemCode codeFor(UpdateJamCode.Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> ProblemCode.JAM_CODE_NOT_FOUND;
            case LIMIT_BELOW_USES -> ProblemCode.JAM_CODE_LIMIT_BELOW_USES;
        };
    }

    /** Why a code is not to be had is nobody's business but the audit log's. */
    private static Problem problemFor(RedeemJamCode.Reason reason) {
        return switch (reason) {
            case NOT_ADMIN -> Problem.of(ProblemCode.ADMIN_REQUIRED);
            case UNKNOWN, DELETED, INACTIVE, EXPIRED, USED_UP -> Problem.of(ProblemCode.JAM_CODE_INVALID);
            case ALREADY_REDEEMED -> Problem.of(ProblemCode.JAM_CODE_REDEEMED);
            case KEY_REUSED -> Idempotency.reused();
        };
    }
}
