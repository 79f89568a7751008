package leadr.registration.domain.account;

import java.text.Normalizer;
import java.util.Locale;
import leadr.registration.domain.InvalidValue;

/** What names for people to read have in common: trimmed, NFC, counted in code points, nothing invisible that deceives. */
final class Characters {
    private Characters() {}

    /**
     * @param field the field on the wire
     * @param label how the rule sentences call it, such as {@code Account name}
     */
    static String printable(String field, String label, String text, int min, int max) {
        String value = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        int length = value.codePointCount(0, value.length());
        if (length < min) {
            throw new InvalidValue(field, label + " must be at least " + min + " characters");
        }
        if (length > max) {
            throw new InvalidValue(field, label + " must not exceed " + max + " characters");
        }
        if (!value.codePoints().allMatch(Characters::mayBeShown)) {
            throw new InvalidValue(field, label + " must not contain control characters");
        }
        return value;
    }

    /** Case folded by way of upper case, so that the sharp s and the final sigma meet their capitals. */
    static String ignoringCase(String value) {
        return Normalizer.normalize(value.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    private static boolean mayBeShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            // Joiners stay, emoji and several scripts need them; what turns the direction of the text does not.
            case Character.FORMAT -> codePoint == 0x200C || codePoint == 0x200D;
            default -> true;
        };
    }
}
