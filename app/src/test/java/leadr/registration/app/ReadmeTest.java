package leadr.registration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README quotes is what the build compiles. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void theEmbeddingExampleIsTheOneThatIsCompiledAndRun() throws IOException {
        String source = Files.readString(
                ROOT.resolve("registration-domain/src/test/java/leadr/registration/domain/EmbeddingExampleTest.java"));
        String example = between(source, "// example:begin\n", "// example:end")
                .stripIndent()
                .strip();
        String readme = Files.readString(ROOT.resolve("README.md"));
        String quoted = between(readme, "<!-- example -->\n```java\n", "```").strip();

        assertThat(quoted).isEqualTo(example);
    }

    @Test
    void everySettingThatIsReadIsInTheReadme() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String reader = Files.readString(Path.of("src/main/java/leadr/registration/app/SettingsReader.java"));

        assertThat(Pattern.compile("(?:text|value|number|flag|required)\\(\\s*\"([A-Z_]+)\"")
                        .matcher(reader)
                        .results()
                        .map(name -> name.group(1)))
                .hasSizeGreaterThan(20)
                .allMatch(name -> readme.contains("`" + name + "`") || readme.contains(name + "=true"));
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin);
        assertThat(from).as(begin).isNotNegative();
        int to = text.indexOf(end, from + begin.length());
        assertThat(to).as(end).isNotNegative();
        return text.substring(from + begin.length(), to);
    }
}
