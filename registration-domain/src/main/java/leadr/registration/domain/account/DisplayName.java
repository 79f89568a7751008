package leadr.registration.domain.account;

import java.util.Optional;
import leadr.registration.domain.email.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a person is called: 1 to 100 characters (code points) after trimming, in NFC, without control or direction-turning
 * characters.
 */
public record DisplayName(String value) {
    public static final int MAX_LENGTH = 100;

    /** @throws leadr.registration.domain.InvalidValue naming {@code display_name} and the rule */
    public DisplayName {
        value = Characters.printable("display_name", "Display name", value, 1, MAX_LENGTH);
    }

    /**
     * The name given; empty when it is absent or blank.
     *
     * @throws leadr.registration.domain.InvalidValue when a name is given that breaks a rule
     */
    public static Optional<DisplayName> ifGiven(@Nullable String given) {
        return given == null || Characters.trim(given).isEmpty()
                ? Optional.empty()
                : Optional.of(new DisplayName(given));
    }

    /**
     * The name given, or the part of the address before the {@code @} when it is absent or blank; the domain, where
     * nobody can see that part.
     *
     * @throws leadr.registration.domain.InvalidValue when a name is given that breaks a rule
     */
    public static DisplayName orFrom(@Nullable String given, EmailAddress email) {
        return ifGiven(given).orElseGet(() -> from(email));
    }

    private static DisplayName from(EmailAddress email) {
        String localPart = email.localPart();
        return new DisplayName(
                localPart.codePoints().anyMatch(Characters::isVisible)
                        ? localPart
                        : email.value().substring(localPart.length() + 1));
    }
}
