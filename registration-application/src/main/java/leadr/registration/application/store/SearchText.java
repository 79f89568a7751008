package leadr.registration.application.store;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import leadr.registration.domain.InvalidValue;

/**
 * What somebody looks for in names and addresses: 1 to 100 characters (code points) after trimming, in NFC, without
 * control characters. Every character stands for itself. Found wherever it is a part of a text, ignoring case; of letters
 * beyond ASCII a database ignores the case as far as its locale knows them.
 */
public record SearchText(String value) {
    public static final int MAX_LENGTH = 100;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    /** @throws InvalidValue naming {@code q} and the rule */
    public SearchText {
        value = Normalizer.normalize(value.strip(), Normalizer.Form.NFC);
        if (value.isEmpty() || value.codePointCount(0, value.length()) > MAX_LENGTH) {
            throw new InvalidValue("q", "Search text must have 1 to " + MAX_LENGTH + " characters");
        }
        if (CONTROL.matcher(value).find()) {
            throw new InvalidValue("q", "Search text must not contain control characters");
        }
    }

    /** Whether it is a part of this text. */
    public boolean isIn(String text) {
        return text.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
    }
}
