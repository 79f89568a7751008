package leadr.registration.adapter.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Function;
import leadr.registration.domain.InvalidValue;

/** What stands in the place of a {@code {name}} in the path. */
final class PathParameters {
    private PathParameters() {}

    /** A parameter that obeys the rule of a type; otherwise that is noted. */
    static <T> Optional<T> read(Context ctx, String name, Function<String, T> type, Violations violations) {
        try {
            return Optional.of(type.apply(ctx.pathParam(name)));
        } catch (InvalidValue malformed) {
            violations.add(Violation.inPath(name, malformed.rule()));
            return Optional.empty();
        }
    }
}
