package leadr.registration.application.mail;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says. May hold a code, so it does not print.
 *
 * @param subject one line
 * @param text the plain-text part; a code stands alone on its line
 * @param html the same as HTML
 * @param code the code in it, for the dev inbox to show; null when there is none
 */
public record MailContent(
        String subject, String text, String html, @Nullable String code) {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    // Appears in no text: templates and values are free of control characters.
    private static final String SEPARATOR = "\u001e";

    /** @throws IllegalArgumentException when the subject is not one line, or a part holds the record separator */
    public MailContent {
        if (subject.isBlank() || CONTROL.matcher(subject).find()) {
            throw new IllegalArgumentException("a subject is one line without control characters");
        }
        if ((subject + text + html + code).contains(SEPARATOR)) {
            throw new IllegalArgumentException("no part of a mail holds the record separator");
        }
    }

    /** All of it in one text, to be sealed. */
    public String join() {
        return String.join(SEPARATOR, subject, text, html, code == null ? "" : code);
    }

    /**
     * Takes apart what {@link #join} made.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static MailContent split(String joined) {
        String[] parts = joined.split(SEPARATOR, -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("a mail has four parts");
        }
        return new MailContent(parts[0], parts[1], parts[2], parts[3].isEmpty() ? null : parts[3]);
    }

    /** Always {@code MailContent[redacted]}. */
    @Override
    public String toString() {
        return "MailContent[redacted]";
    }
}
