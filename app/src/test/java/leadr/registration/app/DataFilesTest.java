package leadr.registration.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import leadr.registration.app.Settings.Secrets;
import leadr.registration.application.secret.KeyRing;
import leadr.registration.application.secret.SecretGenerator;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.secret.PlainSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFilesTest {
    private final Path parent;
    private final Path folder;

    DataFilesTest(@TempDir Path temporary) {
        parent = temporary.resolve("made");
        folder = parent.resolve("here");
    }

    private Map<String, PlainSecret> secrets(List<String> names) throws IOException {
        return new DataFiles(folder).secrets(names, Fixtures.SECRETS);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void onlyTheOwnerMayReadTheFilesAndTheFolder() throws IOException {
        DataFiles files = new DataFiles(folder);
        assertThat(files.secrets(Secrets.NAMES, Fixtures.SECRETS)).hasSize(3);
        files.keepSuperadminKey(Fixtures.SECRETS.apiKey());

        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(parent)).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("secrets.properties"))).isEqualTo("rw-------");
        assertThat(permissions(files.superadminKeyFile())).isEqualTo("rw-------");
    }

    @Test
    void nothingElseIsLeftInTheFolder() throws IOException {
        DataFiles files = new DataFiles(folder);
        assertThat(files.secrets(Secrets.NAMES, Fixtures.SECRETS)).hasSize(3);
        files.keepSuperadminKey(Fixtures.SECRETS.apiKey());
        files.keepSuperadminKey(Fixtures.SECRETS.apiKey());

        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all)
                    .extracting(path -> path.getFileName().toString())
                    .containsExactlyInAnyOrder("secrets.properties", "superadmin.key");
        }
    }

    @Test
    void secretsAreKeptOverRestarts() throws IOException {
        Map<String, PlainSecret> first = secrets(Secrets.NAMES);
        byte[] written = Files.readAllBytes(folder.resolve("secrets.properties"));

        assertThat(secrets(Secrets.NAMES)).isEqualTo(first);
        assertThat(folder.resolve("secrets.properties")).hasBinaryContent(written);
    }

    @Test
    void everySecretIsAKeyRingOfItsOwn() throws IOException {
        Map<String, PlainSecret> secrets = secrets(Secrets.NAMES);

        assertThat(secrets).containsOnlyKeys(Secrets.NAMES);
        assertThat(secrets.values()).doesNotHaveDuplicates().allSatisfy(secret -> {
            KeyRing ring = KeyRing.parse(secret);
            assertThat(ring.ids()).containsExactly("dev");
            assertThat(ring.bytes("dev").orElseThrow()).hasSizeGreaterThanOrEqualTo(KeyRing.MIN_KEY_BYTES);
        });
    }

    @Test
    void twoFoldersHaveDifferentSecrets(@TempDir Path other) throws IOException {
        assertThat(secrets(Secrets.NAMES).values())
                .doesNotContainAnyElementsOf(new DataFiles(other)
                        .secrets(Secrets.NAMES, Fixtures.SECRETS)
                        .values());
    }

    @Test
    void aMissingNameIsAddedWithoutChangingTheOthers() throws IOException {
        Map<String, PlainSecret> two = secrets(List.of("JWT_SECRET", "CODE_SECRET"));

        Map<String, PlainSecret> three = secrets(Secrets.NAMES);

        assertThat(three).containsAllEntriesOf(two).containsOnlyKeys(Secrets.NAMES);
        assertThat(secrets(Secrets.NAMES)).isEqualTo(three);
        assertThat(permissions(folder.resolve("secrets.properties"))).isEqualTo("rw-------");
    }

    @Test
    void theSuperadminKeyIsKeptAndForgotten() throws IOException {
        ApiKeySecret key = Fixtures.SECRETS.apiKey();
        assertThat(new DataFiles(folder).superadminKey()).isEmpty();

        new DataFiles(folder).keepSuperadminKey(key);
        assertThat(new DataFiles(folder).superadminKey()).contains(key);
        assertThat(folder.resolve("superadmin.key")).hasContent(key.secret().reveal() + "\n");

        new DataFiles(folder).forgetSuperadminKey();
        new DataFiles(folder).forgetSuperadminKey();
        assertThat(new DataFiles(folder).superadminKey()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "ldr_", "cut short", "ldr_0123456789012345678901234567890123456789012345678"})
    void aDamagedSuperadminKeyFailsLoudlyWithoutBeingQuoted(String text) throws IOException {
        DataFiles files = new DataFiles(folder);
        Files.writeString(files.superadminKeyFile(), text);

        assertThatIllegalArgumentException()
                .isThrownBy(files::superadminKey)
                .withMessageStartingWith("api_key: API key ")
                .withMessageNotContaining("0123");
    }

    @Test
    void aFileThatIsNoTextFailsLoudly() throws IOException {
        DataFiles files = new DataFiles(folder);
        Files.write(folder.resolve("secrets.properties"), new byte[] {'A', '=', (byte) 0xFF, (byte) 0xFE});

        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> files.secrets(Secrets.NAMES, Fixtures.SECRETS));
    }

    @Test
    void aSecretThatWasCutShortIsNotReplacedAndFailsAsAKeyRing() throws IOException {
        assertThat(secrets(Secrets.NAMES)).hasSize(3);
        Path file = folder.resolve("secrets.properties");
        Files.writeString(file, Files.readString(file).replaceAll("(?m)^(CODE_SECRET=.{20}).*$", "$1"));

        PlainSecret cut = Objects.requireNonNull(secrets(Secrets.NAMES).get("CODE_SECRET"));

        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.parse(cut));
    }

    @Test
    void aFolderThatIsAFileFailsLoudly() throws IOException {
        Files.createDirectories(parent);
        Files.writeString(folder, "not a folder");

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> new DataFiles(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "CODE_SECRET=\n", "CODE_SECRET\n", "=value\n"})
    void damagedSecretsAreNotReplacedWithoutAWord(String damaged) throws IOException {
        DataFiles files = new DataFiles(folder);
        Files.writeString(folder.resolve("secrets.properties"), damaged);

        assertThatThrownBy(() -> files.secrets(List.of("CODE_SECRET"), SecretGenerator.secure()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("secrets.properties is");
        assertThat(folder.resolve("secrets.properties")).hasContent(damaged);
    }

    @Test
    void aNameThatIsAddedLeavesTheOthersInTheFile() throws IOException {
        DataFiles files = new DataFiles(folder);
        Files.writeString(folder.resolve("secrets.properties"), "OTHER=dev:kept\n");

        assertThat(files.secrets(List.of("CODE_SECRET"), SecretGenerator.secure()))
                .containsKeys("CODE_SECRET", "OTHER");
        assertThat(Files.readString(folder.resolve("secrets.properties")))
                .contains("OTHER=dev:kept\n", "CODE_SECRET=dev:");
    }
}
