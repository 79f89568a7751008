package leadr.registration.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import leadr.registration.application.secret.SecretGenerator;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.secret.PlainSecret;

/** The files beside the database that only their owner may read: secrets for development, and the superadmin's key. */
final class DataFiles {
    private static final String SECRETS = "secrets.properties";
    private static final String SUPERADMIN_KEY = "superadmin.key";

    private final Path folder;

    /** @throws IOException when the folder cannot be made */
    DataFiles(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder, ownerOnly("rwx------"));
    }

    /** A secret for each name, in the form of a key ring; made and kept at the first call. */
    Map<String, PlainSecret> secrets(List<String> names, SecretGenerator random) throws IOException {
        Path file = folder.resolve(SECRETS);
        Map<String, PlainSecret> secrets = new TreeMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                if (line.startsWith("#")) {
                    continue;
                }
                int equals = line.indexOf('=');
                if (equals < 1 || equals == line.length() - 1) {
                    throw damaged(file);
                }
                secrets.put(line.substring(0, equals), new PlainSecret(line.substring(equals + 1)));
            }
            if (secrets.isEmpty()) {
                throw damaged(file);
            }
        }
        if (!secrets.keySet().containsAll(names)) {
            StringBuilder text = new StringBuilder("# For development only; made here, read by nobody else.\n");
            for (String name : names) {
                secrets.computeIfAbsent(
                        name,
                        missing -> new PlainSecret(
                                "dev:" + Base64.getUrlEncoder().withoutPadding().encodeToString(random.bytes(32))));
            }
            secrets.forEach((name, secret) ->
                    text.append(name).append('=').append(secret.reveal()).append('\n'));
            write(file, text.toString());
        }
        return secrets;
    }

    /** Making new ones would void every key and code of this folder without a word. */
    private static IOException damaged(Path file) {
        return new IOException(file + " is damaged: bring it back from a copy, or start with a new DATA_DIR");
    }

    Path superadminKeyFile() {
        return folder.resolve(SUPERADMIN_KEY);
    }

    /** The key in the file, if there is one and it is whole. */
    Optional<ApiKeySecret> superadminKey() throws IOException {
        Path file = superadminKeyFile();
        return Files.exists(file)
                ? Optional.of(ApiKeySecret.parse(
                        Files.readString(file, StandardCharsets.UTF_8).strip()))
                : Optional.empty();
    }

    void keepSuperadminKey(ApiKeySecret key) throws IOException {
        write(superadminKeyFile(), key.secret().reveal() + "\n");
    }

    void forgetSuperadminKey() throws IOException {
        Files.deleteIfExists(superadminKeyFile());
    }

    /** Whole or not at all, and never readable by others, not even for a moment. */
    private void write(Path file, String text) throws IOException {
        Path draft = Files.createTempFile(folder, "new-", ".tmp", ownerOnly("rw-------"));
        Files.writeString(draft, text, StandardCharsets.UTF_8, StandardOpenOption.SYNC, StandardOpenOption.WRITE);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
