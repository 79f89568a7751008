package leadr.registration.adapter.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import leadr.registration.domain.InvalidValue;
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
            .build();

    private final @Nullable JsonNode object;
    private final List<Violation> violations = new ArrayList<>();

    private JsonBody(@Nullable JsonNode object) {
        this.object = object;
    }

    /** The body of a call that has none. */
    static JsonBody absent() {
        return new JsonBody(null);
    }

    /** @throws Refusal when the bytes are not exactly one JSON object in UTF-8 */
    static JsonBody parse(byte[] bytes) {
        JsonNode tree;
        try {
            // Jackson would guess other encodings, and is lenient with broken UTF-8.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            tree = READER.readTree(text);
        } catch (CharacterCodingException | JsonProcessingException notJson) {
            throw new Refusal(Problem.invalid(List.of(Violation.notJson())));
        }
        if (tree.isMissingNode()) {
            throw new Refusal(Problem.invalid(List.of(Violation.notJson())));
        }
        if (!tree.isObject()) {
            throw new Refusal(Problem.invalid(List.of(Violation.notAnObject())));
        }
        return new JsonBody(tree);
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
        Optional<String> text = required(field);
        try {
            return text.map(type);
        } catch (InvalidValue invalid) {
            violations.add(Violation.rule(field, invalid.rule()));
            return Optional.empty();
        }
    }

    /** A text that may be null or absent. */
    Optional<String> optional(String field) {
        JsonNode value = object == null ? null : object.get(field);
        return value == null || value.isNull() ? Optional.empty() : text(field, value);
    }

    /** @throws Refusal when anything was wrong with the fields asked for so far */
    void refuseViolations() {
        if (!violations.isEmpty()) {
            throw new Refusal(Problem.invalid(object == null ? List.of(Violation.bodyMissing()) : violations));
        }
    }

    private Optional<String> text(String field, JsonNode value) {
        if (!value.isTextual()) {
            violations.add(Violation.notText(field));
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }
}
