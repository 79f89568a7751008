package leadr.registration.domain.account;

import java.util.UUID;
import leadr.registration.domain.PrefixedId;

/** Id of a {@link User}. */
public record UserId(UUID value) implements PrefixedId {
    private static final String PREFIX = "usr";

    /**
     * Reads {@code usr_<uuid>}.
     *
     * @throws leadr.registration.domain.InvalidValue for a foreign prefix or shape
     */
    public static UserId parse(String text) {
        return new UserId(PrefixedId.parse(PREFIX, text));
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
