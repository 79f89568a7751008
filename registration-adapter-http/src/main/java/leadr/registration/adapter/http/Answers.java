package leadr.registration.adapter.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.time.Duration;
import leadr.registration.application.access.AccessEnded;
import leadr.registration.application.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever ends a request early into a problem. */
final class Answers {
    /** How long a client should wait when we do not know better: longer than a fail-over takes to begin. */
    private static final Duration OUTAGE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger("leadr.registration.http");

    private Answers() {}

    static void register(RoutesConfig routes) {
        routes.exception(Refusal.class, (refusal, ctx) -> answer(ctx, refusal.problem()));
        routes.exception(AccessEnded.class, (ended, ctx) -> answer(ctx, Admission.problemFor(ended.reason())));
        routes.exception(StoreUnavailable.class, (outage, ctx) -> {
            LOG.warn("Request {} found no store: {}", Exchange.of(ctx).id(), FailureTrace.classes(outage));
            answer(ctx, problemFor(ProblemCode.SERVICE_UNAVAILABLE));
        });
        // Javalin's own: unknown route, wrong method. Its message quotes the path, so only the status is taken.
        routes.exception(HttpResponseException.class, (refused, ctx) -> {
            Problem problem = problemFor(ProblemCode.forStatus(refused.getStatus()));
            String allowed = refused.getDetails().get(Routes.ALLOWED_METHODS);
            answer(ctx, allowed == null ? problem : problem.withHeader("Allow", allowed));
        });
        routes.exception(Exception.class, (failure, ctx) -> {
            LOG.error("Request {} failed: {}", Exchange.of(ctx).id(), FailureTrace.of(failure));
            answer(ctx, problemFor(ProblemCode.INTERNAL_ERROR));
        });
    }

    /** The problem of a code that has nothing more to say, with the headers its status has to have. */
    static Problem problemFor(ProblemCode code) {
        return code == ProblemCode.SERVICE_UNAVAILABLE ? Problem.of(code).retryAfter(OUTAGE) : Problem.of(code);
    }

    private static void answer(Context ctx, Problem problem) {
        byte[] body = problem.toJson(Exchange.of(ctx).id());
        problem.headers().forEach(ctx::header);
        ctx.status(problem.code().status()).contentType(Problem.MEDIA_TYPE);
        if (problem.code() == ProblemCode.CONTENT_TOO_LARGE) {
            answerFirst(ctx, body);
        } else {
            ctx.result(body);
        }
    }

    /** Answers before the request ends, since whatever was not read by then ends the connection: see {@link BodyFirst}. */
    private static void answerFirst(Context ctx, byte[] body) {
        try {
            ctx.res().setContentLength(body.length);
            ctx.res().getOutputStream().write(body);
            ctx.res().flushBuffer();
        } catch (IOException gone) {
            LOG.debug(
                    "Request {}: the client did not wait for its refusal",
                    Exchange.of(ctx).id());
        }
    }
}
