package leadr.registration.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import leadr.registration.adapter.jpa.PersistenceSettings;
import leadr.registration.app.bench.Floor.Founding;
import leadr.registration.app.bench.Floor.Guess;
import leadr.registration.app.bench.Floor.Mail;
import leadr.registration.app.bench.Floor.NewCode;
import leadr.registration.app.bench.Floor.Trace;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretGenerator;

/**
 * The same three calls with the same JSON in plain JDBC, on the tables of the product. Random bytes, keyed hashes and the
 * sealing of mails are there as well, because without them other rows would be written.
 */
public final class FloorServer {
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final SecretGenerator random = SecretGenerator.secure();
    private final IdGenerator ids = IdGenerator.timeOrdered(Instant::now, random);
    private final FloorSecrets secrets = new FloorSecrets(random);
    private final Floor floor;

    private FloorServer(Floor floor) {
        this.floor = floor;
    }

    /** Takes the settings {@code HTTP_PORT}, {@code DB_URL} and {@code DB_USER}, or {@code DATA_DIR}, as the product does. */
    public static void main(String... arguments) {
        Map<String, String> environment = System.getenv();
        String url = environment.getOrDefault("DB_URL", "");
        boolean postgres = !url.isEmpty();
        PersistenceSettings settings = postgres
                ? PersistenceSettings.postgres(url, Postgres.USER, null)
                : PersistenceSettings.h2File(Path.of(environment.getOrDefault("DATA_DIR", "data")));
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.jdbcUrl());
        config.setUsername(settings.user());
        config.setMaximumPoolSize(settings.poolSize());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setAutoCommit(postgres);
        HikariDataSource pool = new HikariDataSource(config);
        FloorServer server = new FloorServer(postgres ? new FloorOnPostgres(pool) : new FloorOnH2(pool));
        RouteServer.start(routes -> {
            routes.post("/v1/register/initiate", server::initiate);
            routes.post("/v1/register/verify", server::verify);
            routes.post("/v1/register/complete", server::complete);
        });
        Runtime.getRuntime().addShutdownHook(new Thread(pool::close, "shutdown"));
    }

    private void initiate(Context ctx) throws SQLException, IOException, GeneralSecurityException {
        String email = RouteServer.read(ctx).path("email").asText();
        String code = secrets.code();
        String mailbox = secrets.mailbox(email);
        UUID mail = ids.next();
        floor.initiate(new NewCode(
                ids.next(),
                email,
                mailbox,
                secrets.digest(mailbox, code),
                new Mail(mail, secrets.seal(mail, FloorSecrets.verification(code))),
                trace()));
        RouteServer.answer(ctx, CREATED, new CodeSent("Verification code sent to email", Floor.CODE_MINUTES * 60));
    }

    private void verify(Context ctx) throws SQLException, IOException, GeneralSecurityException {
        JsonNode body = RouteServer.read(ctx);
        String email = body.path("email").asText();
        String mailbox = secrets.mailbox(email);
        UUID code = floor.verify(
                new Guess(mailbox, secrets.digest(mailbox, body.path("code").asText()), trace()));
        if (code == null) {
            ctx.status(400).result("wrong code");
            return;
        }
        RouteServer.answer(ctx, OK, new CodeVerified(secrets.token(code, email), 600, "registration"));
    }

    private void complete(Context ctx) throws SQLException, IOException, GeneralSecurityException {
        JsonNode body = RouteServer.read(ctx);
        FloorSecrets.Claims claims =
                secrets.read(body.path("verification_token").asText());
        String name = body.path("account_name").asText();
        String slug = name.toLowerCase(Locale.ROOT).replace(' ', '-');
        String apiKey = "ldr_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random.bytes(32)) + "000000";
        UUID account = ids.next();
        UUID user = ids.next();
        UUID mail = ids.next();
        boolean done = floor.complete(new Founding(
                claims.code(),
                claims.email(),
                account,
                name,
                slug,
                user,
                new Floor.Key(ids.next(), apiKey.substring(0, 14), secrets.digest("", apiKey)),
                new Mail(mail, secrets.seal(mail, FloorSecrets.welcome(name))),
                trace()));
        if (!done) {
            ctx.status(400).result("wrong token");
            return;
        }
        RouteServer.answer(ctx, CREATED, new Completed("acc_" + account, name, slug, apiKey, name, "usr_" + user));
    }

    private record CodeSent(String message, long codeExpiresIn) {}

    private record CodeVerified(String verificationToken, long expiresIn, String type) {}

    private record Completed(
            String accountId,
            String accountName,
            String accountSlug,
            String apiKey,
            String displayName,
            String userId) {}

    private Trace trace() {
        return new Trace(
                ids.next(),
                ids.next(),
                Instant.now().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    }
}
