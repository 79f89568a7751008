package leadr.registration.domain.apikey;

import java.util.UUID;
import leadr.registration.domain.PrefixedId;

/** Id of an {@link ApiKey}; no secret. */
public record ApiKeyId(UUID value) implements PrefixedId {
    private static final String PREFIX = "key";

    /**
     * Reads {@code key_<uuid>}.
     *
     * @throws leadr.registration.domain.InvalidValue for a foreign prefix or shape
     */
    public static ApiKeyId parse(String text) {
        return new ApiKeyId(PrefixedId.parse(PREFIX, text));
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
