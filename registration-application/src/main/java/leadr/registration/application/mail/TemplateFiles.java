package leadr.registration.application.mail;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes templates of files, and notes everything that is wrong with them; for one thread and one use. */
final class TemplateFiles {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n\t]]");
    private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]*)(}})?");
    private static final String CODE = "{{code}}";
    private static final String TIME = "time";

    private final Map<String, byte[]> files;
    private final List<String> problems = new ArrayList<>();

    TemplateFiles(Map<String, byte[]> files) {
        this.files = files;
    }

    /** Each with the file and the rule, never with what is in the file. */
    List<String> problems() {
        return problems;
    }

    /** Reads what there is in a language; empty when there are problems. */
    Optional<MailLanguage> language(String tag) {
        int before = problems.size();
        Optional<Words> words = words(tag);
        Map<MailKind, Template> templates = new EnumMap<>(MailKind.class);
        for (MailKind kind : MailKind.values()) {
            template(tag + "/" + kind.templateName(), kind).ifPresent(template -> templates.put(kind, template));
        }
        return problems.size() == before
                ? words.map(found -> new MailLanguage(tag, found, templates))
                : Optional.empty();
    }

    private Optional<Template> template(String name, MailKind kind) {
        String textName = name + ".txt";
        String htmlName = name + ".html";
        if (files.containsKey(textName) != files.containsKey(htmlName)) {
            problem(files.containsKey(textName) ? htmlName : textName, "is missing: a mail is text and HTML");
        }
        Optional<String> textFile = read(textName);
        Optional<String> html = read(htmlName);
        if (textFile.isEmpty() || html.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = textFile.get().lines().toList();
        check(textName, lines, kind);
        check(htmlName, html.get().lines().toList(), kind);
        if (html.get().isBlank()) {
            return problem(htmlName, "is empty");
        }
        if (lines.stream().anyMatch(line -> line.contains(CODE) && !line.equals(CODE))) {
            return problem(textName, CODE + " must stand alone on its line");
        }
        if (lines.size() < 3
                || !MailContent.isSubject(lines.get(0))
                || lines.get(0).contains(CODE)
                || !lines.get(1).isBlank()
                || lines.stream().skip(2).allMatch(String::isBlank)) {
            return problem(textName, "expected the subject in the first line, a blank line, and the text");
        }
        String text = textFile.get().split("\n", 2)[1].stripLeading();
        return Optional.of(new Template(lines.get(0), text, html.get()));
    }

    /** The file as a text with line feeds; empty when there is none, or with a problem. */
    private Optional<String> read(String name) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            return Optional.empty();
        }
        if (bytes.length > MailTemplates.MAX_BYTES) {
            return problem(name, "is larger than " + MailTemplates.MAX_BYTES / 1024 + " KiB");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException otherwise) {
            return problem(name, "is not UTF-8");
        }
        // Some editors begin a file with a mark, and end lines in their own way.
        text = (text.startsWith("\ufeff") ? text.substring(1) : text).replace("\r\n", "\n");
        return CONTROL.matcher(text).find() ? problem(name, "holds control characters") : Optional.of(text);
    }

    private void check(String name, List<String> lines, MailKind kind) {
        for (int i = 0; i < lines.size(); i++) {
            if (PLACE.matcher(lines.get(i)).results().anyMatch(place -> !isPlace(place, kind))) {
                problem(name, "line " + (i + 1) + ": unknown place, expected " + inBraces(kind.places()));
            }
        }
        Set<String> missing = new TreeSet<>(kind.required());
        missing.removeIf(place -> lines.stream().anyMatch(line -> line.contains("{{" + place + "}}")));
        if (!missing.isEmpty()) {
            problem(name, "needs " + inBraces(missing));
        }
    }

    private static boolean isPlace(MatchResult found, MailKind kind) {
        return found.group(2) != null && kind.places().contains(found.group(1));
    }

    private static String inBraces(Set<String> places) {
        return places.stream().map(place -> "{{" + place + "}}").collect(Collectors.joining(", "));
    }

    private Optional<Words> words(String tag) {
        String name = tag + "/" + MailTemplates.WORDS;
        if (!files.containsKey(name)) {
            return problem(name, "is missing: a language needs its words");
        }
        return read(name).flatMap(text -> words(name, text, Locale.forLanguageTag(tag)));
    }

    private Optional<Words> words(String name, String text, Locale language) {
        Properties entries = new Properties();
        try {
            entries.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException malformed) {
            return problem(name, "is no file of properties");
        }
        Set<String> expected = new TreeSet<>(Words.UNITS);
        expected.add(TIME);
        Map<String, String> words = new HashMap<>();
        entries.stringPropertyNames().forEach(key -> words.put(key, entries.getProperty(key)));
        if (!words.keySet().equals(expected) || !words.values().stream().allMatch(MailContent::isSubject)) {
            return problem(name, "expected one line of text for each of " + String.join(", ", expected));
        }
        try {
            DateTimeFormatter time = DateTimeFormatter.ofPattern(words.get(TIME), language);
            // Not every pattern that can be read can be written.
            if (MailContent.isSubject(time.format(Instant.EPOCH.atOffset(ZoneOffset.UTC)))) {
                return Optional.of(new Words(words, time));
            }
        } catch (IllegalArgumentException | DateTimeException wrong) {
            // Named like a pattern that writes nothing.
        }
        return problem(name, "time: expected a pattern such as yyyy-MM-dd HH:mm 'UTC'");
    }

    @CanIgnoreReturnValue
    private <T> Optional<T> problem(String name, String rule) {
        problems.add(name + ": " + rule);
        return Optional.empty();
    }
}
