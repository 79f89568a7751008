package leadr.registration.application.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTemplatesTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\{[^}]*}}");
    private static final String WORDS = "second=s\nseconds=s\nminute=m\nminutes=m\nhour=h\nhours=h\ntime=HH:mm\n";
    private static final String VERIFICATION = "en/verification.txt";
    private static final String EXPECTED_TEXT = "expected the subject in the first line, a blank line, and the text";

    private static Map<String, byte[]> files(String... namesAndTexts) {
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i], namesAndTexts[i + 1].getBytes(UTF_8));
        }
        return files;
    }

    private static MailTemplates with(String... namesAndTexts) {
        return MailTemplates.builtInAnd(files(namesAndTexts));
    }

    private static Template template(MailTemplates templates, MailKind kind, String... ranges) {
        MailLanguage language = languageFor(templates, kind, ranges);
        return Objects.requireNonNull(language.templates().get(kind));
    }

    private static MailLanguage languageFor(MailTemplates templates, MailKind kind, String... ranges) {
        return templates.languageFor(
                kind,
                new PreferredLanguages(
                        Arrays.stream(ranges).map(LanguageRange::new).toList()));
    }

    private static void assertWrong(Map<String, byte[]> files, String... problems) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailTemplates.builtInAnd(files))
                .satisfies(wrong -> assertThat(wrong).message().isEqualTo(String.join("\n", problems)));
    }

    private static Set<String> placesOf(String text) {
        return new TreeSet<>(
                PLACE.matcher(text).results().map(MatchResult::group).toList());
    }

    @ParameterizedTest
    @EnumSource
    void bothLanguagesHaveEveryKindWithTheSamePlaces(MailKind kind) {
        MailTemplates templates = MailTemplates.builtIn();
        Template english = template(templates, kind, "en");
        Template german = template(templates, kind, "de");

        assertThat(languageFor(templates, kind, "de").tag()).isEqualTo("de");
        assertThat(placesOf(german.subject())).isEqualTo(placesOf(english.subject()));
        assertThat(placesOf(german.text())).isEqualTo(placesOf(english.text()));
        assertThat(placesOf(german.html())).isEqualTo(placesOf(english.html()));
        assertThat(english.html()).startsWith("<!doctype html>\n<html lang=\"en\">");
        assertThat(german.html()).startsWith("<!doctype html>\n<html lang=\"de\">");
        assertThat(List.of(german.subject(), german.text(), german.html()))
                .doesNotContain(english.subject(), english.text(), english.html());
    }

    @Test
    void aFileReplacesThatFileAlone() {
        MailTemplates templates = with("en/verification.html", "<p>{{code}}, please</p>");

        Template replaced = template(templates, MailKind.VERIFICATION, "en");
        Template builtIn = template(MailTemplates.builtIn(), MailKind.VERIFICATION, "en");
        assertThat(replaced.html()).isEqualTo("<p>{{code}}, please</p>");
        assertThat(replaced.text()).isEqualTo(builtIn.text());
        assertThat(replaced.subject()).isEqualTo(builtIn.subject());
        assertThat(template(templates, MailKind.VERIFICATION, "de"))
                .isEqualTo(template(MailTemplates.builtIn(), MailKind.VERIFICATION, "de"));
    }

    @Test
    void theFirstLineIsTheSubjectWhateverEndsTheLines() {
        MailTemplates templates = with(VERIFICATION, "\ufeffHi\r\n \r\n\r\nYour code:\r\n{{code}}\r\n");

        Template template = template(templates, MailKind.VERIFICATION);
        assertThat(template.subject()).isEqualTo("Hi");
        assertThat(template.text()).isEqualTo("Your code:\n{{code}}\n");
    }

    @Test
    void anAddedLanguageIsUsedForTheKindsItHas() {
        MailTemplates templates =
                with("fr/words.properties", WORDS, "fr/welcome.txt", "Salut\n\nBonjour", "fr/welcome.html", "<p>");

        assertThat(languageFor(templates, MailKind.WELCOME, "fr", "de").tag()).isEqualTo("fr");
        assertThat(languageFor(templates, MailKind.VERIFICATION, "fr", "de").tag())
                .isEqualTo("de");
        assertThat(languageFor(templates, MailKind.VERIFICATION, "fr").tag()).isEqualTo("en");
    }

    @Test
    void anAddedLanguageNeedsItsWordsAndBothParts() {
        assertWrong(
                files("fr/welcome.txt", "Salut\n\nBonjour"),
                "fr/words.properties: is missing: a language needs its words",
                "fr/welcome.html: is missing: a mail is text and HTML");
        assertWrong(
                files("fr/words.properties", WORDS, "fr/welcome.html", "<p>"),
                "fr/welcome.txt: is missing: a mail is text and HTML");
    }

    @Test
    void theWordsAreReplaceable() {
        MailTemplates templates = with("en/words.properties", WORDS.replace("minutes=m", "minutes=moons"));

        assertThat(languageFor(templates, MailKind.VERIFICATION).words().span(Duration.ofMinutes(2)))
                .isEqualTo("2 moons");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Secret", "Secret\n\n", "Secret\nSecret\ntext", "Secret\n\n \n\t\n", "\n\ntext", " \n\ntext"
            })
    void aTextIsSubjectBlankLineAndText(String text) {
        assertWrong(files("de/welcome.txt", text), "de/welcome.txt: " + EXPECTED_TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u2028", "\u2029", "\t"})
    void aSubjectIsOneLine(String inside) {
        assertWrong(files("de/welcome.txt", "Secret" + inside + "line\n\ntext"), "de/welcome.txt: " + EXPECTED_TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{secret}}", "{{until}}", "{{ code }}", "{{CODE}}", "{{code", "{{}}", "{{{life}}}"})
    void anUnknownPlaceIsRefusedByItsLineAndNotRepeated(String place) {
        String expected = "unknown place, expected {{code}}, {{life}}, {{product}}, {{url}}";

        assertWrong(
                files(VERIFICATION, "Hi\n\n{{code}}\n" + place, "en/verification.html", place + "{{code}}"),
                VERIFICATION + ": line 4: " + expected,
                "en/verification.html: line 1: " + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "verification, {{code}}",
        "invite, {{code}}",
        "address-locked, {{until}}",
        "key-created, {{key_prefix}}",
        "key-revoked, {{key_prefix}}"
    })
    void aRequiredPlaceIsInBothParts(String kind, String place) {
        assertWrong(
                files("en/" + kind + ".txt", "Hi\n\nSecret", "en/" + kind + ".html", "<p>Secret"),
                "en/" + kind + ".txt: needs " + place,
                "en/" + kind + ".html: needs " + place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hi\n\nYour code is {{code}}", "Hi\n\n{{code}}.", "Hi {{code}}\n\n{{code}}\n"})
    void theCodeStandsAloneOnItsLine(String text) {
        assertWrong(files(VERIFICATION, text), VERIFICATION + ": {{code}} must stand alone on its line");
    }

    @Test
    void theCodeIsNoSubject() {
        assertWrong(files(VERIFICATION, "{{code}}\n\n{{code}}\n"), VERIFICATION + ": " + EXPECTED_TEXT);
    }

    @Test
    void anEmptyHtmlPartIsRefused() {
        assertWrong(files("en/welcome.html", " \n"), "en/welcome.html: is empty");
    }

    @Test
    void aFileThatIsNotUtf8OrHoldsControlCharactersIsRefused() {
        assertWrong(Map.of("de/welcome.html", "schön".getBytes(ISO_8859_1)), "de/welcome.html: is not UTF-8");
        assertWrong(files("de/welcome.html", "a\u001eb"), "de/welcome.html: holds control characters");
        assertWrong(files("de/welcome.txt", "Secret\rBcc: eve\n\nb"), "de/welcome.txt: holds control characters");
    }

    @Test
    void aFileOf64KiBIsTheLargest() {
        String largest = "x".repeat(MailTemplates.MAX_BYTES);

        assertThat(template(with("en/welcome.html", largest), MailKind.WELCOME).html())
                .isEqualTo(largest);
        assertWrong(files("en/welcome.html", largest + "x"), "en/welcome.html: is larger than 64 KiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"minute=", "minute=a\\nb", "minute=\\u00zz", "unknown=x", "time="})
    void wordsAreOneLineEachAndNoneIsMissingOrUnknown(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with("en/words.properties", WORDS + entry))
                .withMessageStartingWith("en/words.properties: ")
                .satisfies(wrong -> assertThat(wrong).message().doesNotContain("\n"));
        assertWrong(
                files("en/words.properties", WORDS.replace("hour=h\n", "")),
                "en/words.properties: expected one line of text for each of"
                        + " hour, hours, minute, minutes, second, seconds, time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jjj", "'open", "e bbb"})
    void theTimeIsAPattern(String pattern) {
        assertWrong(
                files("en/words.properties", WORDS + "time=" + pattern),
                "en/words.properties: time: expected a pattern such as yyyy-MM-dd HH:mm 'UTC'");
    }

    @Test
    void everyProblemIsNamedTogether() {
        assertWrong(
                files("en/welcome.html", "{{x}}", "de/welcome.txt", "Hi", "de/words.properties", ""),
                "de/words.properties: expected one line of text for each of"
                        + " hour, hours, minute, minutes, second, seconds, time",
                "de/welcome.txt: " + EXPECTED_TEXT,
                "en/welcome.html: line 1: unknown place, expected"
                        + " {{account_name}}, {{account_slug}}, {{product}}, {{url}}");
    }

    @ParameterizedTest
    @CsvSource({
        "de, true",
        "pt-BR, true",
        "zh-Hant-TW, true",
        "haw, true",
        "pt-br, false",
        "DE, false",
        "german, false",
        "de_DE, false",
        "'', false",
        "README.md, false"
    })
    void aLanguageIsATagInTheUsualSpelling(String name, boolean expected) {
        assertThat(MailTemplates.isLanguage(name)).isEqualTo(expected);
    }
}
