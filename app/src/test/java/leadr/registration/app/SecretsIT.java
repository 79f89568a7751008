package leadr.registration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import leadr.registration.app.RealServer.Answer;
import leadr.registration.app.RealServer.Registration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All flows and failures at DEBUG; then a search of everything that was printed or kept for every secret that was seen. */
class SecretsIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void noSecretIsPrintedOrKept(String format) throws IOException, SQLException {
        Map<String, String> secrets = new LinkedHashMap<>();
        String output;
        try (RealServer server =
                RealServer.start(folder, RealServer.settings("LOG_LEVEL", "DEBUG", "LOG_FORMAT", format))) {
            output = exercise(server, secrets);
        }

        String withoutGreeting = output.replace(superadminKey(), "");
        assertThat(withoutGreeting).contains("leadr.registration");
        assertNoneIn(secrets, "what was printed", withoutGreeting);
        assertNoneIn(secrets, "the database", allRows());
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("superadmin.key") && !file.endsWith("secrets.properties")) {
                    assertNoneIn(
                            secrets,
                            file.toString(),
                            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    /** Every flow and every failure there is; remembers each secret; returns what the process printed. */
    private String exercise(RealServer server, Map<String, String> secrets) throws IOException {
        Registration ada = server.register("ada@example.com", "Ada");
        remember(secrets, ada);
        secrets.put("superadmin key", superadminKey());
        List<Answer> answers = new ArrayList<>();
        answers.add(server.me(ada.apiKey()));
        answers.add(server.me(ada.apiKey() + "x"));
        answers.add(server.me("ldr_" + "Wrong0Checksum0".repeat(3) + "0000"));
        secrets.put("malformed key", "Wrong0Checksum0");
        answers.add(server.get("/v1/me", "Authorization", "Bearer " + ada.apiKey()));
        answers.add(server.get("/v1/me", "Cookie", "session_id=" + ada.apiKey()));
        answers.add(server.complete(ada.token(), "Again"));
        answers.add(server.complete(ada.token() + "x", "Again"));
        answers.add(server.post("/v1/register/complete", "{\"verification_token\":\"" + ada.token() + "\""));
        answers.add(server.post("/v1/register/complete", "{\"verification_token\":[\"" + ada.token() + "\"]}"));
        answers.add(verify(server, "ada@example.com", ada.code()));
        answers.add(server.post("/v1/register/initiate", "{\"email\":\"ada@example.com\"}"));
        answers.add(server.post("/v1/register/resend-code", "{\"email\":\"bob@example.com\"}"));
        String bobsCode = server.awaitCode("bob@example.com");
        secrets.put("code of bob", bobsCode);
        for (int guess = 0; guess < 6; guess++) {
            answers.add(verify(server, "bob@example.com", "WRNG" + guess + "Q"));
            secrets.put("wrong code " + guess, "WRNG" + guess + "Q");
        }
        answers.add(verify(server, "bob@example.com", bobsCode));
        answers.add(server.post("/v1/register/initiate", "{\"email\":\"eve@example.com\"}"));
        String token = RealServer.expect(200, verify(server, "eve@example.com", server.awaitCode("eve@example.com")))
                .field("verification_token");
        secrets.put("token of eve", token);
        answers.add(server.complete(token, "ADA"));
        answers.add(server.complete(token, "A"));
        answers.add(server.complete(token, "Ad\\u0000a"));
        answers.add(server.get("/v1/nowhere/" + ada.code() + "?key=" + ada.apiKey()));
        answers.add(server.get("/v1/me?leadr-api-key=" + ada.apiKey()));

        assertThat(answers).noneMatch(answer -> answer.status() >= 500);
        assertThat(answers).extracting(Answer::status).contains(200, 201, 400, 401, 404, 409, 422, 429);
        for (Answer answer :
                answers.stream().filter(refused -> refused.status() >= 400).toList()) {
            assertNoneIn(secrets, "a refusal", answer.body());
        }
        for (String rubbish : List.of(
                "CONNECT /v1/me?key=" + misplaced(secrets) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: [" + misplaced(secrets) + "\r\n\r\n")) {
            sendRaw(server.port(), rubbish);
        }
        server.terminate();
        assertThat(server.awaitEnd()).isEqualTo(143);
        return server.output();
    }

    /** A secret in a place where none belongs. */
    private static String misplaced(Map<String, String> secrets) {
        String key = "ldr_" + "misplaced".repeat(5);
        secrets.put("misplaced key", key);
        return key;
    }

    private static void sendRaw(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 400");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Answer verify(RealServer server, String email, String code) {
        return server.post("/v1/register/verify", "{\"email\":\"" + email + "\",\"code\":\"" + code + "\"}");
    }

    private static void remember(Map<String, String> secrets, Registration registration) {
        secrets.put("code", registration.code());
        secrets.put("token", registration.token());
        secrets.put("api key", registration.apiKey());
        secrets.put("end of the api key", registration.apiKey().substring(14));
    }

    private String superadminKey() throws IOException {
        return Files.readString(folder.resolve("data/superadmin.key")).strip();
    }

    private static void assertNoneIn(Map<String, String> secrets, String place, String text) {
        secrets.forEach((name, secret) ->
                assertThat(text.contains(secret)).as("%s in %s", name, place).isFalse());
    }

    /** Every value of every table, bytes both as they are and in hexadecimal. */
    private String allRows() throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(
                "jdbc:h2:file:" + folder.toAbsolutePath().resolve("data/registration"), "sa", "")) {
            List<String> tables = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet names = statement.executeQuery(
                            "select table_name from information_schema.tables where table_schema = 'PUBLIC'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            assertThat(tables).contains("MAILS", "AUDIT_EVENTS", "DEV_INBOX");
            for (String table : tables) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("select * from \"" + table + "\"")) {
                    while (rows.next()) {
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            all.append(rows.getString(column)).append('\n');
                            byte[] bytes = rows.getObject(column) instanceof byte[] raw ? raw : new byte[0];
                            all.append(new String(bytes, StandardCharsets.ISO_8859_1))
                                    .append('\n');
                        }
                    }
                }
            }
        }
        return all.toString();
    }
}
