package leadr.registration.application.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private final Template template = new Template("Hi {{name}}", "Dear {{name}}, {{name}}", "<p>{{name}}</p>");

    @Test
    void everyPlaceIsFilled() {
        assertThat(template.fill(Map.of("name", "Ann", "other", "unused")))
                .isEqualTo(new MailContent("Hi Ann", "Dear Ann, Ann", "<p>Ann</p>", null));
    }

    @Test
    void valuesAreEscapedInTheHtmlPartOnly() {
        assertThat(template.fill(Map.of("name", "<&>\"'")))
                .isEqualTo(
                        new MailContent("Hi <&>\"'", "Dear <&>\"', <&>\"'", "<p>&lt;&amp;&gt;&quot;&#39;</p>", null));
    }

    @Test
    void theValueOfTheCodeIsTheCodeOfTheMail() {
        assertThat(template.fill(Map.of("name", "Ann", "code", "ABC234")).code())
                .isEqualTo("ABC234");
    }

    @Test
    void aPlaceWithoutAValueIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> template.fill(Map.of("code", "ABC234")))
                .withMessage("no value for {{name}}");
    }

    @Test
    void aTemplateThatIsMissingIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Template.builtIn("xx", MailKind.ADDRESS_KNOWN))
                .withMessage("mail template xx/address-known.txt is missing");
    }

    @Test
    void theFirstLineOfTheTextPartIsTheSubject() {
        Template builtIn = Template.builtIn("en", MailKind.VERIFICATION);

        assertThat(builtIn.subject()).isEqualTo("Verify your {{product}} account");
        assertThat(builtIn.text()).startsWith("Your code for {{product}}:");
    }
}
