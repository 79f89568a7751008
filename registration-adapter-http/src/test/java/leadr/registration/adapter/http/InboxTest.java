package leadr.registration.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import leadr.registration.application.mail.DevInbox;
import leadr.registration.application.mail.DevInbox.Received;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxTest {
    private static final Instant SENT = Instant.parse("2026-11-20T12:00:00Z");
    private static final DevInbox TWO_MAILS = limit -> List.of(
            new Received(
                    "new@example.com",
                    "New <b>&\"'",
                    "Your code:\n\nABC234\n<script>alert(1)</script>",
                    "<p onclick=\"x\">ABC234</p>",
                    "ABC234",
                    SENT),
            new Received("old@example.com", "Old", "Welcome", "<p>Welcome</p>", null, SENT.minusSeconds(1)));

    private Api api;

    @BeforeAll
    void start() {
        api = Api.start(Api.settings(), TWO_MAILS);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private Raw inbox(String suffix, String headers) {
        return Raw.send(api.port(), "GET /dev/inbox" + suffix + " HTTP/1.1\r\n" + headers + "\r\n\r\n");
    }

    private void assertUnknown(Raw answer) {
        Raw unknown = Raw.send(api.port(), "GET /dev/nope HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(withoutIds(answer)).isEqualTo(withoutIds(unknown));
    }

    private static String withoutIds(Raw answer) {
        return answer.toString()
                .replaceAll("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", "id")
                .replaceAll("Date: [^,]+, [^,]+", "Date");
    }

    @Test
    void theJsonListsTheNewestFirstWithAllMembers() {
        JsonNode mails = Api.json(api.get("/dev/inbox.json"));
        assertThat(mails)
                .isEqualTo(Api.json("[{\"to\":\"new@example.com\",\"subject\":\"New <b>&\\\"'\","
                        + "\"text\":\"Your code:\\n\\nABC234\\n<script>alert(1)</script>\","
                        + "\"html\":\"<p onclick=\\\"x\\\">ABC234</p>\",\"code\":\"ABC234\","
                        + "\"sent_at\":\"2026-11-20T12:00:00Z\"},"
                        + "{\"to\":\"old@example.com\",\"subject\":\"Old\",\"text\":\"Welcome\","
                        + "\"html\":\"<p>Welcome</p>\",\"code\":null,\"sent_at\":\"2026-11-20T11:59:59Z\"}]"));
    }

    @Test
    void thePageShowsTheCodeAndNothingInAMailComesAlive() {
        String page = api.get("/dev/inbox").body();
        assertThat(page)
                .contains("<p class=\"code\">ABC234</p>")
                .contains("<h2>New &lt;b&gt;&amp;&quot;&#39;</h2>")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("&lt;p onclick=&quot;x&quot;&gt;ABC234&lt;/p&gt;")
                .doesNotContain("<script", "onclick=\"", "<b>");
        assertThat(page.indexOf("new@example.com")).isLessThan(page.indexOf("old@example.com"));
        assertThat(page.split("class=\"code\"", -1)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST", "localhost:8080", "127.0.0.1", "127.9.9.9:80", "[::1]", "[::1]:8080"})
    void aLoopbackHostIsLetIn(String host) {
        assertThat(inbox("", "Host: " + host).status()).isEqualTo(200);
        assertThat(inbox(".json/", "Host: " + host).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil-localhost",
                "128.0.0.1",
                "10.0.0.1",
                "[::2]",
                "localhost.",
                "xlocalhost:8080"
            })
    void anotherHostFindsNothing(String host) {
        assertUnknown(inbox("", "Host: " + host));
        assertUnknown(inbox(".json", "Host: " + host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=127.0.0.1",
                "X-Forwarded-For: 127.0.0.1",
                "X-Forwarded-Host: localhost",
                "x-forwarded-proto: https",
                "X-Forwarded-Anything: 1",
                "X-Real-IP: 127.0.0.1",
                "Via: 1.1 proxy"
            })
    void aCallByWayOfAProxyFindsNothing(String header) {
        assertUnknown(inbox("", "Host: localhost\r\n" + header));
        assertUnknown(inbox(".json", "Host: localhost\r\n" + header));
    }

    @Test
    void neitherMethodNorBodyShowsAStrangerThatTheRouteIsThere() {
        String stranger = " HTTP/1.1\r\nHost: evil\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\nx";
        for (String method : List.of("POST", "DELETE", "GET", "TRACE")) {
            assertUnknown(Raw.send(api.port(), method + " /dev/inbox" + stranger));
            assertUnknown(Raw.send(api.port(), method + " /dev/inbox.json" + stranger));
        }
    }

    @Test
    void withoutAnInboxThereIsNoRoute() {
        try (Api none = Api.start(Api.settings(), null)) {
            assertThat(none.get("/dev/inbox").statusCode()).isEqualTo(404);
            assertThat(none.get("/dev/inbox.json").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void theTemplatesAreShownWithSampleValuesAndNothingInThemComesAlive() {
        assertThat(api.get("/dev/inbox").body()).contains("<a href=\"/dev/inbox/templates\">");

        HttpResponse<String> answer = api.get("/dev/inbox/templates");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .isEqualTo(api.get("/dev/inbox").headers().firstValue("Content-Security-Policy"));
        String page = answer.body();
        for (String kind : List.of(
                "verification",
                "verification-invited",
                "recovery",
                "address-known",
                "address-locked",
                "invite",
                "invite-known",
                "welcome",
                "welcome-member",
                "access-recovered",
                "key-created",
                "key-revoked",
                "user-deleted",
                "email-change",
                "email-changed")) {
            for (String language : List.of("de/", "en/")) {
                assertThat(page)
                        .contains("<a href=\"#" + language + kind + "\">")
                        .contains("<article id=\"" + language + kind + "\">")
                        .contains("<a href=\"/dev/inbox/templates/" + language + kind + "\">");
            }
        }
        assertThat(page)
                .contains("<h2>Konto bei LEADR bestätigen</h2>", "<pre lang=\"de\">Der Code für LEADR:\n\nSAMPLE\n")
                .contains("<h2>Welcome to LEADR, Sample &amp; &lt;Example&gt;!</h2>")
                .contains("<p class=\"code\">SAMPLE</p>")
                .doesNotContain("<script", "<Example>", "style=\"");
    }

    @Test
    void theHtmlPartOfATemplateIsShownInABox() {
        HttpResponse<String> answer = api.get("/dev/inbox/templates/de/verification");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("<!doctype html>\n<html lang=\"de\">")
                .contains("SAMPLE");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .contains("default-src 'none'; style-src 'unsafe-inline'; sandbox;"
                        + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
        assertThat(api.get("/dev/inbox/templates/de/nope").statusCode()).isEqualTo(404);
        assertThat(api.get("/dev/inbox/templates/xx/verification").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/templates", "/templates/de/verification"})
    void theTemplatesAreForWhoSitsAtThisMachineToo(String page) {
        assertThat(inbox(page, "Host: localhost").status()).isEqualTo(200);
        assertUnknown(inbox(page, "Host: evil.example"));
        assertUnknown(inbox(page, "Host: localhost\r\nX-Forwarded-For: 127.0.0.1"));
        assertUnknown(Raw.send(
                api.port(), "POST /dev/inbox" + page + " HTTP/1.1\r\nHost: evil\r\nContent-Length: 0\r\n\r\n"));
        try (Api none = Api.start(Api.settings(), null)) {
            assertThat(none.get("/dev/inbox" + page).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void atMostAHundredMailsAreShown() {
        DevInbox full = limit -> IntStream.range(0, 150)
                .mapToObj(number -> new Received("a@example.com", "s", "t", "h", null, SENT))
                .toList();
        try (Api crowded = Api.start(Api.settings(), full)) {
            assertThat(Api.json(crowded.get("/dev/inbox.json"))).hasSize(100);
        }
    }

    @Test
    void aPeerFromElsewhereFindsNothing() throws SocketException {
        Optional<InetAddress> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        assumeTrue(outside.isPresent(), "needs a second address");
        HttpSettings everywhere = new HttpSettings("0.0.0.0", 0, "/v1", "http://localhost:8080", List.of(), false);
        try (Api open = Api.start(everywhere, TWO_MAILS)) {
            assertThat(Raw.send(
                                    outside.orElseThrow(),
                                    open.port(),
                                    "GET /dev/inbox HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .status())
                    .isEqualTo(404);
        }
    }
}
