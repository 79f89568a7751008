package leadr.registration.application.mail;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail with places for values, written {@code {{name}}}. In the HTML part the values are escaped, so a name cannot
 * bring markup along.
 */
record Template(String subject, String text, String html) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z_]+)}}");

    /** @throws IllegalStateException naming the place, when it has no value */
    MailContent fill(Map<String, String> values, String language) {
        return new MailContent(
                fill(subject, values, UnaryOperator.identity()),
                fill(text, values, UnaryOperator.identity()),
                fill(html, values, Template::escapeHtml),
                values.get("code"),
                language);
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
