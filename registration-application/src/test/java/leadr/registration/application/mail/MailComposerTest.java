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
import java.util.Set;
import java.util.stream.IntStream;
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

    private static final Account ALPHA = account("Alpha");
    private static final User BOB = owner(ALPHA, "bob@example.org");
    private static final Duration DAY = Duration.ofHours(24);

    private static KeyHolder holder() {
        Account account = account("Alpha");
        User user = owner(account, "ann@example.org");
        return new KeyHolder(key(user, SECRETS.apiKey()), user, account);
    }

    private static final Set<String> WITH_CODE =
            Set.of("verification", "verification-invited", "recovery", "invite", "email-change");
    private static final Duration LIFE = Duration.ofMinutes(10);

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
        assertThat(read(composer.invite(ANN, CODE, DAY, ALPHA, BOB, NOON)).subject())
                .isEqualTo("You've been invited to join Alpha on Leadr");
        assertThat(welcome("Café Alpha").subject()).isEqualTo("Welcome to Leadr, Café Alpha!");
    }

    @Test
    void everyKindComposesWithoutAPlaceLeftEmpty() {
        List<OutgoingMail> mails = List.of(
                composer.verification(ANN, CODE, Duration.ofMinutes(10), NOON),
                composer.verification(ANN, CODE, LIFE, List.of(new AccountName("Alpha")), NOON),
                composer.recovery(KEY.user(), KEY.account(), CODE, LIFE, NOON),
                composer.welcome(KEY.user(), KEY.account(), NOON),
                composer.accessRecovered(KEY, NOON),
                composer.addressKnown(ANN, NOON),
                composer.addressLocked(ANN, NOON, NOON),
                composer.invite(ANN, CODE, DAY, ALPHA, BOB, NOON),
                composer.inviteKnown(ANN, ALPHA, BOB, NOON),
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

    private static List<AccountName> accounts(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new AccountName("Team " + number))
                .toList();
    }

    @Test
    void whoIsInvitedIsToldByWhom() {
        MailContent content = read(composer.verification(ANN, CODE, LIFE, accounts(2), NOON));

        assertThat(content.subject()).isEqualTo("Verify your Leadr account");
        assertThat(content.text()).contains("\n\nABC234\n\n").contains("invited to join Team 1, Team 2.");
        assertThat(content.html()).contains("ABC234").contains("Team 1, Team 2");
        assertThat(content.code()).isEqualTo("ABC234");
    }

    @Test
    void ofTheAccountsThatInviteTheFirstTenAreNamed() {
        assertThat(read(composer.verification(ANN, CODE, LIFE, accounts(10), NOON))
                        .text())
                .contains("Team 9, Team 10.");
        assertThat(read(composer.verification(ANN, CODE, LIFE, accounts(11), NOON))
                        .text())
                .contains("Team 10, ...")
                .doesNotContain("Team 11");
    }

    @Test
    void theMailThatLetsSomebodyBackInSaysWhereAndHasTheCodeAloneOnItsLine() {
        for (String language : List.of("en", "de")) {
            MailContent content =
                    read(composer.in(prefers(language)).recovery(KEY.user(), KEY.account(), CODE, LIFE, NOON));

            assertThat(content.text().lines()).contains("ABC234");
            assertThat(content.text()).contains("Alpha");
            assertThat(content.html()).contains("ABC234").contains("Alpha");
            assertThat(content.code()).isEqualTo("ABC234");
        }
    }

    @Test
    void whoJoinsIsGreetedWithTheNameOfTheAccount() {
        MailContent content = read(composer.welcome(KEY.user(), KEY.account(), NOON));

        assertThat(content.subject()).isEqualTo("Welcome to Leadr, Alpha!");
        assertThat(content.text()).contains("joined the account Alpha as ann");
        assertThat(content.code()).isNull();
    }

    @Test
    void whoGotBackInIsToldWhichKeyIsNew() {
        MailContent content = read(composer.accessRecovered(KEY, NOON));

        assertThat(content.text()).contains(KEY.key().name()).contains(KEY.key().prefix() + "...");
        assertThat(content.html()).contains(KEY.key().prefix());
        assertThat(content.code()).isNull();
    }

    @Test
    void onlyMailsThatProveAnAddressHaveACode() {
        assertThat(read(composer.invite(ANN, CODE, DAY, ALPHA, BOB, NOON)).code())
                .isEqualTo("ABC234");
        assertThat(read(composer.inviteKnown(ANN, ALPHA, BOB, NOON)).code()).isNull();
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
        assertThat(composer.invite(ANN, CODE, Duration.ofHours(2), ALPHA, BOB, NOON)
                        .giveUpAt())
                .isEqualTo(NOON.plus(Duration.ofHours(2)));
        assertThat(composer.inviteKnown(ANN, ALPHA, BOB, NOON).giveUpAt()).isEqualTo(NOON.plus(DAY));
        assertThat(composer.verification(ANN, CODE, LIFE, accounts(1), NOON).giveUpAt())
                .isEqualTo(NOON.plus(LIFE));
        assertThat(composer.recovery(KEY.user(), KEY.account(), CODE, LIFE, NOON)
                        .giveUpAt())
                .isEqualTo(NOON.plus(LIFE));
        assertThat(composer.welcome(KEY.user(), KEY.account(), NOON).giveUpAt())
                .isEqualTo(NOON.plus(Duration.ofHours(24)));
        assertThat(composer.accessRecovered(KEY, NOON).giveUpAt()).isEqualTo(NOON.plus(Duration.ofHours(24)));
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
    void anInvitationSaysWhoInvitesWhereAndNoAddress() {
        MailContent invite = read(composer.invite(ANN, CODE, DAY, ALPHA, BOB, NOON));
        MailContent known = read(composer.inviteKnown(ANN, ALPHA, BOB, NOON));

        assertThat(invite.text()).contains("It is valid for 24 hours and works once.");
        assertThat(List.of(invite, known)).allSatisfy(content -> {
            assertThat(content.subject()).isEqualTo("You've been invited to join Alpha on Leadr");
            assertThat(content.text())
                    .startsWith("bob invites you to join the account Alpha on Leadr.")
                    .contains("\nhttps://leadr.example\n");
            assertThat(content.html()).contains("<a href=\"https://leadr.example\">");
            assertThat(content.text() + content.html()).doesNotContain("@");
        });
    }

    @Test
    void theCodeStandsAloneOnItsLine() {
        List<OutgoingMail> mails = List.of(
                composer.verification(ANN, CODE, Duration.ofMinutes(10), NOON),
                composer.invite(ANN, CODE, DAY, ALPHA, BOB, NOON),
                composer.emailChange(ANN, CODE, Duration.ofMinutes(10), NOON));

        assertThat(mails).extracting(this::read).allSatisfy(content -> {
            assertThat(content.text().lines()).containsOnlyOnce("ABC234");
            assertThat(content.html()).contains(">ABC234<");
        });
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
                        "de/verification-invited",
                        "de/recovery",
                        "de/address-known",
                        "de/address-locked",
                        "de/invite",
                        "de/invite-known",
                        "de/welcome",
                        "de/welcome-member",
                        "de/access-recovered",
                        "de/key-created",
                        "de/key-revoked",
                        "de/user-deleted",
                        "de/email-change",
                        "de/email-changed",
                        "en/verification",
                        "en/verification-invited",
                        "en/recovery",
                        "en/address-known",
                        "en/address-locked",
                        "en/invite",
                        "en/invite-known",
                        "en/welcome",
                        "en/welcome-member",
                        "en/access-recovered",
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
                .filteredOn(sample -> WITH_CODE.contains(sample.name().substring(3)))
                .allSatisfy(sample -> assertThat(sample.content().code()).isEqualTo("SAMPLE"));
        assertThat(samples)
                .filteredOn(sample -> !WITH_CODE.contains(sample.name().substring(3)))
                .allSatisfy(sample -> assertThat(sample.content().code()).isNull());
        assertThat(samples).allSatisfy(sample -> assertThat(sample.toString()).doesNotContain("SAMPLE"));
    }
}
