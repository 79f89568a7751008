package planted.adapter.jpa;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;

/** Public without being a door, counts in a static field, and knows the web. */
public class OrderRow {
    static int count;

    JsonNode json(JsonNode node) {
        return node;
    }

    Context context(Context context) {
        return context;
    }
}
