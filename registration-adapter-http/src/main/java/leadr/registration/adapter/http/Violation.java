package leadr.registration.adapter.http;

import java.util.List;

/**
 * A rule of the request's form that is broken. Never quotes what was sent.
 *
 * @param type machine-readable kind, such as {@code missing}
 * @param loc where, such as {@code body, email}
 * @param msg the rule
 */
record Violation(String type, List<String> loc, String msg) {
    private static final String BODY = "body";
    private static final String VALUE_ERROR = "value_error";

    static Violation notJson() {
        return new Violation("json_invalid", List.of(BODY), "JSON decode error");
    }

    static Violation notAnObject() {
        return new Violation(
                "model_attributes_type",
                List.of(BODY),
                "Input should be a valid dictionary or object to extract fields from");
    }

    static Violation bodyMissing() {
        return new Violation("missing", List.of(BODY), "Field required");
    }

    static Violation missing(String field) {
        return new Violation("missing", List.of(BODY, field), "Field required");
    }

    static Violation notText(String field) {
        return new Violation("string_type", List.of(BODY, field), "Input should be a valid string");
    }

    static Violation notInteger(String field) {
        return new Violation("int_type", List.of(BODY, field), "Input should be a valid integer");
    }

    static Violation notFlag(String field) {
        return new Violation("bool_type", List.of(BODY, field), "Input should be a valid boolean");
    }

    static Violation notObject(String field) {
        return new Violation("dict_type", List.of(BODY, field), "Input should be a valid dictionary");
    }

    static Violation rule(String field, String rule) {
        return new Violation(VALUE_ERROR, List.of(BODY, field), rule);
    }

    static Violation inPath(String parameter, String rule) {
        return new Violation(VALUE_ERROR, List.of("path", parameter), rule);
    }

    static Violation inQuery(String parameter, String rule) {
        return new Violation(VALUE_ERROR, List.of("query", parameter), rule);
    }

    static Violation inHeader(String name, String rule) {
        return new Violation(VALUE_ERROR, List.of("header", name), rule);
    }

    /** The rule of a whole number. */
    static String between(int min, int max) {
        return "Input should be an integer from " + min + " to " + max;
    }
}
