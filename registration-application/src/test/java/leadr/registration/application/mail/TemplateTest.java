package leadr.registration.application.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private final Template template = new Template("Hi {{name}}", "Dear {{name}}, {{name}}", "<p>{{name}}</p>");

    @Test
    void everyPlaceIsFilled() {
        assertThat(template.fill(Map.of("name", "Ann", "other", "unused"), "de"))
                .isEqualTo(new MailContent("Hi Ann", "Dear Ann, Ann", "<p>Ann</p>", null, "de"));
    }

    @Test
    void valuesAreEscapedInTheHtmlPartOnly() {
        assertThat(template.fill(Map.of("name", "<&>\"'"), "de"))
                .isEqualTo(new MailContent(
                        "Hi <&>\"'", "Dear <&>\"', <&>\"'", "<p>&lt;&amp;&gt;&quot;&#39;</p>", null, "de"));
    }

    @Test
    void theValueOfTheCodeIsTheCodeOfTheMail() {
        assertThat(template.fill(Map.of("name", "Ann", "code", "ABC234"), "de").code())
                .isEqualTo("ABC234");
    }

    @Test
    void aPlaceWithoutAValueIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> template.fill(Map.of("code", "ABC234"), "de"))
                .withMessage("no value for {{name}}");
    }
}
