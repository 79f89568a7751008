package leadr.registration.domain.account;

import java.util.UUID;
import leadr.registration.domain.PrefixedId;

/** Id of an {@link Account}. */
public record AccountId(UUID value) implements PrefixedId {
    private static final String PREFIX = "acc";

    /**
     * Reads {@code acc_<uuid>}.
     *
     * @throws leadr.registration.domain.InvalidValue for a foreign prefix or shape
     */
    public static AccountId parse(String text) {
        return new AccountId(PrefixedId.parse(PREFIX, text));
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
