package leadr.registration.domain.jamcode;

import java.util.Locale;
import java.util.regex.Pattern;
import leadr.registration.domain.InvalidValue;

/** The text of a jam code in normal form: 3 to 50 of {@code A-Z 0-9}. Public, so no secret; unique, deleted or not. */
public record JamCodeText(String value) {
    public static final int MIN_LENGTH = 3;
    public static final int MAX_LENGTH = 50;

    private static final Pattern SHAPE = Pattern.compile("[A-Z0-9]{" + MIN_LENGTH + "," + MAX_LENGTH + "}");

    /** @throws InvalidValue naming {@code code}, when the text is not in normal form */
    public JamCodeText {
        if (!SHAPE.matcher(value).matches()) {
            throw new InvalidValue("code", "Code must be 3 to 50 letters or digits");
        }
    }

    /**
     * Reads a code in any case, surrounding blanks dropped.
     *
     * @throws InvalidValue naming {@code code}, when anything but 3 to 50 letters and digits is left
     */
    public static JamCodeText parse(String text) {
        // Checked before the case is folded: upper-casing turns some letters beyond ASCII into ASCII ones.
        String bare = text.strip();
        if (!bare.chars().allMatch(c -> c < 0x80)) {
            throw new InvalidValue("code", "Code must be 3 to 50 letters or digits");
        }
        return new JamCodeText(bare.toUpperCase(Locale.ROOT));
    }
}
