package leadr.registration.adapter.http;

import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.domain.InvalidValue;
import org.jspecify.annotations.Nullable;

/** {@code Idempotency-Key} on the way in, {@code Idempotency-Replayed} on the way out. */
final class Idempotency {
    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";

    private Idempotency() {}

    /**
     * The key of a request; null when it has none.
     *
     * @throws Refusal for a malformed one, or for several, so that nobody chooses among them
     */
    static @Nullable IdempotencyKey keyOf(Context ctx) {
        List<String> lines = Collections.list(ctx.req().getHeaders(KEY));
        if (lines.isEmpty()) {
            return null;
        }
        if (lines.size() > 1) {
            throw new Refusal(
                    Problem.of(ProblemCode.IDEMPOTENCY_KEY_INVALID).withDetail(KEY + " must not be repeated"));
        }
        try {
            return new IdempotencyKey(lines.get(0));
        } catch (InvalidValue malformed) {
            throw new Refusal(Problem.of(ProblemCode.IDEMPOTENCY_KEY_INVALID).withDetail(malformed.rule()));
        }
    }

    /** Says so when an answer repeats an earlier one. */
    static void mark(Context ctx, boolean replayed) {
        if (replayed) {
            ctx.header(REPLAYED, "true");
        }
    }

    /** What is answered when the key was used for something else. */
    static Problem reused() {
        Problem problem = Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED);
        return problem.withViolation(Violation.inHeader(KEY, problem.detail()));
    }
}
