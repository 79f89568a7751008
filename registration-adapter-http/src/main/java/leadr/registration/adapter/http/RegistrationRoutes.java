package leadr.registration.adapter.http;

import io.javalin.http.Context;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import leadr.registration.application.RegistrationUseCases;
import leadr.registration.application.registration.CodeRequest;
import leadr.registration.application.registration.CodeRequest.Accepted;
import leadr.registration.application.registration.CodeRequest.LimitReached;
import leadr.registration.application.registration.CompleteRegistration;
import leadr.registration.application.registration.CompleteRegistration.Completed;
import leadr.registration.application.registration.VerifyEmailCode;
import leadr.registration.application.registration.VerifyEmailCode.Verified;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.Slug;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.OneTimeCode;
import org.jspecify.annotations.Nullable;

/** {@code /register}: from an address to an account, a new one or one that is there. */
final class RegistrationRoutes {
    private static final String EMAIL = "email";
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final RegistrationUseCases useCases;
    private final EmailRule emails;

    RegistrationRoutes(RegistrationUseCases useCases, EmailRule emails) {
        this.useCases = useCases;
        this.emails = emails;
    }

    void addTo(Routes routes, String prefix) {
        String register = prefix + "/register";
        routes.post(
                register + "/initiate",
                Access.PUBLIC,
                ctx -> sendCode(
                        ctx, CREATED, request -> useCases.initiateRegistration().execute(request)));
        routes.post(
                register + "/resend-code",
                Access.PUBLIC,
                ctx -> sendCode(
                        ctx, OK, request -> useCases.resendVerificationCode().execute(request)));
        routes.post(register + "/verify", Access.PUBLIC, this::verify);
        routes.post(register + "/complete", Access.PUBLIC, this::complete);
    }

    private void sendCode(Context ctx, int status, Function<CodeRequest, CodeRequest.Result> useCase) {
        Exchange exchange = Exchange.of(ctx);
        JsonBody body = exchange.body();
        Optional<EmailAddress> email = body.required(EMAIL, emails::read);
        body.refuseViolations();

        CodeRequest.Result result =
                useCase.apply(new CodeRequest(email.orElseThrow(), AcceptLanguage.of(ctx), exchange.origin()));
        if (result instanceof LimitReached limit) {
            throw new Refusal(Problem.of(ProblemCode.TOO_MANY_MAILS).retryAfter(limit.retryAfter()));
        }
        Json.answer(ctx, status, CodeSent.livingFor(((Accepted) result).codeExpiresIn()));
    }

    private void verify(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        JsonBody body = exchange.body();
        Optional<EmailAddress> email = body.required(EMAIL, emails::read);
        Optional<OneTimeCode> code = body.required("code", OneTimeCode::parse);
        body.refuseViolations();

        VerifyEmailCode.Result result = useCases.verifyEmailCode()
                .execute(new VerifyEmailCode.Command(
                        email.orElseThrow(), code.orElseThrow(), Idempotency.keyOf(ctx), exchange.origin()));
        if (result instanceof VerifyEmailCode.Refused refused) {
            throw new Refusal(problemFor(refused));
        }
        Verified verified = (Verified) result;
        Idempotency.mark(ctx, verified.replayed());
        Json.answer(
                ctx,
                OK,
                new CodeVerified(
                        verified.token().reveal(), verified.expiresIn().toSeconds(), WireName.of(verified.type())));
    }

    private void complete(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        CompleteRegistration.Command command = completion(ctx, exchange);
        CompleteRegistration.Result result = useCases.completeRegistration().execute(command);
        if (result instanceof CompleteRegistration.Refused refused) {
            throw new Refusal(problemFor(refused, command));
        }
        Completed completed = (Completed) result;
        JamCodeRedemption redemption = completed.redemption();
        Idempotency.mark(ctx, completed.replayed());
        Json.answer(
                ctx,
                CREATED,
                new RegistrationCompleted(
                        completed.account().id().text(),
                        completed.account().name().value(),
                        completed.account().slug().value(),
                        completed.apiKey().secret().reveal(),
                        completed.user().displayName().value(),
                        completed.user().id().text(),
                        redemption == null ? null : RedemptionView.from(redemption)));
    }

