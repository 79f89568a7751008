package leadr.registration.application.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.TextCipher;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.Slug;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.OneTimeCode;

/** Writes the mails that go into the outbox, their content sealed. Safe to call from several threads. */
public final class MailComposer {
    /** How long a mail without a code is worth delivering. */
    private static final Duration LIFE_WITHOUT_CODE = Duration.ofHours(24);

    private static final DateTimeFormatter CLOCK_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Map<MailKind, Template> templates = new EnumMap<>(MailKind.class);
    private final String productName;
    private final String publicUrl;
    private final TextCipher cipher;
    private final IdGenerator ids;

    /**
     * Prepares all templates.
     *
     * @param productName how the service calls itself, one line
     * @param publicUrl where people find it, without trailing slash
     */
    public MailComposer(String productName, String publicUrl, TextCipher cipher, IdGenerator ids) {
        this.productName = productName;
        this.publicUrl = publicUrl;
        this.cipher = cipher;
        this.ids = ids;
        for (MailKind kind : MailKind.values()) {
            templates.put(kind, Template.builtIn("en", kind));
        }
    }

    /** A mail with a code, not worth delivering once the code is dead. */
    public OutgoingMail verification(EmailAddress to, OneTimeCode code, Duration codeLife, Instant now) {
        return compose(
                MailKind.VERIFICATION,
                to,
                Map.of("code", code.secret().reveal(), "life", inWords(codeLife)),
                now,
                now.plus(codeLife));
    }

    /** Tells somebody who has a user that no code was sent. */
    public OutgoingMail addressKnown(EmailAddress to, Instant now) {
        return compose(MailKind.ADDRESS_KNOWN, to, Map.of(), now, now.plus(LIFE_WITHOUT_CODE));
    }

    /** Tells somebody for whose address too many wrong codes were tried when to try again. */
    public OutgoingMail addressLocked(EmailAddress to, Instant until, Instant now) {
        return compose(
                MailKind.ADDRESS_LOCKED,
                to,
                Map.of("until", CLOCK_TIME.format(nextWholeMinute(until))),
                now,
                now.plus(LIFE_WITHOUT_CODE));
    }

    /** Greets the owner of a new account. */
    public OutgoingMail welcome(EmailAddress to, AccountName accountName, Slug slug, Instant now) {
        return compose(
                MailKind.WELCOME,
                to,
                Map.of("account_name", accountName.value(), "account_slug", slug.value()),
                now,
                now.plus(LIFE_WITHOUT_CODE));
    }

    private OutgoingMail compose(
            MailKind kind, EmailAddress to, Map<String, String> values, Instant now, Instant giveUpAt) {
        UUID id = ids.next();
        Map<String, String> all = new HashMap<>(values);
        all.put("product", productName);
        all.put("url", publicUrl);
        Template template = templates.get(kind);
        if (template == null) {
            throw new IllegalStateException("no template for " + kind);
        }
        String content = template.fill(all).join();
        return OutgoingMail.queue(id, kind, to, cipher.seal(id.toString(), content), now, giveUpAt);
    }

    private static Instant nextWholeMinute(Instant instant) {
        Instant minute = instant.truncatedTo(ChronoUnit.MINUTES);
        return minute.equals(instant) ? minute : minute.plus(1, ChronoUnit.MINUTES);
    }

    private static String inWords(Duration life) {
        long seconds = life.toSeconds();
        if (seconds % 3600 == 0) {
            return counted(seconds / 3600, "hour");
        }
        return seconds % 60 == 0 ? counted(seconds / 60, "minute") : counted(seconds, "second");
    }

    private static String counted(long number, String unit) {
        return number + " " + (number == 1 ? unit : unit + "s");
    }
}
