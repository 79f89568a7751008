package leadr.registration.adapter.jpa;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What holds for the rows {@code r} of a list, put together from what somebody filters by. */
final class Conditions {
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    @CanIgnoreReturnValue
    Conditions and(String condition) {
        texts.add(condition);
        return this;
    }

    /**
     * Adds a condition, unless there is nothing to filter by.
     *
     * @param condition names the parameter
     */
    @CanIgnoreReturnValue
    Conditions and(String condition, String parameter, @Nullable Object value) {
        if (value != null) {
            texts.add(condition);
            parameters.put(parameter, value);
        }
        return this;
    }

    List<String> texts() {
        return texts;
    }

    Map<String, Object> parameters() {
        return parameters;
    }
}
