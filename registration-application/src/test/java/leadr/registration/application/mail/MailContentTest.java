package leadr.registration.application.mail;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailContentTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "ABC234")
    void whatIsJoinedCanBeSplit(@Nullable String code) {
        MailContent content = new MailContent("Ünïcode 🎮", "line\nline\n\n", "<p></p>", code, "pt-BR");

        assertThat(MailContent.split(content.join())).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines", "two\r\nlines", "two\rlines", "end\n", "a\tb", "two\u2028lines"})
    void aSubjectIsOneLine(String subject) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MailContent(subject, "text", "html", null))
                .withMessage("a subject is one line without control characters");
    }

    @ParameterizedTest
    @CsvSource({"s,a\u001eb,h,c", "s,t,a\u001eb,c", "s,t,h,a\u001eb"})
    void noPartHoldsTheSeparator(String subject, String text, String html, String code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MailContent(subject, text, html, code))
                .withMessage("no part of a mail holds the record separator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one", "one\u001etwo\u001ethree", "1\u001e2\u001e3\u001e4\u001een\u001e6"})
    void aTextOfTooFewOrTooManyPartsIsNoMail(String joined) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailContent.split(joined))
                .withMessage("a mail has four or five parts");
    }

    @ParameterizedTest
    @CsvSource({"ABC234, ABC234", "'',"})
    void aMailThatAnOlderVersionJoinedIsInEnglish(String joined, @Nullable String code) {
        assertThat(MailContent.split("Subject\u001eText\u001e<p>HTML</p>\u001e" + joined))
                .isEqualTo(new MailContent("Subject", "Text", "<p>HTML</p>", code, "en"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "de\r\nBcc: eve@example.com", "de,fr", "de_DE", "-de", "toolongtag"})
    void theLanguageIsATag(String language) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MailContent("s", "t", "h", null, language))
                .withMessage("the language of a mail is a tag such as de");
    }

    @Test
    void whatMayHoldACodeDoesNotPrint() {
        assertThat(new MailContent("s", "secret", "secret", "secret")).hasToString("MailContent[redacted]");
        assertThat(new DevInbox.Received("to", "s", "secret", "secret", "secret", NOON))
                .hasToString("Received[redacted]");
    }

    @Test
    void aMailThatWasTriedIsNotQueued() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeliveryReport(anId(), MailState.QUEUED, "", NOON, Duration.ZERO));
    }

    @Test
    void aReplyOfFiveHundredCharactersIsKept() {
        assertThat(new DeliveryReport(anId(), MailState.SENT, "x".repeat(500), NOON, Duration.ZERO).reply())
                .hasSize(500);
    }

    @ParameterizedTest
    @EnumSource
    void onlyASentOrFailedMailIsFinal(MailState state) {
        assertThat(state.isFinal()).isEqualTo(state == MailState.SENT || state == MailState.FAILED);
    }
}
