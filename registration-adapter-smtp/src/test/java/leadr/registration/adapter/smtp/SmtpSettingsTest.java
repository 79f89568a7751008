package leadr.registration.adapter.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import leadr.registration.adapter.smtp.SmtpSettings.Security;
import leadr.registration.domain.secret.PlainSecret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpSettingsTest {
    private static final PlainSecret PASSWORD = new PlainSecret("open sesame");

    private static SmtpSettings with(String host, int port, String from, @Nullable String replyTo) {
        return new SmtpSettings(host, port, null, null, Security.NONE, from, replyTo);
    }

    @Test
    void passwordDoesNotPrint() {
        var settings = new SmtpSettings("localhost", 25, "mailer", PASSWORD, Security.TLS, Fixtures.FROM, null);

        assertThat(settings.toString()).contains("mailer").doesNotContain("sesame");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 25, 65_535})
    void portInRangeIsTaken(int port) {
        assertThat(with("localhost", port, Fixtures.FROM, null).port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void portOutOfRangeIsRefused(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with("localhost", port, Fixtures.FROM, null))
                .withMessage("port is " + port + ", expected 1-65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail.example.com", "localhost", "10.0.0.1", "::1", "mail_relay"})
    void hostNameOrAddressIsTaken(String host) {
        assertThat(with(host, 25, Fixtures.FROM, null).host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two hosts", "smtp://mail.example.com", "mail\r\n"})
    void hostThatIsNoneIsRefused(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(host, 25, Fixtures.FROM, null))
                .withMessage("host is not a host name");
    }

    @Test
    void userAndPasswordComeTogether() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmtpSettings("localhost", 25, "mailer", null, Security.NONE, Fixtures.FROM, null))
                .withMessage("user and password come together or not at all");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new SmtpSettings("localhost", 25, null, PASSWORD, Security.NONE, Fixtures.FROM, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-reply@example.com",
                "LEADR <no-reply@example.com>",
                "\"LEADR, the game\" <no-reply@example.com>",
                "Spiele für alle 🎮 <no-reply@bücher.example>"
            })
    void senderIsAnAddressWithOrWithoutName(String from) {
        assertThatCode(() -> with("localhost", 25, from, from)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "LEADR",
                "no-reply@localhost",
                "a@example.com, b@example.com",
                "friends: a@example.com;",
                "müller@example.com",
                "a@example.com\r\nBcc: b@example.com",
                "LEADR\r\n <a@example.com>",
                "=?us-ascii?Q?LEADR=0D=0ABcc:_b@example.com?= <a@example.com>"
            })
    void senderThatIsNotOneAddressIsRefused(String from) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with("localhost", 25, from, null))
                .withMessage("from is not an address");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with("localhost", 25, Fixtures.FROM, from))
                .withMessage("replyTo is not an address");
    }

    @Test
    void allProblemsAreNamedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmtpSettings("", 70_000, "mailer", null, Security.NONE, "", ""))
                .withMessageContainingAll("host", "port", "user and password", "from", "replyTo");
    }
}
