package leadr.registration.adapter.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A refusal as it goes out (RFC 9457), with the member {@code error} that LEADR's clients read.
 *
 * @param headers those that belong to it, such as {@code Retry-After}
 */
record Problem(ProblemCode code, String detail, List<Violation> violations, Map<String, String> headers) {
    /** Stands before the id of a request. */
    static final String INSTANCE = "urn:uuid:";

    static final String MEDIA_TYPE = "application/problem+json; charset=utf-8";

    static Problem of(ProblemCode code) {
        return new Problem(code, code.detail(), List.of(), Map.of());
    }

    static Problem invalid(List<Violation> violations) {
        ProblemCode code = ProblemCode.REQUEST_INVALID;
        return new Problem(code, code.detail(), List.copyOf(violations), Map.of());
    }

    Problem withDetail(String exact) {
        return new Problem(code, exact, violations, headers);
    }

    Problem withViolation(Violation violation) {
        return new Problem(code, detail, List.of(violation), headers);
    }

    Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(code, detail, violations, Map.copyOf(more));
    }

    /** Whole seconds, rounded up so that a client who obeys is not refused again; at least 1. */
    Problem retryAfter(Duration delay) {
        long seconds = delay.getSeconds() + (delay.getNano() > 0 ? 1 : 0);
        return withHeader("Retry-After", Long.toString(Math.max(1, seconds)));
    }

    /** @param request our id of the request */
    byte[] toJson(UUID request) {
        return Json.bytes(new Document(
                code.page(),
                code.title(),
                code.status(),
                detail,
                INSTANCE + request,
                code.wireName(),
                violations.isEmpty() ? detail : violations));
    }

    private record Document(
            String type, String title, int status, String detail, String instance, String code, Object error) {}
}
