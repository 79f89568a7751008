package leadr.registration.domain.jamcode;

import java.util.UUID;
import leadr.registration.domain.PrefixedId;

/** Id of a {@link JamCode}. */
public record JamCodeId(UUID value) implements PrefixedId {
    private static final String PREFIX = "jam";

    /**
     * Reads {@code jam_<uuid>}.
     *
     * @throws leadr.registration.domain.InvalidValue for a foreign prefix or shape
     */
    public static JamCodeId parse(String text) {
        return new JamCodeId(PrefixedId.parse(PREFIX, text));
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}
