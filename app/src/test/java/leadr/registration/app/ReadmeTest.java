package leadr.registration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import leadr.registration.application.secret.SecretGenerator;
import leadr.registration.domain.apikey.ApiKeySecret;
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

    @Test
    void theScannersPatternFindsEveryKeyWeMakeAndItsExampleIsNone() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        Pattern pattern = Pattern.compile(
                between(readme, "<!-- scanner -->\n```\n", "```").strip());
        String example = between(readme, "\n`ldr_", "` passes");

        assertThat(ApiKeySecret.parse("ldr_" + example).secret().reveal()).hasSize(ApiKeySecret.LENGTH);
        for (int i = 0; i < 1_000; i++) {
            String key = SecretGenerator.secure().apiKey().secret().reveal();
            for (String place :
                    List.of("%s", "\"%s\"", "key=%s\n", "Bearer %s", "https://x.example/?k=%s&a", "(%s).")) {
                assertThat(pattern.matcher(place.formatted(key)).results().map(MatchResult::group))
                        .as(place)
                        .containsExactly(key);
            }
        }
    }

    @Test
    void theScannersPatternLeavesOtherTextsAlone() throws IOException {
        Pattern pattern =
                Pattern.compile(between(Files.readString(ROOT.resolve("README.md")), "<!-- scanner -->\n```\n", "```")
                        .strip());
        String key = SecretGenerator.secure().apiKey().secret().reveal();

        assertThat(List.of(key.substring(1), key.substring(0, 52), key + "x", "x" + key, "ldr_" + "a".repeat(32)))
                .noneMatch(text -> pattern.matcher(text).find());
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin);
        assertThat(from).as(begin).isNotNegative();
        int to = text.indexOf(end, from + begin.length());
        assertThat(to).as(end).isNotNegative();
        return text.substring(from + begin.length(), to);
    }
}
