package leadr.registration.adapter.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import leadr.registration.application.mail.MailContent;
import leadr.registration.domain.email.EmailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTextTest {
    private static String cleaned(String said) {
        return new ReplyText(Fixtures.BOB, Fixtures.CONTENT).clean(said);
    }

    @Test
    void severalLinesBecomeOneWithoutControlCharacters() {
        assertThat(cleaned("550-5.1.1 no\r\n550 such\u0000user\u001b[31m\u202e \n"))
                .isEqualTo("550-5.1.1 no 550 such user [31m");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 <Bob.Builder@example.org>: unknown | 550 <***>: unknown",
                "550 bob.builder@EXAMPLE.ORG unknown | 550 *** unknown",
                "550 user 'bob.builder' unknown | 550 user '***' unknown",
                "554 spam: k7m2qx | 554 spam: ***",
                "554 spam: VERIFY your LEADR account | 554 spam: ***",
                "554 not with <p>Your code: <b>K7M2QX</b></p> | 554 not with ***",
                "554 not with <b>K7M2QX</b> | 554 not with <b>***</b>"
            })
    void recipientAndMailAreMasked(String said, String kept) {
        assertThat(cleaned(said)).isEqualTo(kept);
    }

    @Test
    void bothFormsOfAnInternationalDomainAreMasked() {
        var reply = new ReplyText(EmailAddress.of("a@bücher.example"), Fixtures.CONTENT);

        assertThat(reply.clean("550 <a@bücher.example> is <a@xn--bcher-kva.example>"))
                .isEqualTo("550 <***> is <***>");
    }

    @Test
    void shortLocalPartIsMaskedAsWordOnly() {
        var reply = new ReplyText(EmailAddress.of("a@example.org"), Fixtures.CONTENT);

        assertThat(reply.clean("550 no data available for a")).isEqualTo("550 no data available for ***");
    }

    @Test
    void mailWithoutCodeAndWithEmptyLinesMasksNothingElse() {
        var content = new MailContent("Welcome", "\n\n--\n", "\n", null);

        assertThat(new ReplyText(Fixtures.BOB, content).clean("250-2.0.0 Ok -- queued as 4711"))
                .isEqualTo("250-2.0.0 Ok -- queued as 4711");
    }
}
