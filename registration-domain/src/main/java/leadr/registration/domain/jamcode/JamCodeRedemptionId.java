package leadr.registration.domain.jamcode;

import java.util.UUID;
import leadr.registration.domain.PrefixedId;

/** Id of a {@link JamCodeRedemption}. */
public record JamCodeRedemptionId(UUID value) implements PrefixedId {
    private static final String PREFIX = "red";

    /**
     * Reads {@code red_<uuid>}.
     *
     * @throws leadr.registration.domain.InvalidValue for a foreign prefix or shape
     */
    public static JamCodeRedemptionId parse(String text) {
        return new JamCodeRedemptionId(PrefixedId.parse(PREFIX, text));
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
