package leadr.registration.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import leadr.registration.application.mail.PreferredLanguages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcceptLanguageTest {
    private Api api;
    private int mailboxes;

    @BeforeAll
    void start() {
        api = Api.start();
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private int post(String path, String json, String... headers) {
        var request =
                api.request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
        for (String header : headers) {
            request.header("Accept-Language", header);
        }
        return api.send(request).statusCode();
    }

    /** The language of the mail that a request with these header lines causes. */
    private String languageFor(String... headers) {
        mailboxes++;
        assertThat(post("/v1/register/initiate", "{\"email\":\"a" + mailboxes + "@example.com\"}", headers))
                .isEqualTo(201);
        return api.service.lastMail().language();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | de",
                "DE | de",
                "de-AT | de",
                "de-Latn-CH-1996 | de",
                "de-AT;q=0.9, fr | de",
                "fr | en",
                "en-GB, de | en",
                "de;q=0.5, en;q=0.4 | de",
                "en;q=0.4, de;q=0.5 | de",
                "en;q=0.4,de;q=0.40 | en",
                "de , en | de",
                ",de,,en, | de",
                "de ;\tQ=0.001 | de",
                "* | en",
                "*, de;q=0.5 | de",
                "de, *;q=0 | de",
                "de;q=0 | en",
                "de;q=0, * | en",
                "de-AT, de;q=0 | en",
                "den | en",
                "d | en"
            })
    void theMailIsInTheBestLanguageThereIs(String header, String language) {
        assertThat(languageFor(header)).isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "de;q=2",
                "de;q=1.5",
                "de;q=-1",
                "de;q=NaN",
                "de;q=",
                "de;q=0.1234",
                "de;",
                "de;x=1",
                "de, en;q",
                "de en",
                "de_DE",
                "de-",
                "*-DE",
                "de-toolongsubtag",
                "de, <script>",
                "Accept-Language: de"
            })
    void aMalformedHeaderSaysNothing(String header) {
        assertThat(AcceptLanguage.parse(header)).isEqualTo(PreferredLanguages.NONE);
        assertThat(languageFor(header)).isEqualTo("en");
    }

    @Test
    void anOverlongHeaderSaysNothing() {
        String longest = "de," + "x".repeat(5) + ", en".repeat(123);
        assertThat(longest).hasSize(500);

        assertThat(languageFor(longest)).isEqualTo("de");
        assertThat(languageFor(longest + ",")).isEqualTo("en");
    }

    @Test
    void severalLinesAreOneList() {
        assertThat(languageFor("fr", "de")).isEqualTo("de");
        assertThat(languageFor()).isEqualTo("en");
    }

    @Test
    void everyCallThatCausesAMailTakesItsOwnLanguage() {
        String address = "{\"email\":\"resent@example.com\"}";
        assertThat(post("/v1/register/initiate", address)).isEqualTo(201);
        api.service.pass(Duration.ofMinutes(2));
        assertThat(post("/v1/register/resend-code", address, "de")).isEqualTo(200);
        assertThat(api.service.lastMail().subject()).isEqualTo("Konto bei LEADR bestätigen");

        String token = api.tokenFor("welcome@example.com");
        assertThat(post(
                        "/v1/register/complete",
                        "{\"verification_token\":\"" + token + "\",\"account_name\":\"Über & <b>\"}",
                        "de-CH"))
                .isEqualTo(201);
        assertThat(api.service.lastMail().subject()).isEqualTo("Willkommen bei LEADR, Über & <b>!");
        assertThat(api.service.lastMail().html()).contains("Name: Über &amp; &lt;b&gt;<br>");
    }

    @Test
    void aNameWithLineBreaksNeverReachesASubject() {
        String token = api.tokenFor("injector@example.com");

        assertThat(post(
                        "/v1/register/complete",
                        "{\"verification_token\":\"" + token + "\",\"account_name\":\"A\\r\\nBcc: eve@example.com\"}"))
                .isEqualTo(400);
        assertThat(api.service.lastMail().subject()).isEqualTo("Verify your LEADR account");
    }
}
