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
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.apikey.ApiKeySecret;
import org.jspecify.annotations.Nullable;

/** A running server over the real use cases, and a client for it. */
final class Api implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Service service = new Service();
    final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Api(HttpSettings settings, @Nullable DevInbox inbox) {
        this.server =
                HttpServer.start(settings, service.useCases(), service, inbox, service.samples(), service.clock());
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

    /** Registers an address and calls with its key. */
    Client owner(String email, String accountName) {
        return new Client(this, register(email, accountName).get("api_key").textValue());
    }

    /** Somebody who may do everything. */
    Client superadmin() {
        JsonNode registered = register("root@example.com", "Root");
        UserId id = UserId.parse(registered.get("user_id").textValue());
        service.in(store -> store.users()
                .update(store.users().findForUpdate(id).orElseThrow().asSuperAdmin(Service.NOON)));
        return new Client(this, registered.get("api_key").textValue());
    }

    /** A member of an account of which nobody else is. */
    Client member() {
        Account account = Fixtures.account("Members");
        User user = Fixtures.user(account, "member@example.com", UserStatus.ACTIVE);
        ApiKeySecret secret = Fixtures.SECRETS.apiKey();
        service.in(store -> {
            store.accounts().add(account);
            store.users().add(user);
            store.apiKeys().add(Fixtures.key(user, secret));
        });
        return new Client(this, secret.secret().reveal());
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
