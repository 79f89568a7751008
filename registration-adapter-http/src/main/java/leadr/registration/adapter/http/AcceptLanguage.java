package leadr.registration.adapter.http;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale.LanguageRange;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import leadr.registration.application.mail.PreferredLanguages;

/** {@code Accept-Language}, RFC 9110 section 12.5.4. One that is malformed or too long says nothing; it is no error. */
final class AcceptLanguage {
    /** Browsers send a tenth of that. */
    private static final int MAX_LENGTH = 500;

    private static final Pattern LIST = Pattern.compile("[ \t]*,[ \t]*");
    private static final Pattern ELEMENT = Pattern.compile(
            "(\\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)(?:[ \t]*;[ \t]*[qQ]=(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?))?");

    private AcceptLanguage() {}

    static PreferredLanguages of(Context ctx) {
        return parse(String.join(",", Collections.list(ctx.req().getHeaders("Accept-Language"))));
    }

    static PreferredLanguages parse(String header) {
        if (header.length() > MAX_LENGTH) {
            return PreferredLanguages.NONE;
        }
        List<LanguageRange> ranges = new ArrayList<>();
        for (String element : LIST.split(header.strip(), -1)) {
            Matcher matcher = ELEMENT.matcher(element);
            if (matcher.matches()) {
                // Whatever: the default will do.
                if (!matcher.group(1).equals("*")) {
                    String weight = matcher.group(2);
                    ranges.add(new LanguageRange(matcher.group(1), weight == null ? 1 : Double.parseDouble(weight)));
                }
            } else if (!element.isEmpty()) {
                return PreferredLanguages.NONE;
            }
        }
        ranges.sort(Comparator.comparingDouble(LanguageRange::getWeight).reversed());
        return new PreferredLanguages(ranges);
    }
}
