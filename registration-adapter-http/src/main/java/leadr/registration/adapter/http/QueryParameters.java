package leadr.registration.adapter.http;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import leadr.registration.domain.InvalidValue;

/**
 * What stands behind the question mark. Parameters are asked for in their order, each may be there once; what is wrong
 * with them is noted. Those nobody asks for are ignored. Used by one thread.
 */
final class QueryParameters {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");

    private final Map<String, List<String>> values;
    private final Violations violations;

    private QueryParameters(Map<String, List<String>> values, Violations violations) {
        this.values = values;
        this.violations = violations;
    }

    /**
     * Reads the query of a request.
     *
     * @param violations where to note what is wrong
     * @throws Refusal when it is not encoded as a query is
     */
    static QueryParameters of(Context ctx, Violations violations) {
        Map<String, List<String>> values = new HashMap<>();
        String query = ctx.req().getQueryString();
        try {
            for (String pair : (query == null ? "" : query).split("&", -1)) {
                String[] parts = pair.split("=", 2);
                String value = parts.length == 2 ? decoded(parts[1]) : "";
                values.computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
                        .add(value);
            }
        } catch (IllegalArgumentException notEncoded) {
            throw new Refusal(ProblemCode.BAD_REQUEST);
        }
        return new QueryParameters(values, violations);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A parameter that obeys the rule of a type. */
    <T> Optional<T> optional(String name, Function<String, T> type) {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.size() > 1) {
            violations.add(Violation.inQuery(name, "Parameter must not be repeated"));
            return Optional.empty();
        }
        try {
            return given.stream().findFirst().map(type);
        } catch (InvalidValue invalid) {
            violations.add(Violation.inQuery(name, invalid.rule()));
            return Optional.empty();
        }
    }

    /** A text of a bounded length. */
    Optional<String> text(String name, int maxLength) {
        return optional(name, text -> {
            if (text.length() > maxLength) {
                throw new InvalidValue(name, "Input should have at most " + maxLength + " characters");
            }
            return text;
        });
    }

    /** A whole number within bounds. */
    Optional<Integer> integer(String name, int min, int max) {
        return optional(name, text -> {
            int number = INTEGER.matcher(text).matches() ? Integer.parseInt(text) : min - 1;
            if (number < min || number > max) {
                throw new InvalidValue(name, Violation.between(min, max));
            }
            return number;
        });
    }

    /** {@code true} or {@code false}, in these letters. */
    Optional<Boolean> flag(String name) {
        return optional(name, text -> {
            if (!text.equals("true") && !text.equals("false")) {
                throw new InvalidValue(name, "Input should be true or false");
            }
            return text.equals("true");
        });
    }

    /** One of the constants of a type, as they are written on the wire. */
    <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        return optional(name, text -> WireName.read(name, text, constants));
    }
}
