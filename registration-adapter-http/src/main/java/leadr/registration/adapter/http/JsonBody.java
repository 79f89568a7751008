package leadr.registration.adapter.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.jamcode.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent as JSON. Read strictly, so that it means the same to everybody who parses it (ASVS 1.5.3): one value
 * for a name, nothing behind the object, text is text. Fields are asked for in their order; what is wrong with them is
 * collected, and {@link #refuseViolations()} refuses them together. Used by one thread.
 */
final class JsonBody {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NAME_LENGTH = 256;
    private static final int MAX_NUMBER_LENGTH = 100;

    private static final ObjectMapper READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNameLength(MAX_NAME_LENGTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .maxStringLength(RequestBody.MAX_BYTES)
                            .maxDocumentLength(RequestBody.MAX_BYTES)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final @Nullable JsonNode object;
    private final boolean mergePatch;
    private final Violations violations = new Violations();

    private JsonBody(@Nullable JsonNode object, boolean mergePatch) {
        this.object = object;
        this.mergePatch = mergePatch;
    }

    /** The body of a call that has none. */
    static JsonBody absent() {
        return new JsonBody(null, false);
    }

    /** @throws Refusal when the bytes are not exactly one JSON object in UTF-8 */
    static JsonBody parse(byte[] bytes) {
        return new JsonBody(object(bytes), false);
    }

    /**
     * A body in which null clears a field (RFC 7396), where otherwise it leaves the field as it is.
     *
     * @throws Refusal as {@link #parse} does
     */
    static JsonBody parseMergePatch(byte[] bytes) {
        return new JsonBody(object(bytes), true);
    }

    private static JsonNode object(byte[] bytes) {
        JsonNode tree;
        try {
            // Jackson would guess other encodings, and is lenient with broken UTF-8.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            tree = READER.readTree(text);
        } catch (CharacterCodingException | JsonProcessingException | NumberFormatException notJson) {
            // Jackson lets the last of them through for an exponent beyond 32 bits.
            throw new Refusal(Problem.invalid(List.of(Violation.notJson())));
        }
        if (tree.isMissingNode()) {
            throw new Refusal(Problem.invalid(List.of(Violation.notJson())));
        }
        if (!tree.isObject()) {
            throw new Refusal(Problem.invalid(List.of(Violation.notAnObject())));
        }
        return tree;
    }

    /** A text that has to be there; empty when it is not, which is then noted. */
    Optional<String> required(String field) {
        JsonNode value = object == null ? null : object.get(field);
        if (value == null) {
            violations.add(object == null ? Violation.bodyMissing() : Violation.missing(field));
            return Optional.empty();
        }
        return text(field, value);
    }

    /** A text that has to be there and to obey the rule of a type. */
    <T> Optional<T> required(String field, Function<String, T> type) {
        return required(field).flatMap(text -> obeying(field, () -> type.apply(text)));
    }

    /** A text that may be null or absent. */
    Optional<String> optional(String field) {
        return given(field).flatMap(value -> text(field, value));
    }

    /** A text that may be null or absent, and otherwise obeys the rule of a type. */
    <T> Optional<T> optional(String field, Function<String, T> type) {
        return optional(field).flatMap(text -> obeying(field, () -> type.apply(text)));
    }

    /** A whole number from 1 that may be null or absent; 1.0 is none. */
    Optional<Integer> optionalCount(String field) {
        return given(field).flatMap(value -> {
            if (!value.isIntegralNumber()) {
                violations.add(Violation.notInteger(field));
            } else if (!value.canConvertToInt() || value.intValue() < 1) {
                violations.add(Violation.rule(field, Violation.between(1, Integer.MAX_VALUE)));
            } else {
                return Optional.of(value.intValue());
            }
            return Optional.empty();
        });
    }

    /** True or false, which may be null or absent. */
    Optional<Boolean> optionalFlag(String field) {
        return given(field).flatMap(value -> {
            if (value.isBoolean()) {
                return Optional.of(value.booleanValue());
            }
            violations.add(Violation.notFlag(field));
            return Optional.empty();
        });
    }

    /** An object of somebody else's making that may be null or absent. */
    Optional<Attributes> optionalAttributes(String field) {
        return given(field).flatMap(value -> {
            if (value.isObject()) {
                return obeying(field, () -> Attributes.of(mapOf(value)));
            }
            violations.add(Violation.notObject(field));
            return Optional.empty();
        });
    }

    /** Whether a field is to have no value any more. */
    boolean clears(String field) {
        return mergePatch
                && object != null
                && object.get(field) != null
                && object.get(field).isNull();
    }

    /** Notes it when a field that always has a value is to have none. */
    void refuseClearing(String field) {
        if (clears(field)) {
            violations.add(Violation.rule(field, "Field must not be null"));
        }
    }

    /** Notes it when a field that cannot be changed is there at all: else its sender would believe that it was. */
    void refuseChange(String field) {
        if (object != null && object.has(field)) {
            violations.add(Violation.rule(field, "Field cannot be changed"));
        }
    }

    /** What is wrong with the fields asked for so far, and with what else of the request is noted there. */
    Violations violations() {
        return violations;
    }

    /** @throws Refusal when anything was wrong so far */
    void refuseViolations() {
        violations.refuse();
    }

    private Optional<JsonNode> given(String field) {
        return Optional.ofNullable(object).map(fields -> fields.get(field)).filter(value -> !value.isNull());
    }

    private Optional<String> text(String field, JsonNode value) {
        if (!value.isTextual()) {
            violations.add(Violation.notText(field));
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    private <T> Optional<T> obeying(String field, Supplier<T> type) {
        try {
            return Optional.of(type.get());
        } catch (InvalidValue invalid) {
            violations.add(Violation.rule(field, invalid.rule()));
            return Optional.empty();
        }
    }

    /** The depth of the recursion is bounded by {@link #MAX_DEPTH}. */
    private static Map<String, @Nullable Object> mapOf(JsonNode object) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        object.properties().forEach(entry -> map.put(entry.getKey(), valueOf(entry.getValue())));
        return map;
    }

    private static @Nullable Object valueOf(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> mapOf(node);
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                node.forEach(element -> list.add(valueOf(element)));
                yield list;
            }
            case STRING -> node.textValue();
            case NUMBER -> node.numberValue();
            case BOOLEAN -> node.booleanValue();
            case NULL -> null;
            case BINARY, MISSING, POJO -> throw new IllegalStateException("no parser makes a " + node.getNodeType());
        };
    }
}
