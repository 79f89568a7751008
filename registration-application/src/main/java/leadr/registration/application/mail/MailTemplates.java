package leadr.registration.application.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The templates of all mails in all languages, checked. A template is two files, {@code <language>/<kind>.txt} (the first
 * line is the subject, the second is blank) and {@code .html}; what a language calls minutes stands in its {@code
 * words.properties}. A kind that a language lacks is written in another one that the person reads, or in English.
 */
public final class MailTemplates {
    /** No file is larger. */
    public static final int MAX_BYTES = 64 * 1024;

    static final String WORDS = "words.properties";

    private static final String FALLBACK = "en";
    private static final List<String> BUILT_IN = List.of(FALLBACK, "de");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}");

    // After what it needs.
    private static final MailTemplates ALL_BUILT_IN = builtInAnd(Map.of());

    private final Map<String, MailLanguage> languages;

    private MailTemplates(Map<String, MailLanguage> languages) {
        this.languages = languages;
    }

    /** Those that come with us: English and German. */
    public static MailTemplates builtIn() {
        return ALL_BUILT_IN;
    }

    /**
     * The built-in ones, single files of them replaced, and languages added.
     *
     * @param files the content by the name, {@code <language>/<file name>}
     * @throws IllegalArgumentException with every problem, one a line, that names the file and the rule and shows nothing of
     *     the content
     */
    public static MailTemplates builtInAnd(Map<String, byte[]> files) {
        Map<String, byte[]> all = new TreeMap<>();
        BUILT_IN.forEach(language -> fileNames().forEach(name -> all.put(language + "/" + name, read(language, name))));
        all.putAll(files);
        TemplateFiles checked = new TemplateFiles(all);
        Map<String, MailLanguage> languages = new TreeMap<>();
        all.keySet().stream()
                .map(name -> name.substring(0, name.indexOf('/')))
                .distinct()
                .forEach(language -> checked.language(language).ifPresent(read -> languages.put(language, read)));
        if (!checked.problems().isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", checked.problems()));
        }
        return new MailTemplates(languages);
    }

    /** Whether a name is a language tag in the usual spelling, such as {@code de} or {@code pt-BR}. */
    public static boolean isLanguage(String name) {
        return LANGUAGE.matcher(name).matches()
                && Locale.forLanguageTag(name).toLanguageTag().equals(name);
    }

    /** What may stand in the folder of a language. */
    public static List<String> fileNames() {
        return Stream.concat(
                        Arrays.stream(MailKind.values())
                                .map(MailKind::templateName)
                                .flatMap(kind -> Stream.of(kind + ".txt", kind + ".html")),
                        Stream.of(WORDS))
                .toList();
    }

    private static byte[] read(String language, String name) {
        try (InputStream in = MailTemplates.class.getResourceAsStream(language + "/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name, unreadable);
        }
    }

    /** The language to write a mail of this kind in. */
    MailLanguage languageFor(MailKind kind, PreferredLanguages preferred) {
        List<String> tags = languages.values().stream()
                .filter(language -> language.templates().containsKey(kind))
                .map(MailLanguage::tag)
                .toList();
        return Objects.requireNonNull(languages.get(preferred.among(tags).orElse(FALLBACK)));
    }

    /** In the order of their tags. */
    List<MailLanguage> languages() {
        return List.copyOf(languages.values());
    }
}
