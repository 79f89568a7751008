package leadr.registration.domain;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An id as outsiders see it: a prefix that names the kind, an underscore, a lower-case UUID. Each kind is a type of its
 * own, so an id of the wrong kind does not compile and a text with a foreign prefix does not parse.
 */
public interface PrefixedId {
    /** The UUID without its prefix, as it is stored. */
    UUID value();

    /** The prefix without the underscore, such as {@code acc}. */
    String prefix();

    /** The id as it is written on the wire. */
    default String text() {
        return prefix() + "_" + value();
    }

    /**
     * Reads the UUID behind a prefix.
     *
     * @throws InvalidValue naming {@code id}, when the prefix is another one or no lower-case UUID follows it
     */
    static UUID parse(String prefix, String text) {
        if (!text.startsWith(prefix + "_")
                || !Shape.UUID
                        .matcher(text)
                        .region(prefix.length() + 1, text.length())
                        .matches()) {
            throw new InvalidValue("id", "Expected an id of the form " + prefix + "_<uuid>");
        }
        return UUID.fromString(text.substring(prefix.length() + 1));
    }

    /** Holds the pattern, because a constant of an interface would be public. */
    final class Shape {
        private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

        private Shape() {}
    }
}
