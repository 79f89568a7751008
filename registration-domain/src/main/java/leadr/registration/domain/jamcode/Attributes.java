package leadr.registration.domain.jamcode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import leadr.registration.domain.InvalidValue;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object whose meaning is somebody else's: the features of a jam code, the metadata of a redemption. Holds text,
 * numbers, booleans, nulls, lists and objects; copied deeply, so nobody can change it from outside. A whole number is an
 * {@code Integer}, {@code Long} or {@code BigInteger}, the first that holds it; any other is a {@code BigDecimal}.
 */
public final class Attributes {
    /** How deep lists and objects may nest. */
    public static final int MAX_DEPTH = 16;

    // Databases store what fits here; nobody counts features beyond it.
    private static final int MAX_BITS = 1024;
    private static final int MAX_SCALE = 300;

    /** Without any entry. */
    public static final Attributes EMPTY = new Attributes(Map.of());

    private final Map<String, @Nullable Object> values;

    private Attributes(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /**
     * Copies a JSON object.
     *
     * @throws InvalidValue naming {@code features}, for a value that JSON does not have or that nests too deep
     */
    public static Attributes of(Map<?, ?> values) {
        return new Attributes(copyOfObject(values, 1));
    }

    private static Map<String, @Nullable Object> copyOfObject(Map<?, ?> object, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new InvalidValue("features", "Names must be text");
            }
            copy.put(text(key), copyOfValue(entry.getValue(), depth));
        }
        return Collections.unmodifiableMap(copy);
    }

    private static @Nullable Object copyOfValue(@Nullable Object value, int depth) {
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (isNumber(value)) {
            return number(value);
        }
        if (value instanceof String text) {
            return text(text);
        }
        if (depth == MAX_DEPTH) {
            throw new InvalidValue("features", "Values must not nest deeper than " + MAX_DEPTH);
        }
        if (value instanceof Map<?, ?> object) {
            return copyOfObject(object, depth + 1);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            for (Object element : list) {
                copy.add(copyOfValue(element, depth + 1));
            }
            return Collections.unmodifiableList(copy);
        }
        throw new InvalidValue("features", "Values must be text, numbers, booleans, null, lists or objects");
    }

    private static boolean isNumber(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || (value instanceof BigInteger number && number.bitLength() <= MAX_BITS)
                || (value instanceof BigDecimal number
                        && Math.abs((long) number.scale()) <= MAX_SCALE
                        && number.unscaledValue().bitLength() <= MAX_BITS)
                || (value instanceof Double number && Double.isFinite(number));
    }

    /** One form for each number, so that what is written and read again equals what it was. */
    private static Object number(Object value) {
        if (value instanceof Double number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof BigDecimal number && number.scale() != 0) {
            return number;
        }
        BigInteger whole = wholeOf(value);
        if (whole.bitLength() < Integer.SIZE) {
            return whole.intValue();
        }
        if (whole.bitLength() < Long.SIZE) {
            return whole.longValue();
        }
        return whole;
    }

    private static BigInteger wholeOf(Object value) {
        if (value instanceof BigDecimal number) {
            return number.unscaledValue();
        }
        return value instanceof BigInteger number ? number : BigInteger.valueOf(((Number) value).longValue());
    }

    private static String text(String text) {
        // PostgreSQL's jsonb cannot hold it.
        if (text.indexOf('\0') >= 0) {
            throw new InvalidValue("features", "Text must not contain the NUL character");
        }
        // A half of a surrogate pair is no character; it would come back as a question mark.
        if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw new InvalidValue("features", "Text must be valid Unicode");
        }
        return text;
    }

    /** All entries in their order; unmodifiable at every depth. */
    public Map<String, @Nullable Object> values() {
        return values;
    }

    /** The value of an entry, which may be null, or the default when there is no such entry. */
    public @Nullable Object get(String key, @Nullable Object defaultValue) {
        return values.containsKey(key) ? values.get(key) : defaultValue;
    }

    /** These entries and those; where names meet, those win. */
    public Attributes with(Attributes those) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(values);
        all.putAll(those.values);
        return new Attributes(Collections.unmodifiableMap(all));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attributes that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return "Attributes" + values.keySet();
    }
}
