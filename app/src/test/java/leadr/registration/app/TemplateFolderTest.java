package leadr.registration.app;

import static leadr.registration.app.SettingsReaderTest.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.MailContent;
import leadr.registration.application.mail.SampleMail;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.TextCipher;
import leadr.registration.application.testkit.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateFolderTest {
    private static final String FILES = "verification.txt, verification.html, verification-invited.txt,"
            + " verification-invited.html, recovery.txt, recovery.html, address-known.txt, address-known.html,"
            + " address-locked.txt, address-locked.html, invite.txt, invite.html, invite-known.txt, invite-known.html,"
            + " welcome.txt, welcome.html, welcome-member.txt, welcome-member.html, access-recovered.txt,"
            + " access-recovered.html, key-created.txt, key-created.html, key-revoked.txt, key-revoked.html,"
            + " user-deleted.txt, user-deleted.html, email-change.txt, email-change.html, email-changed.txt,"
            + " email-changed.html, words.properties";

    private final Path folder;

    TemplateFolderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private Map<String, String> environment() {
        return Map.of("MAIL_TEMPLATES_DIR", folder.toString());
    }

    private MailContent sample(String name) {
        Settings settings = SettingsReaderTest.read(environment());
        MailComposer composer = new MailComposer(
                "LEADR",
                "http://localhost",
                settings.mailTemplates(),
                new TextCipher(Fixtures.KEYS, Fixtures.SECRETS, "mail"),
                IdGenerator.timeOrdered(Instant::now, Fixtures.SECRETS));
        return composer.samples(Instant.EPOCH).stream()
                .filter(sample -> sample.name().equals(name))
                .map(SampleMail::content)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFileInTheFolderReplacesTheBuiltInOne() throws IOException {
        write("de/verification.txt", "Hallo\n\n{{code}}\n");

        assertThat(sample("de/verification").subject()).isEqualTo("Hallo");
        assertThat(sample("de/verification").html()).contains("Der Code für LEADR:");
        assertThat(sample("en/verification").subject()).isEqualTo("Verify your LEADR account");
    }

    @Test
    void theFolderMayAddALanguageAndHoldHiddenFiles() throws IOException {
        write("fr/welcome.txt", "Bienvenue chez {{product}}\n\nBonjour !\n");
        write("fr/welcome.html", "<p lang=\"fr\">Bonjour !</p>");
        write("fr/words.properties", """
                second=seconde
                seconds=secondes
                minute=minute
                minutes=minutes
                hour=heure
                hours=heures
                time=dd/MM/yyyy HH:mm 'UTC'
                """);
        write(".git/config", "");
        write("fr/.DS_Store", "");

        assertThat(sample("fr/welcome").subject()).isEqualTo("Bienvenue chez LEADR");
    }

    @Test
    void aMountedVolumeIsMadeOfLinks() throws IOException {
        write("..data/de/welcome.html", "<p>Hallo</p>");
        Files.createSymbolicLink(folder.resolve("de"), folder.resolve("..data/de"));

        assertThat(sample("de/welcome").html()).isEqualTo("<p>Hallo</p>");
    }

    @Test
    void everythingThatIsWrongIsNamedTogetherWithoutContent() throws IOException {
        write("de/verification.txt", "secret words\n\n{{secret_place}}\n");
        write("de/welcome.htm", "secret");
        write("en/welcome.html", "x".repeat(65_537));
        write("README.md", "secret");
        Files.createDirectories(folder.resolve("en/welcome.txt"));
        Files.write(folder.resolve("en/address-known.html"), "für".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(problems(environment()))
                .containsExactly(
                        "MAIL_TEMPLATES_DIR: README.md: expected a folder named by a language, such as de or pt-BR",
                        "MAIL_TEMPLATES_DIR: de/welcome.htm: is no template, expected one of " + FILES,
                        "MAIL_TEMPLATES_DIR: en/welcome.txt: is no template, expected one of " + FILES,
                        "MAIL_TEMPLATES_DIR: de/verification.txt: line 3: unknown place, expected"
                                + " {{code}}, {{life}}, {{product}}, {{url}}",
                        "MAIL_TEMPLATES_DIR: de/verification.txt: needs {{code}}",
                        "MAIL_TEMPLATES_DIR: en/address-known.html: is not UTF-8",
                        "MAIL_TEMPLATES_DIR: en/welcome.html: is larger than 64 KiB");
    }

    @Test
    void aFolderThatIsNotThereIsNamedBesideTheOtherProblems() {
        String missing = folder.resolve("missing").toString();

        assertThat(problems(Map.of("MAIL_TEMPLATES_DIR", missing, "HTTP_PORT", "0")))
                .containsExactlyInAnyOrder(
                        "MAIL_TEMPLATES_DIR: the path cannot be read as a folder", "HTTP_PORT: is 0, expected 1-65535");
        assertThat(problems(Map.of("MAIL_TEMPLATES_DIR", "a\0b")))
                .isEqualTo(List.of("MAIL_TEMPLATES_DIR: expected a path"));
    }

    @Test
    void aFileNamePrintsAsOneLine() throws IOException {
        write("a\nMAIL_FROM: b/welcome.txt", "");

        assertThat(problems(environment()))
                .singleElement()
                .asString()
                .startsWith("MAIL_TEMPLATES_DIR: a?MAIL_FROM: b: expected a folder");
    }
}
