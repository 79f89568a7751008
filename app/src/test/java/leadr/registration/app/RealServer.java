package leadr.registration.app;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real jar in a process of its own, and a person who registers with it. */
final class RealServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern TEXT_FIELD = Pattern.compile("\"(\\w+)\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Process process;
    private final Path output;
    private final int port;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private RealServer(Process process, Path output, int port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    /** Starts the jar in this folder and waits until it is ready. */
    static RealServer start(Path folder, Map<String, String> settings, String... jvmArguments) {
        RealServer server = launch(folder, settings, jvmArguments);
        server.awaitReady();
        return server;
    }

    /** Starts the jar and does not wait. */
    static RealServer launch(Path folder, Map<String, String> settings, String... jvmArguments) {
        try {
            int port = freePort();
            Path output = Files.createTempFile(folder, "output-", ".txt");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC"));
            command.addAll(List.of(jvmArguments));
            command.addAll(List.of("-jar", System.getProperty("registration.jar")));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            Map<String, String> environment = builder.environment();
            environment.clear();
            environment.put("HTTP_PORT", Integer.toString(port));
            environment.put("RESEND_COOLDOWN_SECONDS", "0");
            environment.put("REGISTRATION_RATE_LIMIT_PER_HOUR", "0");
            environment.putAll(settings);
            return new RealServer(builder.start(), output, port);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One that nobody listens on at the moment. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!output().contains("Ready at ")) {
            if (endsSoon() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError("the server did not start:\n" + output());
            }
        }
    }

    /** Leaves the processor to the server for a moment, or until it ends. */
    private boolean endsSoon() {
        try {
            return process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** All it has printed. */
    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int port() {
        return port;
    }

    /** An answer, and what it holds; {@code Retry-After} where it has one. */
    record Answer(int status, Optional<String> retryAfter, String body) {
        /** A text field of the answer, wherever it stands first. */
        String field(String name) {
            return fields(name).stream()
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + name + " in " + status + " " + body));
        }

        List<String> fields(String name) {
            List<String> values = new ArrayList<>();
            Matcher fields = TEXT_FIELD.matcher(body);
            while (fields.find()) {
                if (fields.group(1).equals(name)) {
                    values.add(fields.group(2));
                }
            }
            return values;
        }
    }

    Answer get(String path, String... headers) {
        HttpRequest.Builder request = request(path).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    Answer post(String path, String json, String... headers) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().firstValue("Retry-After"), response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** Everything secret that one registration has shown. */
    record Registration(String email, String code, String token, String accountId, String apiKey) {}

    /** Registers from the first request to the API key. */
    Registration register(String email, String accountName) {
        expect(201, initiate(email));
        String code = awaitCode(email);
        Answer verified = expect(200, verify(email, code));
        String token = verified.field("verification_token");
        Answer completed = expect(201, complete(token, accountName));
        return new Registration(email, code, token, completed.field("account_id"), completed.field("api_key"));
    }

    Answer initiate(String email) {
        return post("/v1/register/initiate", "{\"email\":\"" + email + "\"}");
    }

    Answer verify(String email, String code) {
        return post("/v1/register/verify", "{\"email\":\"" + email + "\",\"code\":\"" + code + "\"}");
    }

    Answer complete(String token, String accountName) {
        return post(
                "/v1/register/complete",
                "{\"verification_token\":\"" + token + "\",\"account_name\":\"" + accountName + "\"}");
    }

    /** Asks again and again until the answer has this status. */
    @CanIgnoreReturnValue
    Answer awaitStatus(int status, Supplier<Answer> call) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Answer answer = call.get();
        while (answer.status() != status) {
            if (endsSoon() || System.nanoTime() > end) {
                throw new AssertionError("expected " + status + ", got " + answer + "\n" + output());
            }
            answer = call.get();
        }
        return answer;
    }

    Answer me(String apiKey) {
        return get("/v1/me", "leadr-api-key", apiKey);
    }

    /** Waits until a mail with a code for this address is in the dev inbox. */
    String awaitCode(String email) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Pattern mail = Pattern.compile("\"to\":\"" + Pattern.quote(email) + "\".*?\"code\":(?:null|\"(\\w+)\")");
        while (System.nanoTime() < end) {
            Matcher found = mail.matcher(get("/dev/inbox.json").body());
            if (found.find()) {
                return Optional.ofNullable(found.group(1))
                        .orElseThrow(() -> new AssertionError("the newest mail has no code"));
            }
            if (endsSoon()) {
                throw new AssertionError("the server ended:\n" + output());
            }
        }
        throw new AssertionError("no mail came for " + email);
    }

    @CanIgnoreReturnValue
    static Answer expect(int status, Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError("expected " + status + ", got " + answer);
        }
        return answer;
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Waits for the end, at most a minute, and returns the exit code. */
    @CanIgnoreReturnValue
    int awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the process did not end:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The settings of a server that sends its mails to this port here. */
    static Map<String, String> mailingTo(int smtpPort) {
        return settings(
                "ENV",
                "DEV",
                "MAIL_TRANSPORT",
                "smtp",
                "SMTP_HOST",
                "127.0.0.1",
                "SMTP_PORT",
                Integer.toString(smtpPort),
                "SMTP_TLS",
                "none",
                "MAIL_FROM",
                "LEADR <no-reply@example.com>");
    }

    static Map<String, String> settings(String... namesAndValues) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return settings;
    }
}
