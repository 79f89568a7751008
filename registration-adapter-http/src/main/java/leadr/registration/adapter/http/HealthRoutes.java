package leadr.registration.adapter.http;

import java.util.Map;

/** {@code /health}: whether the process lives, and whether it can serve calls. */
final class HealthRoutes {
    private static final Map<String, String> UP = Map.of("status", "up");

    private HealthRoutes() {}

    static void addTo(Routes routes, String prefix, Readiness readiness) {
        routes.get(prefix + "/health/live", Access.PUBLIC, ctx -> Json.answer(ctx, 200, UP));
        routes.get(prefix + "/health/ready", Access.PUBLIC, ctx -> {
            if (!readiness.isReady()) {
                throw new Refusal(Answers.problemFor(ProblemCode.SERVICE_UNAVAILABLE));
            }
            Json.answer(ctx, 200, UP);
        });
    }
}
