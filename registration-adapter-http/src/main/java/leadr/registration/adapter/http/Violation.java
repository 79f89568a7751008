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
    static Violation notJson() {
        return new Violation("json_invalid", List.of("body"), "JSON decode error");
    }

    static Violation notAnObject() {
        return new Violation(
                "model_attributes_type",
                List.of("body"),
                "Input should be a valid dictionary or object to extract fields from");
    }

    static Violation bodyMissing() {
        return new Violation("missing", List.of("body"), "Field required");
    }

    static Violation missing(String field) {
        return new Violation("missing", List.of("body", field), "Field required");
    }

    static Violation notText(String field) {
        return new Violation("string_type", List.of("body", field), "Input should be a valid string");
    }

    static Violation rule(String field, String rule) {
        return new Violation("value_error", List.of("body", field), rule);
    }
}
