package leadr.registration.domain.verification;

import java.util.Locale;
import java.util.regex.Pattern;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.secret.PlainSecret;

/**
 * The text of a verification code in normal form: 6 of {@code A-Z 0-9}. Codes we make use only {@link #ALPHABET}, which
 * leaves out look-alikes; a code that somebody presents may hold any letter or digit and is then simply wrong. Does not
 * print.
 */
public final class OneTimeCode {
    /** Number of characters. */
    public static final int LENGTH = 6;

    /** What codes are made of: 32 characters, 30 bits a code. No 0, 1, I, O. */
    public static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final Pattern IGNORED = Pattern.compile("[\\s\\p{Z}\\p{Pd}]+");
    // Checked before the case is folded: upper-casing turns some letters beyond ASCII into ASCII ones.
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9]{" + LENGTH + "}");

    private final String text;

    private OneTimeCode(String text) {
        this.text = text;
    }

    /**
     * Reads a code as people type it: any case, blanks and dashes anywhere.
     *
     * @throws InvalidValue naming {@code code} when anything but 6 letters and digits is left
     */
    public static OneTimeCode parse(String text) {
        String bare = IGNORED.matcher(text).replaceAll("");
        if (!SHAPE.matcher(bare).matches()) {
            throw new InvalidValue("code", "Code must be 6 letters or digits");
        }
        return new OneTimeCode(bare.toUpperCase(Locale.ROOT));
    }

    public PlainSecret secret() {
        return new PlainSecret(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OneTimeCode that && secret().equals(that.secret());
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Always {@code [redacted]}. */
    @Override
    public String toString() {
        return "[redacted]";
    }
}