    private static CompleteRegistration.Command completion(Context ctx, Exchange exchange) {
        JsonBody body = exchange.body();
        Optional<String> token = body.required("verification_token");
        Optional<String> accountName = body.optional("account_name");
        Optional<String> accountSlug = body.optional("account_slug");
        Optional<String> jamCode = body.optional("jam_code");
        Optional<String> displayName = body.optional("display_name");
        body.refuseViolations();
        return new CompleteRegistration.Command(
                // A secret is not empty; a blank is as little a token as nothing.
                new PlainSecret(token.filter(text -> !text.isEmpty()).orElse(" ")),
                accountName.orElse(null),
                accountSlug.orElse(null),
                jamCode.orElse(null),
                displayName.orElse(null),
                Idempotency.keyOf(ctx),
                AcceptLanguage.of(ctx),
                exchange.origin());
    }

    private static Problem problemFor(VerifyEmailCode.Refused refused) {
        return switch (refused.reason()) {
            case WRONG, USED, SUPERSEDED -> Problem.of(ProblemCode.VERIFICATION_CODE_INVALID);
            case EXPIRED -> Problem.of(ProblemCode.VERIFICATION_CODE_EXPIRED);
            case LOCKED -> Problem.of(ProblemCode.TOO_MANY_ATTEMPTS).retryAfter(refused.retryAfter());
            case KEY_REUSED -> Idempotency.reused();
        };
    }

    private static Problem problemFor(CompleteRegistration.Refused refused, CompleteRegistration.Command command) {
        return switch (refused.reason()) {
            case TOKEN_INVALID -> Problem.of(ProblemCode.VERIFICATION_TOKEN_INVALID);
            case TOKEN_EXPIRED -> Problem.of(ProblemCode.VERIFICATION_TOKEN_EXPIRED);
            case TOKEN_OF_WRONG_TYPE -> Problem.of(ProblemCode.VERIFICATION_TOKEN_TYPE_INVALID);
            case TOKEN_USED -> Problem.of(ProblemCode.VERIFICATION_TOKEN_USED);
            case COMPLETED_BEFORE -> Problem.of(ProblemCode.REGISTRATION_COMPLETED);
            case KEY_REUSED -> Idempotency.reused();
            case ACCOUNT_NAME_MISSING -> Problem.of(ProblemCode.ACCOUNT_NAME_REQUIRED);
            case RULE_BROKEN ->
                Problem.of(ProblemCode.NAME_RULE_BROKEN)
                        .withDetail(Objects.requireNonNull(refused.broken()).rule());
            case JAM_CODE_INVALID -> Problem.of(ProblemCode.JAM_CODE_INVALID);
            case SLUG_TAKEN ->
                Problem.of(ProblemCode.SLUG_TAKEN)
                        .withDetail("An account with slug '" + slugOf(command).value() + "' already exists");
            case ACCOUNT_NAME_TAKEN -> Problem.of(ProblemCode.ACCOUNT_NAME_TAKEN);
            case RECOVERY_OFF, SUPERADMIN -> Problem.of(ProblemCode.RECOVERY_REFUSED);
            case USER_NOT_FOUND -> Problem.of(ProblemCode.USER_NOT_FOUND);
            case USER_NOT_INVITED -> Problem.of(ProblemCode.USER_NOT_INVITED);
            case USER_SUSPENDED -> Problem.of(ProblemCode.USER_SUSPENDED);
            case ACCOUNT_SUSPENDED -> Problem.of(ProblemCode.ACCOUNT_SUSPENDED);
            case EMAIL_TAKEN -> Problem.of(ProblemCode.EMAIL_TAKEN);
        };
    }

    /** The slug that was refused as taken, so it and the name are in order: the only input that an answer repeats. */
    private static Slug slugOf(CompleteRegistration.Command command) {
        return command.accountSlug() != null
                ? new Slug(command.accountSlug())
                : Slug.from(new AccountName(Objects.requireNonNull(command.accountName())));
    }

    private record CodeVerified(String verificationToken, long expiresIn, String type) {
        @Override
        public String toString() {
            return "CodeVerified[redacted]";
        }
    }

    /** @param redemption of the jam code, if one was given */
    private record RegistrationCompleted(
            String accountId,
            String accountName,
            String accountSlug,
            String apiKey,
            String displayName,
            String userId,
            @Nullable RedemptionView redemption) {
        @Override
        public String toString() {
            return "RegistrationCompleted[redacted]";
        }
    }
}
