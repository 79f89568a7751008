package leadr.registration.adapter.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;

/** JSON as we write it: names in snake_case, null members present, in the order of the record. */
final class Json {
    static final String MEDIA_TYPE = "application/json; charset=utf-8";

    private static final ObjectMapper WRITER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private Json() {}

    static byte[] bytes(Object body) {
        try {
            return WRITER.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("our own records are JSON", impossible);
        }
    }

    static void answer(Context ctx, int status, Object body) {
        ctx.status(status).contentType(MEDIA_TYPE).result(bytes(body));
    }
}
