package leadr.registration.application.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail with places for values, written {@code {{name}}}: the first line of the text part is the subject. In the HTML
 * part the values are escaped, so a name cannot bring markup along.
 */
record Template(String subject, String text, String html) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z_]+)}}");

    /** Reads the built-in template of a kind in a language. */
    static Template builtIn(String language, MailKind kind) {
        String[] subjectAndText = read(language, kind, "txt").split("\n", 2);
        return new Template(subjectAndText[0], subjectAndText[1].stripLeading(), read(language, kind, "html"));
    }

    private static String read(String language, MailKind kind, String extension) {
        String name = language + "/" + kind.templateName() + "." + extension;
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("mail template " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("mail template " + name, unreadable);
        }
    }

    /** @throws IllegalStateException naming the place, when it has no value */
    MailContent fill(Map<String, String> values) {
        return new MailContent(
                fill(subject, values, UnaryOperator.identity()),
                fill(text, values, UnaryOperator.identity()),
                fill(html, values, Template::escapeHtml),
                values.get("code"));
    }

    private static String fill(String part, Map<String, String> values, UnaryOperator<String> escape) {
        return PLACE.matcher(part).replaceAll(place -> {
            String value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalStateException("no value for {{" + place.group(1) + "}}");
            }
            return Matcher.quoteReplacement(escape.apply(value));
        });
    }

    private static String escapeHtml(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
