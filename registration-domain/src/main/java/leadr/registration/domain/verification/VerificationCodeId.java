package leadr.registration.domain.verification;

import java.util.UUID;
import leadr.registration.domain.PrefixedId;

/** Id of a {@link VerificationCode}; the subject of the token that a verified code is exchanged for. */
public record VerificationCodeId(UUID value) implements PrefixedId {
    private static final String PREFIX = "ver";

    /**
     * Reads {@code ver_<uuid>}.
     *
     * @throws leadr.registration.domain.InvalidValue for a foreign prefix or shape
     */
    public static VerificationCodeId parse(String text) {
        return new VerificationCodeId(PrefixedId.parse(PREFIX, text));
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
