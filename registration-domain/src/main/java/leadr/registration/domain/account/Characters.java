package leadr.registration.domain.account;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import leadr.registration.domain.InvalidValue;

/** What names for people to read have in common: trimmed, NFC, counted in code points, nothing invisible that deceives. */
final class Characters {
    // Letters and a symbol that look like nothing: Hangul fillers and the blank Braille pattern.
    private static final Set<Integer> BLANK_LETTERS = Set.of(0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800);

    private Characters() {}

    /**
     * @param field the field on the wire
     * @param label how the rule sentences call it, such as {@code Account name}
     */
    static String printable(String field, String label, String text, int min, int max) {
        String value = Normalizer.normalize(trim(text), Normalizer.Form.NFC);
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
        if (value.codePoints().noneMatch(Characters::isVisible)) {
            throw new InvalidValue(field, label + " must contain a visible character");
        }
        return value;
    }

    /** Without blanks of any kind around it; in one pass, because a request may hold 64 KiB of them. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Case folded by way of upper case, so that the sharp s and the final sigma meet their capitals, old and new. */
    static String ignoringCase(String value) {
        return Normalizer.normalize(
                value.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.SPACE_SEPARATOR,
                    Character.FORMAT,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK -> false;
            default -> !BLANK_LETTERS.contains(codePoint);
        };
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
