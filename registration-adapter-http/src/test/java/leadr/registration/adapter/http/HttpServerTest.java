package leadr.registration.adapter.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {
    @Test
    void healthTellsLifeFromReadiness() {
        try (Api api = Api.start()) {
            assertThat(api.get("/v1/health/live").body()).isEqualTo("{\"status\":\"up\"}");
            assertThat(api.get("/v1/health/ready").body()).isEqualTo("{\"status\":\"up\"}");
            api.service.setReady(false);
            assertThat(api.get("/v1/health/live").statusCode()).isEqualTo(200);
            HttpResponse<String> unready = api.get("/v1/health/ready");
            assertThat(unready.statusCode()).isEqualTo(503);
            assertThat(Api.json(unready).get("code").textValue()).isEqualTo("service_unavailable");
            assertThat(unready.headers().firstValue("Retry-After")).contains("5");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/api/v2", "/api/v2/"})
    void thePrefixIsASetting(String prefix) {
        HttpSettings settings = new HttpSettings("127.0.0.1", 0, prefix, "http://localhost:8080", List.of(), true);
        try (Api api = Api.start(settings, null)) {
            String base = prefix.replaceAll("/$", "");
            assertThat(api.get(base + "/health/live").statusCode()).isEqualTo(200);
            assertThat(api.get("/v1/health/live").statusCode()).isEqualTo(404);
            assertThat(api.get("/problems/not_found").statusCode()).isEqualTo(200);
            assertThat(api.post(base + "/register/initiate", "{\"email\":\"bob@x.test\"}")
                            .statusCode())
                    .as("special-use domains are allowed here")
                    .isEqualTo(201);
        }
    }

    /** @param meanwhile while one request is worked on and the server closes; gets the port and the request */
    private static void closeWhileOneIsWorkedOn(BiConsumer<Integer, Future<HttpResponse<String>>> meanwhile)
            throws Exception {
        Api api = Api.start();
        int port = api.port(); // a closed server has none
        Held held = Held.in(api.service);
        CompletableFuture<HttpResponse<String>> running = CompletableFuture.supplyAsync(
                () -> api.post("/v1/register/initiate", "{\"email\":\"bob@example.com\"}"));
        held.awaitOne();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(api::close);
        meanwhile.accept(port, running);
        held.letGo();
        assertThat(running.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
        closing.get(10, TimeUnit.SECONDS);
    }

    @Test
    void closingFinishesWhatIsInFlightAndTakesNothingNew() throws Exception {
        closeWhileOneIsWorkedOn((port, running) -> assertThat(refusedSoon(port)).isTrue());
    }

    @Test
    void aRequestThatIsWorkedOnForLongIsAnsweredAlthoughTheServerCloses() throws Exception {
        // Longer than silent connections are kept open by then.
        closeWhileOneIsWorkedOn((port, running) ->
                assertThatThrownBy(() -> running.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class));
    }

    private static boolean refusedSoon(int port) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
        while (System.nanoTime() < end) {
            try {
                if (Raw.send(port, "GET /v1/health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                                .status()
                        == 503) {
                    return true;
                }
            } catch (UncheckedIOException shut) {
                return !(shut.getCause() instanceof SocketTimeoutException);
            }
        }
        return false;
    }

    @Test
    void aClientWhoFallsSilentIsNotWaitedForForever() throws Exception {
        Service service = new Service();
        try (HttpServer server = HttpServer.start(
                        Api.settings(),
                        service.useCases(),
                        service,
                        null,
                        List.of(),
                        service.clock(),
                        new HttpServer.Patience(100, Duration.ofMillis(300), Duration.ofSeconds(10)));
                Socket silent = Raw.open(server.port());
                Socket halfway = Raw.open(server.port())) {
            halfway.getOutputStream()
                    .write(("POST /v1/register/initiate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 20\r\n\r\n{")
                            .getBytes(US_ASCII));
            halfway.getOutputStream().flush();
            Raw answer = Raw.read(halfway);
            assertThat(answer.status()).isEqualTo(408);
            assertThat(Api.json(answer.body()).get("code").textValue()).isEqualTo("request_timeout");
            assertThat(silent.getInputStream().read())
                    .as("the end of the connection")
                    .isEqualTo(-1);
        }
    }

    @Test
    void aClosedServerLetsItsPortGoAndClosesTwiceWithoutHarm() {
        Api api = Api.start();
        int port = api.port();
        api.close();
        api.close();
        HttpSettings again = new HttpSettings("127.0.0.1", port, "/v1", "http://localhost:8080", List.of(), false);
        try (Api next = Api.start(again, null)) {
            assertThat(next.get("/v1/health/live").statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> Api.start(again, null)).isInstanceOf(JavalinBindException.class);
        }
    }

    @Test
    void aRouteThatDoesNotSayWhoMayCallItDoesNotStart() {
        assertThatThrownBy(() -> Javalin.create(config -> {
                    Routes guarded = Routes.of(config);
                    guarded.get("/open", Access.PUBLIC, ctx -> {});
                    config.routes.get("/forgotten", ctx -> {});
                }))
                .hasStackTraceContaining("GET /forgotten does not say who may call it");
    }

    @Test
    void nothingIsPrintedAboutTheFrameworkAtStart() {
        try (LogLines log = LogLines.capture();
                Api api = Api.start()) {
            assertThat(api.get("/v1/health/live").statusCode()).isEqualTo(200);
            assertThat(log.nextRequest()).isNotNull();
            assertThat(log.text()).doesNotContain("Javalin");
        }
    }
}
