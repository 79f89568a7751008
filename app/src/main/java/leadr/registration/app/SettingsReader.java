package leadr.registration.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import leadr.registration.adapter.http.HttpSettings;
import leadr.registration.adapter.jpa.PersistenceSettings;
import leadr.registration.adapter.smtp.SmtpSettings;
import leadr.registration.app.Settings.Secrets;
import leadr.registration.application.access.BootstrapSuperadmin;
import leadr.registration.application.mail.MailTemplates;
import leadr.registration.application.secret.KeyRing;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Slug;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.VerificationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings from the environment and checks them together: every problem is named in one message, and none of
 * them with the value of a secret. An empty value counts as absent.
 */
final class SettingsReader {
    private static final int DAY = 86_400;
    private static final int FEWEST_DIFFERENT_CHARACTERS = 10;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+|\\[?[0-9A-Fa-f:.]+]?");
    private static final Pattern PUBLIC_URL = Pattern.compile("https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/?");

    private static final Pattern POSTGRES_URL = Pattern.compile("jdbc:postgresql://[^/?@\\s]+/[^/?\\s]+(?:\\?\\S*)?");
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)[?&](?:user|password)=");

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    private SettingsReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @throws Settings.Wrong with every problem, one a line */
    static Settings read(Map<String, String> environment) throws Settings.Wrong {
        SettingsReader reader = new SettingsReader(environment);
        Settings settings = reader.read();
        if (settings == null || !reader.problems.isEmpty()) {
            throw new Settings.Wrong(reader.problems);
        }
        return settings;
    }

    private @Nullable Settings read() {
        boolean production = isProduction();
        Path dataDir = value("DATA_DIR", "data", Path::of, "expected a path");
        HttpSettings http = http(production);
        PersistenceSettings persistence = persistence(dataDir);
        SmtpSettings smtp = smtp(production);
        int mailWorkers = number("MAIL_WORKERS", 2, 0, 16);
        Duration keyCacheLife = Duration.ofSeconds(number("KEY_CACHE_SECONDS", 2, 0, 60));
        Secrets secrets = secrets(production);
        VerificationPolicy policy = new VerificationPolicy(
                Duration.ofSeconds(number("VERIFICATION_CODE_EXPIRY_SECONDS", 600, 1, DAY)),
                VerificationPolicy.DEFAULT.inviteCodeLife(),
                number("VERIFICATION_MAX_ATTEMPTS", 5, 1, 20),
                Duration.ofSeconds(number("VERIFICATION_ATTEMPT_WINDOW_SECONDS", 3600, 1, DAY)),
                Duration.ofSeconds(number("RESEND_COOLDOWN_SECONDS", 60, 0, 3600)),
                number("REGISTRATION_RATE_LIMIT_PER_HOUR", 3, 0, 1000));
        Duration tokenLife = Duration.ofSeconds(number("VERIFICATION_TOKEN_EXPIRY_SECONDS", 600, 1, DAY));
        boolean recoveryEnabled = flag("RECOVERY_ENABLED", true);
        Duration auditRetention = Duration.ofDays(number("AUDIT_RETENTION_DAYS", 365, 1, 3650));
        String productName =
                value("PRODUCT_NAME", "LEADR", name -> new AccountName(name).value(), "expected 2 to 100 characters");
        MailTemplates templates = mailTemplates();
        String logFormat = value("LOG_FORMAT", "text", oneOf("text", "json"), "expected text or json");
        String logLevel = value(
                "LOG_LEVEL", "INFO", oneOf("ERROR", "WARN", "INFO", "DEBUG"), "expected ERROR, WARN, INFO or DEBUG");
        BootstrapSuperadmin.Command superadmin = superadmin(production);
        if (dataDir == null
                || http == null
                || persistence == null
                || productName == null
                || logFormat == null
                || logLevel == null
                || superadmin == null) {
            return null;
        }
        return new Settings(
                production,
                dataDir,
                http,
                persistence,
                smtp,
                mailWorkers,
                keyCacheLife,
                secrets,
                policy,
                tokenLife,
                recoveryEnabled,
                auditRetention,
                productName,
                templates,
                superadmin);
    }

    private boolean isProduction() {
        Optional<String> mode = text("ENV");
        if (mode.isEmpty()) {
            Stream.of("SMTP_HOST", "DB_URL", "TRUSTED_PROXIES", "PUBLIC_URL")
                    .filter(name -> text(name).isPresent())
                    .forEach(name -> problem("ENV", "is not set, but " + name + " is: say ENV=DEV or ENV=PROD"));
            if (text("HTTP_HOST").filter(host -> !Settings.isLoopback(host)).isPresent()) {
                problem("ENV", "is not set, but HTTP_HOST is open to others: say ENV=DEV or ENV=PROD");
            }
            return false;
        }
        if (!Set.of("DEV", "PROD").contains(mode.get())) {
            problem("ENV", "expected DEV or PROD");
        }
        return mode.get().equals("PROD");
    }

    private @Nullable HttpSettings http(boolean production) {
        String host = text("HTTP_HOST").orElse(production ? "0.0.0.0" : "127.0.0.1");
        if (!production && !Settings.isLoopback(host) && !flag("ALLOW_DEV_ON_NETWORK", false)) {
            problem(
                    "HTTP_HOST",
                    "is open to others, and DEV shows codes and keys: set ENV=PROD, or ALLOW_DEV_ON_NETWORK=true");
        }
        if (!HOST.matcher(host).matches()) {
            problem("HTTP_HOST", "expected an address or a host name");
        }
        int port = number("HTTP_PORT", 8080, 1, 65_535);
        if (production && text("PUBLIC_URL").isEmpty()) {
            problem("PUBLIC_URL", "is required in PROD: the address people use, such as https://register.example.com");
        }
        String publicUrl = text("PUBLIC_URL").orElse("http://localhost:" + port);
        if (!PUBLIC_URL.matcher(publicUrl).matches()) {
            problem("PUBLIC_URL", "expected http:// or https://, a host, and no path");
            return null;
        }
        try {
            return new HttpSettings(
                    host,
                    port,
                    text("API_PREFIX").orElse("/v1"),
                    publicUrl.replaceAll("/$", ""),
                    text("TRUSTED_PROXIES")
                            .map(list -> List.of(list.split("\\s*,\\s*")))
                            .orElse(List.of()),
                    flag("ALLOW_SPECIAL_USE_EMAIL", false));
        } catch (IllegalArgumentException wrong) {
            problem("API_PREFIX, TRUSTED_PROXIES", String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    private @Nullable PersistenceSettings persistence(@Nullable Path dataDir) {
        int poolSize = number("DB_POOL_SIZE", PersistenceSettings.DEFAULT_POOL_SIZE, 2, 200);
        if (text("DB_URL").isEmpty()) {
            refuseLoneCredentials();
        }
        Optional<PersistenceSettings> database = text("DB_URL").isPresent()
                ? postgres(text("DB_URL").get())
                : Optional.ofNullable(dataDir).map(PersistenceSettings::h2File);
        return database.map(found -> new PersistenceSettings(
                        found.jdbcUrl(), found.user(), found.password(), poolSize, found.poolWait()))
                .orElse(null);
    }

    /** Without the URL, which may be a name that was mistyped. */
    private void refuseLoneCredentials() {
        Stream.of("DB_USER", "DB_PASSWORD")
                .filter(name -> text(name).isPresent())
                .forEach(name -> problem(name, "is set, but DB_URL is not"));
    }

    private Optional<PersistenceSettings> postgres(String url) {
        Optional<String> user = required("DB_USER", "the database user, beside DB_URL");
        if (!POSTGRES_URL.matcher(url).matches()) {
            problem("DB_URL", "expected jdbc:postgresql://host:port/database, without it the data is in H2 files");
            return Optional.empty();
        }
        if (CREDENTIALS.matcher(url).find()) {
            problem("DB_URL", "must not hold user or password: they belong into DB_USER and DB_PASSWORD");
            return Optional.empty();
        }
        return user.map(name -> PersistenceSettings.postgres(
                url, name, text("DB_PASSWORD").map(PlainSecret::new).orElse(null)));
    }

    private @Nullable SmtpSettings smtp(boolean production) {
        String transport =
                text("MAIL_TRANSPORT").orElse(production || text("SMTP_HOST").isPresent() ? "smtp" : "inbox");
        if (transport.equals("inbox")) {
            if (production) {
                problem("MAIL_TRANSPORT", "inbox is for DEV only");
            }
            return null;
        }
        if (!transport.equals("smtp")) {
            problem("MAIL_TRANSPORT", "expected smtp or inbox");
            return null;
        }
        SmtpSettings.Security security = value(
                "SMTP_TLS",
                "starttls",
                name -> SmtpSettings.Security.valueOf(
                        oneOf("none", "starttls", "tls").apply(name).toUpperCase(Locale.ROOT)),
                "expected none, starttls or tls");
        int port = number("SMTP_PORT", security == SmtpSettings.Security.TLS ? 465 : 587, 1, 65_535);
        Optional<String> host = required("SMTP_HOST", "the mail server");
        Optional<String> from = required("MAIL_FROM", "the sender, such as LEADR <no-reply@example.com>");
        if (security == null || host.isEmpty() || from.isEmpty()) {
            return null;
        }
        try {
            return new SmtpSettings(
                    host.get(),
                    port,
                    text("SMTP_USER").orElse(null),
                    text("SMTP_PASSWORD").map(PlainSecret::new).orElse(null),
                    security,
                    from.get(),
                    text("MAIL_REPLY_TO").orElse(null));
        } catch (IllegalArgumentException wrong) {
            problem(
                    "SMTP_HOST, SMTP_USER, SMTP_PASSWORD, MAIL_FROM, MAIL_REPLY_TO",
                    String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    private MailTemplates mailTemplates() {
        String name = "MAIL_TEMPLATES_DIR";
        Path folder = text("MAIL_TEMPLATES_DIR").isEmpty() ? null : value(name, "", Path::of, "expected a path");
        return folder == null ? MailTemplates.builtIn() : TemplateFolder.read(folder, rule -> problem(name, rule));
    }

    private @Nullable Secrets secrets(boolean production) {
        List<String> missing =
                Secrets.NAMES.stream().filter(name -> text(name).isEmpty()).toList();
        if (!production && missing.size() == Secrets.NAMES.size()) {
            return null;
        }
        missing.forEach(name -> problem(
                name, production ? "is required in PROD, as kid:value" : "is required when another secret is set"));
        Set<String> seen = new HashSet<>();
        Map<String, KeyRing> rings = new HashMap<>();
        for (String name : Secrets.NAMES) {
            text(name).ifPresent(text -> {
                try {
                    rings.put(name, KeyRing.parse(new PlainSecret(text)));
                } catch (IllegalArgumentException wrong) {
                    problem(name, String.valueOf(wrong.getMessage()));
                }
                for (String entry : text.split(",", -1)) {
                    String value = entry.substring(entry.indexOf(':') + 1).strip();
                    if (value.chars().distinct().count() < FEWEST_DIFFERENT_CHARACTERS) {
                        problem(name, "is weak: take random characters, such as from `openssl rand -base64 32`");
                    }
                    if (!seen.add(value)) {
                        problem(name, "has a value that stands elsewhere too: every key is for one purpose");
                    }
                }
            });
        }
        KeyRing jwt = rings.get("JWT_SECRET");
        KeyRing apiKey = rings.get("API_KEY_SECRET");
        KeyRing code = rings.get("CODE_SECRET");
        return jwt == null || apiKey == null || code == null ? null : new Secrets(jwt, apiKey, code);
    }

    private BootstrapSuperadmin.@Nullable Command superadmin(boolean production) {
        Optional<String> keyText = text("SUPERADMIN_API_KEY");
        if (production && keyText.isPresent() && text("SUPERADMIN_EMAIL").isEmpty()) {
            problem("SUPERADMIN_EMAIL", "is required in PROD with SUPERADMIN_API_KEY");
        }
        EmailAddress email = value(
                "SUPERADMIN_EMAIL", "superadmin@registration.invalid", EmailAddress::of, "expected an e-mail address");
        DisplayName displayName =
                value("SUPERADMIN_DISPLAY_NAME", "Superadmin", DisplayName::new, "expected 1 to 100 characters");
        AccountName accountName =
                value("SUPERADMIN_ACCOUNT_NAME", "Superadmin", AccountName::new, "expected 2 to 100 characters");
        Slug slug = value(
                "SUPERADMIN_ACCOUNT_SLUG",
                "superadmin",
                Slug::new,
                "expected 2 to 50 lower-case letters, digits and single hyphens");
        ApiKeySecret key = keyText.isEmpty()
                ? null
                : value(
                        "SUPERADMIN_API_KEY",
                        "",
                        ApiKeySecret::parse,
                        "expected ldr_ and 28 or more of A-Z a-z 0-9 _ -; one of 53 characters needs a right checksum");
        if (email == null || displayName == null || accountName == null || slug == null) {
            return null;
        }
        return new BootstrapSuperadmin.Command(email, displayName, accountName, slug, key);
    }

    // The parts

    private void problem(String name, String rule) {
        problems.add(name + ": " + rule);
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private Optional<String> required(String name, String what) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            problem(name, "is required: " + what);
        }
        return text;
    }

    private boolean flag(String name, boolean byDefault) {
        String text = text(name).orElse(String.valueOf(byDefault));
        if (!Set.of("true", "false").contains(text)) {
            problem(name, "expected true or false");
        }
        return text.equals("true");
    }

    private int number(String name, int byDefault, int min, int max) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return byDefault;
        }
        if (!NUMBER.matcher(text.get()).matches()) {
            problem(name, "is no whole number, expected " + min + "-" + max);
            return byDefault;
        }
        int number = Integer.parseInt(text.get());
        if (number < min || number > max) {
            problem(name, "is " + number + ", expected " + min + "-" + max);
            return byDefault;
        }
        return number;
    }

    /** The value read from the text or from the default; null, and a problem noted, when the text does not parse. */
    private <T> @Nullable T value(String name, String byDefault, Function<String, T> parse, String expected) {
        try {
            return parse.apply(text(name).orElse(byDefault));
        } catch (IllegalArgumentException wrong) {
            problem(name, expected);
            return null;
        }
    }

    private static Function<String, String> oneOf(String... allowed) {
        return text -> {
            if (!List.of(allowed).contains(text)) {
                throw new IllegalArgumentException("not one of those");
            }
            return text;
        };
    }
}
