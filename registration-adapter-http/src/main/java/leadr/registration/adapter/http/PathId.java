package leadr.registration.adapter.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Function;
import leadr.registration.domain.InvalidValue;

/** An id in the path. */
final class PathId {
    private PathId() {}

    /** Reads it; a wrong prefix or shape is noted. */
    static <T> Optional<T> read(Context ctx, String name, Function<String, T> type, Violations violations) {
        try {
            return Optional.of(type.apply(ctx.pathParam(name)));
        } catch (InvalidValue malformed) {
            violations.add(Violation.inPath(name, malformed.rule()));
            return Optional.empty();
        }
    }
}
