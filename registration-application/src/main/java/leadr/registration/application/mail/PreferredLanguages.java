package leadr.registration.application.mail;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;

/**
 * What a person can read.
 *
 * @param ranges basic language ranges (RFC 4647 section 2.1), the most wanted first; one of weight 0 is not wanted
 */
public record PreferredLanguages(List<LanguageRange> ranges) {
    /** Says nothing: whoever writes takes the default. */
    public static final PreferredLanguages NONE = new PreferredLanguages(List.of());

    public PreferredLanguages {
        ranges = List.copyOf(ranges);
    }

    /** The best of these tags by RFC 4647 section 3.4 (lookup): {@code de-AT} finds {@code de}; empty when none fits. */
    Optional<String> among(Collection<String> tags) {
        return Optional.ofNullable(Locale.lookupTag(ranges, tags));
    }
}
