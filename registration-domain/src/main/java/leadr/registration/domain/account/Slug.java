package leadr.registration.domain.account;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import leadr.registration.domain.InvalidValue;

/** The part of a URL that names an account: 2 to 50 of {@code a-z 0-9}, single hyphens between them. Unique. */
public record Slug(String value) {
    public static final int MIN_LENGTH = 2;
    public static final int MAX_LENGTH = 50;

    private static final String FIELD = "account_slug";
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*+");
    private static final Pattern BEYOND_ASCII = Pattern.compile("\\P{ASCII}+");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s_-]+");
    private static final Pattern NEITHER_LETTER_NOR_HYPHEN = Pattern.compile("[^a-z0-9-]+");
    private static final Pattern HYPHENS = Pattern.compile("-{2,}");

    /** @throws InvalidValue naming {@code account_slug} and the rule; nothing is trimmed or folded */
    public Slug {
        if (value.length() < MIN_LENGTH) {
            throw new InvalidValue(FIELD, "Account slug must be at least 2 characters");
        }
        if (value.length() > MAX_LENGTH) {
            throw new InvalidValue(FIELD, "Account slug must not exceed 50 characters");
        }
        if (!SHAPE.matcher(value).matches()) {
            throw new InvalidValue(
                    FIELD,
                    "Account slug must be lowercase alphanumeric with hyphens, and cannot start or end with a hyphen");
        }
    }

    /**
     * Makes a slug from a name: {@code Café} becomes {@code cafe}, {@code Foo & Bar} becomes {@code foo-bar}.
     *
     * @throws InvalidValue when nothing, or a single character, is left of the name
     */
    public static Slug from(AccountName name) {
        String ascii = BEYOND_ASCII
                .matcher(Normalizer.normalize(name.value(), Normalizer.Form.NFKD))
                .replaceAll("");
        String spaced = SEPARATORS.matcher(ascii.toLowerCase(Locale.ROOT)).replaceAll("-");
        String dashed = HYPHENS.matcher(
                        NEITHER_LETTER_NOR_HYPHEN.matcher(spaced).replaceAll(""))
                .replaceAll("-");
        String slug = cut(strip(dashed), MAX_LENGTH);
        if (slug.isEmpty()) {
            throw new InvalidValue(FIELD, "Cannot generate slug from text with no valid characters");
        }
        return new Slug(slug);
    }

    /**
     * This slug with {@code -<number>} behind it, cut so that the whole stays within 50 characters: the next one to try
     * when this one is taken.
     *
     * @param number from 1
     */
    public Slug numbered(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("slugs are numbered from 1");
        }
        String suffix = "-" + number;
        return new Slug(cut(value, MAX_LENGTH - suffix.length()) + suffix);
    }

    private static String cut(String slug, int length) {
        return slug.length() <= length ? slug : strip(slug.substring(0, length));
    }

    private static String strip(String slug) {
        int from = slug.startsWith("-") ? 1 : 0;
        int to = slug.endsWith("-") ? slug.length() - 1 : slug.length();
        return from >= to ? "" : slug.substring(from, to);
    }
}
