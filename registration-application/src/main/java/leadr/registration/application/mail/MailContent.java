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
 * @param language of all of it, as a tag of BCP 47 such as {@code de}
 */
public record MailContent(
        String subject, String text, String html, @Nullable String code, String language) {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    // Appears in no text: templates and values are free of control characters.
    private static final String SEPARATOR = "\u001e";

    // Becomes a header.
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8}){0,5}");

    /**
     * @throws IllegalArgumentException when the subject is not one line, a part holds the record separator, or the language
     *     is no tag
     */
    public MailContent {
        if (!isSubject(subject)) {
            throw new IllegalArgumentException("a subject is one line without control characters");
        }
        if ((subject + text + html + code).contains(SEPARATOR)) {
            throw new IllegalArgumentException("no part of a mail holds the record separator");
        }
        if (!LANGUAGE.matcher(language).matches()) {
            throw new IllegalArgumentException("the language of a mail is a tag such as de");
        }
    }

    /** One in English. */
    public MailContent(String subject, String text, String html, @Nullable String code) {
        this(subject, text, html, code, "en");
    }

    /** Whether a text is one line of which something can be seen. */
    static boolean isSubject(String text) {
        return !text.isBlank() && !CONTROL.matcher(text).find();
    }

    /** All of it in one text, to be sealed. */
    public String join() {
        return String.join(SEPARATOR, subject, text, html, code == null ? "" : code, language);
    }

    /**
     * Takes apart what {@link #join} made. Four parts are a mail of an older version, which wrote in English only.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static MailContent split(String joined) {
        String[] parts = joined.split(SEPARATOR, -1);
        if (parts.length != 4 && parts.length != 5) {
            throw new IllegalArgumentException("a mail has four or five parts");
        }
        String code = parts[3].isEmpty() ? null : parts[3];
        return parts.length == 4
                ? new MailContent(parts[0], parts[1], parts[2], code)
                : new MailContent(parts[0], parts[1], parts[2], code, parts[4]);
    }

    /** Always {@code MailContent[redacted]}. */
    @Override
    public String toString() {
        return "MailContent[redacted]";
    }
}
