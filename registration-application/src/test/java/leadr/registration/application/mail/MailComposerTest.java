package leadr.registration.application.mail;

import static leadr.registration.application.testkit.Fixtures.KEYS;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.key;
import static leadr.registration.application.testkit.Fixtures.owner;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.TextCipher;
import leadr.registration.application.store.KeyHolder;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.Slug;
import leadr.registration.domain.account.User;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.OneTimeCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailComposerTest {
    private static final EmailAddress ANN = email("ann@example.org");
    private static final OneTimeCode CODE = OneTimeCode.parse("ABC234");
    private static final KeyHolder KEY = holder();

    private static KeyHolder holder() {
        Account account = account("Alpha");
        User user = owner(account, "ann@example.org");
        return new KeyHolder(key(user, SECRETS.apiKey()), user, account);
    }

    private final TextCipher cipher = new TextCipher(KEYS, SECRETS, "mail");
    private final MailComposer composer = composer("Leadr");

    private MailComposer composer(String product) {
        return composer(product, MailTemplates.builtIn());
    }

    private MailComposer composer(String product, MailTemplates templates) {
        return new MailComposer(
                product, "https://leadr.example", templates, cipher, IdGenerator.timeOrdered(() -> NOON, SECRETS));
    }

    private static PreferredLanguages prefers(String... ranges) {
        return new PreferredLanguages(
                Arrays.stream(ranges).map(Locale.LanguageRange::new).toList());
    }

    private MailContent read(OutgoingMail mail) {
        return MailContent.split(cipher.open(mail.id().toString(), Objects.requireNonNull(mail.content()))
                .orElseThrow());
    }

    private MailContent welcome(String accountName) {
        return read(composer.welcome(ANN, new AccountName(accountName), new Slug("alpha"), NOON));
    }

    @Test
    void theSubjectsAreThoseOfTheContract() {
        Duration life = Duration.ofMinutes(10);

        assertThat(read(composer.verification(ANN, CODE, life, NOON)).subject()).isEqualTo("Verify your Leadr account");
        assertThat(welcome("Café Alpha").subject()).isEqualTo("Welcome to Leadr, Café Alpha!");
    }

    @Test
    void everyKindComposesWithoutAPlaceLeftEmpty() {
        List<OutgoingMail> mails = List.of(
                composer.verification(ANN, CODE, Duration.ofMinutes(10), NOON),
                composer.addressKnown(ANN, NOON),
                composer.addressLocked(ANN, NOON, NOON),
                composer.welcome(ANN, new AccountName("Alpha"), new Slug("alpha"), NOON),
                composer.keyCreated(ANN, KEY, NOON),
                composer.keyRevoked(ANN, KEY, NOON),
                composer.userDeleted(KEY.user(), KEY.account(), NOON),
                composer.emailChange(ANN, CODE, Duration.ofMinutes(10), NOON),
                composer.emailChanged(ANN, email("bob@example.com"), NOON));

        assertThat(mails).extracting(OutgoingMail::kind).containsExactlyInAnyOrder(MailKind.values());
        assertThat(mails).extracting(OutgoingMail::id).doesNotHaveDuplicates();
        assertThat(mails).allSatisfy(mail -> {
            MailContent content = read(mail);
            assertThat(content.subject()).contains("Leadr");
            assertThat(content.text()).isNotBlank().doesNotContain("{{").doesNotStartWith("\n");
            assertThat(content.html()).startsWith("<!doctype html>").doesNotContain("{{");
            assertThat(mail.to()).isEqualTo(ANN);
            assertThat(mail.state()).isEqualTo(MailState.QUEUED);
            assertThat(mail.createdAt()).isEqualTo(NOON);
            assertThat(mail.nextAttemptAt()).isEqualTo(NOON);
        });
    }

    @Test
    void onlyMailsThatProveAnAddressHaveACode() {
        assertThat(read(composer.verification(ANN, CODE, Duration.ofMinutes(10), NOON))
                        .code())
                .isEqualTo("ABC234");
        assertThat(read(composer.emailChange(ANN, CODE, Duration.ofMinutes(10), NOON))
                        .code())
                .isEqualTo("ABC234");
        assertThat(read(composer.emailChanged(ANN, ANN, NOON)).code()).isNull();
        assertThat(read(composer.addressKnown(ANN, NOON)).code()).isNull();
        assertThat(read(composer.addressLocked(ANN, NOON, NOON)).code()).isNull();
        assertThat(welcome("Alpha").code()).isNull();
    }

    @Test
    void aMailIsGivenUpWhenItsCodeIsDeadOrADayIsOver() {
        assertThat(composer.verification(ANN, CODE, Duration.ofMinutes(10), NOON)
                        .giveUpAt())
                .isEqualTo(NOON.plus(Duration.ofMinutes(10)));
        assertThat(composer.emailChange(ANN, CODE, Duration.ofMinutes(10), NOON).giveUpAt())
                .isEqualTo(NOON.plus(Duration.ofMinutes(10)));
        assertThat(composer.emailChanged(ANN, ANN, NOON).giveUpAt()).isEqualTo(NOON.plus(Duration.ofHours(24)));
        assertThat(composer.userDeleted(KEY.user(), KEY.account(), NOON).giveUpAt())
                .isEqualTo(NOON.plus(Duration.ofHours(24)));
        assertThat(composer.addressKnown(ANN, NOON).giveUpAt()).isEqualTo(NOON.plus(Duration.ofHours(24)));
        assertThat(composer.addressLocked(ANN, NOON, NOON).giveUpAt()).isEqualTo(NOON.plus(Duration.ofHours(24)));
        assertThat(composer.welcome(ANN, new AccountName("Alpha"), new Slug("alpha"), NOON)
                        .giveUpAt())
                .isEqualTo(NOON.plus(Duration.ofHours(24)));
        assertThat(composer.keyCreated(ANN, KEY, NOON).giveUpAt()).isEqualTo(NOON.plus(Duration.ofHours(24)));
    }

    @Test
    void markupInAnAccountNameIsText() {
        MailContent content = welcome("<b onclick=\"x('&')\">A</b>");

        assertThat(content.html())
                .contains("&lt;b onclick=&quot;x(&#39;&amp;&#39;)&quot;&gt;A&lt;/b&gt;")
                .doesNotContain("<b ");
        assertThat(content.text()).contains("Name: <b onclick=\"x('&')\">A</b>");
        assertThat(content.subject()).isEqualTo("Welcome to Leadr, <b onclick=\"x('&')\">A</b>!");
    }

    @Test
    void aPlaceInAnAccountNameIsText() {
        assertThat(welcome("{{url}} $1 \\").text()).contains("Name: {{url}} $1 \\\n");
    }

    @Test
    void aMailAboutAKeySaysWhichOneAndWhose() {
        MailContent created = read(composer.keyCreated(ANN, KEY, NOON));
        MailContent revoked = read(composer.keyRevoked(ANN, KEY, NOON));

        assertThat(created.subject()).isEqualTo("A new API key for Leadr");
        assertThat(revoked.subject()).isEqualTo("An API key for Leadr was revoked");
        assertThat(List.of(created, revoked))
                .allSatisfy(content -> assertThat(content.text())
                        .contains("key of ann in the account Alpha")
                        .contains("\nKey\n" + KEY.key().prefix() + "...\n"));
    }

    @Test
    void theCodeStandsAloneOnItsLine() {
        for (OutgoingMail mail : List.of(
                composer.verification(ANN, CODE, Duration.ofMinutes(10), NOON),
                composer.emailChange(ANN, CODE, Duration.ofMinutes(10), NOON))) {
            MailContent content = read(mail);

            assertThat(content.text().lines()).containsOnlyOnce("ABC234");
            assertThat(content.text()).contains("It is valid for 10 minutes");
            assertThat(content.html()).contains(">ABC234<");
        }
    }

    @Test
    void theFormerAddressLearnsLittleOfTheNewOne() {
        MailContent content = read(composer.emailChanged(ANN, email("bob@example.com"), NOON));

        assertThat(content.text().lines()).contains("b***@example.com");
        assertThat(content.text() + content.html()).doesNotContain("bob@");
    }

    @Test
    void aMailAboutADeletedUserSaysWhoInWhichAccount() {
        OutgoingMail mail = composer.userDeleted(KEY.user(), KEY.account(), NOON);

        assertThat(mail.to()).isEqualTo(KEY.user().email());
        assertThat(read(mail).text()).contains("ann is no longer a user of the account Alpha");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1 second",
        "59, 59 seconds",
        "60, 1 minute",
        "90, 90 seconds",
        "600, 10 minutes",
        "3600, 1 hour",
        "5400, 90 minutes",
        "86400, 24 hours"
    })
    void theLifeOfACodeIsSaidInTheLargestUnitThatFits(long seconds, String words) {
        assertThat(read(composer.verification(ANN, CODE, Duration.ofSeconds(seconds), NOON))
                        .text())
                .contains("It is valid for " + words + " and works once.");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T13:00:00Z, 2026-03-01 13:00 UTC",
        "2026-03-01T13:00:01Z, 2026-03-01 13:01 UTC",
        "2026-12-31T23:59:59Z, 2027-01-01 00:00 UTC"
    })
    void theEndOfALockIsRoundedUpToTheMinute(Instant until, String shown) {
        MailContent content = read(composer.addressLocked(ANN, until, NOON));

        assertThat(content.text().lines()).contains(shown);
        assertThat(content.html()).contains(">" + shown + "<");
    }

    @Test
    void theProductNameIsEscapedInHtmlOnly() {
        MailContent content = read(composer("Jam & Co").addressKnown(ANN, NOON));

        assertThat(content.subject()).isEqualTo("Your Jam & Co account");
        assertThat(content.html()).contains("Jam &amp; Co").doesNotContain("Jam & Co");
        assertThat(content.html()).contains("<a href=\"https://leadr.example\">");
    }

    @Test
    void aMailIsWrittenInThePreferredLanguage() {
        MailComposer german = composer.in(prefers("fr", "de-AT", "en"));
        MailContent code = read(german.verification(ANN, CODE, Duration.ofMinutes(10), NOON));

        assertThat(code.subject()).isEqualTo("Konto bei Leadr bestätigen");
        assertThat(code.text()).contains("\n\nABC234\n\n").contains("Er gilt 10 Minuten lang");
        assertThat(code.html()).contains("<html lang=\"de\">").contains("10 Minuten");
        assertThat(code.language()).isEqualTo("de");
        assertThat(read(german.addressLocked(ANN, NOON.plusSeconds(1), NOON)).text())
                .contains("\n\n01.03.2026, 12:01 Uhr (UTC)\n\n");
        assertThat(read(german.welcome(ANN, new AccountName("<b>"), new Slug("alpha"), NOON))
                        .html())
                .contains("Name: &lt;b&gt;<br>");
    }

    @Test
    void whoPrefersNothingWeKnowGetsEnglish() {
        assertThat(read(composer.in(prefers("fr", "tlh")).addressKnown(ANN, NOON))
                        .language())
                .isEqualTo("en");
        assertThat(read(composer.addressKnown(ANN, NOON)).language()).isEqualTo("en");
    }

    @Test
    void theSamplesShowEveryTemplateWithACodeThatIsPlainlyNone() {
        List<SampleMail> samples = composer.samples(NOON);

        assertThat(samples)
                .extracting(SampleMail::name)
                .containsExactly(
                        "de/verification",
                        "de/address-known",
                        "de/address-locked",
                        "de/welcome",
                        "de/key-created",
                        "de/key-revoked",
                        "de/user-deleted",
                        "de/email-change",
                        "de/email-changed",
                        "en/verification",
                        "en/address-known",
                        "en/address-locked",
                        "en/welcome",
                        "en/key-created",
                        "en/key-revoked",
                        "en/user-deleted",
                        "en/email-change",
                        "en/email-changed");
        assertThat(samples).extracting(SampleMail::content).allSatisfy(content -> {
            assertThat(content.subject()).contains("Leadr");
            assertThat(content.text() + content.html()).doesNotContain("{{");
        });
        assertThat(samples)
                .filteredOn(sample -> sample.name().matches(".*/(verification|email-change)"))
                .allSatisfy(sample -> assertThat(sample.content().code()).isEqualTo("SAMPLE"));
        assertThat(samples)
                .filteredOn(sample -> !sample.name().matches(".*/(verification|email-change)"))
                .allSatisfy(sample -> assertThat(sample.content().code()).isNull());
        assertThat(samples).allSatisfy(sample -> assertThat(sample.toString()).doesNotContain("SAMPLE"));
    }
}
