package leadr.registration.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * JSON as we write it: names in snake_case, null members present, in the order of the record. The entries of a map keep
 * their names.
 */
final class Json {
    static final String MEDIA_TYPE = "application/json; charset=utf-8";

    private static final ObjectMapper WRITER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule().addSerializer(new Decimals()))
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

    /** Answers that it is done, and nothing else. */
    static void answerNothing(Context ctx) {
        ctx.status(HttpServletResponse.SC_NO_CONTENT);
        ctx.res().setContentType(null); // Javalin has set one
    }

    /** Without an exponent, unless that would make much of a short number: 1e300 stays what it is. */
    private static final class Decimals extends StdSerializer<BigDecimal> {
        private static final long serialVersionUID = 1L;
        private static final int PLAIN_SCALE = 30;

        Decimals() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(Math.abs((long) value.scale()) <= PLAIN_SCALE ? value.toPlainString() : value.toString());
        }
    }
}
