package leadr.registration.adapter.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import leadr.registration.application.mail.DevInbox;
import org.jspecify.annotations.Nullable;

/** A running server over the real use cases, and a client for it. */
final class Api implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Service service = new Service();
    final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Api(HttpSettings settings, @Nullable DevInbox inbox) {
        this.server = HttpServer.start(settings, service.useCases(), service, inbox, service.clock());
    }

    static HttpSettings settings() {
        return new HttpSettings("127.0.0.1", 0, "/v1", "http://localhost:8080", List.of(), false);
    }

    static Api start() {
        return new Api(settings(), limit -> List.of());
    }

    static Api start(HttpSettings settings, @Nullable DevInbox inbox) {
        return new Api(settings, inbox);
    }

    int port() {
        return server.port();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    @CanIgnoreReturnValue
    HttpResponse<String> post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** Proves an address. */
    String tokenFor(String email) {
        post("/v1/register/initiate", "{\"email\":\"" + email + "\"}");
        HttpResponse<String> verified =
                post("/v1/register/verify", "{\"email\":\"" + email + "\",\"code\":\"" + service.lastCode() + "\"}");
        return json(verified).get("verification_token").textValue();
    }

    /** Registers an address and answers what complete answered. */
    JsonNode register(String email, String accountName) {
        return json(post(
                "/v1/register/complete",
                "{\"verification_token\":\"" + tokenFor(email) + "\",\"account_name\":\"" + accountName + "\"}"));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return json(answer.body());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new IllegalStateException(notJson);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
