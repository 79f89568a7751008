package leadr.registration.adapter.jpa;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import leadr.registration.domain.jamcode.Attributes;

/** Attributes as they are stored: JSON, in their order, with the digits of their numbers. */
final class AttributesJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private AttributesJson() {}

    static String text(Attributes attributes) {
        try {
            return MAPPER.writeValueAsString(attributes.values());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("attributes are JSON", impossible);
        }
    }

    static Attributes of(String json) {
        try {
            return Attributes.of(MAPPER.readValue(json, Map.class));
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("what is stored as attributes is no JSON object");
        }
    }
}
