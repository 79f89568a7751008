package leadr.registration.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import leadr.registration.application.mail.MailTemplates;

/**
 * A folder of mail templates, {@code <language>/<file>}: what is there replaces what is built in. Names that begin with a
 * dot are passed over, because version control, file managers and mounted volumes leave such things behind.
 */
final class TemplateFolder {
    private final Consumer<String> problems;

    private TemplateFolder(Consumer<String> problems) {
        this.problems = problems;
    }

    /**
     * Reads the folder once.
     *
     * @param problems takes each thing that is wrong, with file and rule
     * @return the built-in ones when something is wrong
     */
    static MailTemplates read(Path folder, Consumer<String> problems) {
        Map<String, byte[]> files = new TemplateFolder(problems).files(folder);
        try {
            return MailTemplates.builtInAnd(files);
        } catch (IllegalArgumentException wrong) {
            String.valueOf(wrong.getMessage()).lines().forEach(problems);
            return MailTemplates.builtIn();
        }
    }

    private Map<String, byte[]> files(Path folder) {
        Map<String, byte[]> files = new TreeMap<>();
        for (Path language : entries(folder, "the path")) {
            String tag = nameOf(language);
            // Not looked into, so that a mistyped path does not read half the machine.
            if (!MailTemplates.isLanguage(tag)) {
                problems.accept(printable(tag) + ": expected a folder named by a language, such as de or pt-BR");
                continue;
            }
            for (Path file : entries(language, tag)) {
                String name = tag + "/" + nameOf(file);
                if (MailTemplates.fileNames().contains(nameOf(file)) && Files.isRegularFile(file)) {
                    read(file, name, files);
                } else {
                    problems.accept(printable(name) + ": is no template, expected one of "
                            + String.join(", ", MailTemplates.fileNames()));
                }
            }
        }
        return files;
    }

    private List<Path> entries(Path folder, String name) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !nameOf(entry).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            problems.accept(name + " cannot be read as a folder");
            return List.of();
        }
    }

    private void read(Path file, String name, Map<String, byte[]> files) {
        try (InputStream in = Files.newInputStream(file)) {
            // One byte too many shows that the file is too large.
            files.put(name, in.readNBytes(MailTemplates.MAX_BYTES + 1));
        } catch (IOException unreadable) {
            problems.accept(name + ": cannot be read");
        }
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{C}", "?");
    }
}
