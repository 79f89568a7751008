package leadr.registration.application.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.TextCipher;
import leadr.registration.application.store.KeyHolder;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.Slug;
import leadr.registration.domain.account.User;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.OneTimeCode;

/** Writes the mails that go into the outbox, their content sealed. Safe to call from several threads. */
public final class MailComposer {
    /** How long a mail without a code is worth delivering. */
    private static final Duration LIFE_WITHOUT_CODE = Duration.ofHours(24);

    /** Of those who invite an address, so many are named. */
    private static final int MOST_ACCOUNTS = 10;

    private final String productName;
    private final String publicUrl;
    private final MailTemplates templates;
    private final TextCipher cipher;
    private final IdGenerator ids;
    private final PreferredLanguages languages;

    /**
     * Writes in English; see {@link #in}.
     *
     * @param productName how the service calls itself, one line
     * @param publicUrl where people find it, without trailing slash
     */
    public MailComposer(
            String productName, String publicUrl, MailTemplates templates, TextCipher cipher, IdGenerator ids) {
        this(productName, publicUrl, templates, cipher, ids, PreferredLanguages.NONE);
    }

    private MailComposer(
            String productName,
            String publicUrl,
            MailTemplates templates,
            TextCipher cipher,
            IdGenerator ids,
            PreferredLanguages languages) {
        this.productName = productName;
        this.publicUrl = publicUrl;
        this.templates = templates;
        this.cipher = cipher;
        this.ids = ids;
        this.languages = languages;
    }

    /** The same for who prefers these languages: writes each mail in the best one there is, else in English. */
    public MailComposer in(PreferredLanguages preferred) {
        return new MailComposer(productName, publicUrl, templates, cipher, ids, preferred);
    }

    /** A mail with a code, not worth delivering once the code is dead. */
    public OutgoingMail verification(EmailAddress to, OneTimeCode code, Duration codeLife, Instant now) {
        return withCode(MailKind.VERIFICATION, to, code, codeLife, now);
    }

    /** A mail with a code to the address that a user wants to change to, not worth delivering once the code is dead. */
    public OutgoingMail emailChange(EmailAddress to, OneTimeCode code, Duration codeLife, Instant now) {
        return withCode(MailKind.EMAIL_CHANGE, to, code, codeLife, now);
    }

    private OutgoingMail withCode(MailKind kind, EmailAddress to, OneTimeCode code, Duration codeLife, Instant now) {
        return compose(
                kind,
                to,
                words -> Map.of("code", code.secret().reveal(), "life", words.span(codeLife)),
                now,
                now.plus(codeLife));
    }

    /**
     * The same to somebody who is invited, and may register all the same.
     *
     * @param inviting the accounts, at least one; the first {@value #MOST_ACCOUNTS} are named
     */
    public OutgoingMail verification(
            EmailAddress to, OneTimeCode code, Duration codeLife, List<AccountName> inviting, Instant now) {
        String names =
                inviting.stream().limit(MOST_ACCOUNTS).map(AccountName::value).collect(Collectors.joining(", "));
        return compose(
                MailKind.VERIFICATION_INVITED,
                to,
                words -> Map.of(
                        "code", code.secret().reveal(),
                        "life", words.span(codeLife),
                        "account_names", inviting.size() > MOST_ACCOUNTS ? names + ", ..." : names),
                now,
                now.plus(codeLife));
    }

    /** A mail with a code for somebody who has a user and wants to get back in. */
    public OutgoingMail recovery(User to, Account account, OneTimeCode code, Duration codeLife, Instant now) {
        return compose(
                MailKind.RECOVERY,
                to.email(),
                words -> Map.of(
                        "code", code.secret().reveal(),
                        "life", words.span(codeLife),
                        "account_name", account.name().value(),
                        "display_name", to.displayName().value()),
                now,
                now.plus(codeLife));
    }

    /** Tells somebody who has a user that no code was sent. */
    public OutgoingMail addressKnown(EmailAddress to, Instant now) {
        return compose(MailKind.ADDRESS_KNOWN, to, words -> Map.of(), now, now.plus(LIFE_WITHOUT_CODE));
    }

    /** Tells somebody for whose address too many wrong codes were tried when to try again. */
    public OutgoingMail addressLocked(EmailAddress to, Instant until, Instant now) {
        return compose(
                MailKind.ADDRESS_LOCKED,
                to,
                words -> Map.of("until", words.moment(until)),
                now,
                now.plus(LIFE_WITHOUT_CODE));
    }

    /** Asks somebody to join an account, with a code; not worth delivering once the code is dead. */
    public OutgoingMail invite(
            EmailAddress to, OneTimeCode code, Duration codeLife, Account account, User inviter, Instant now) {
        return compose(
                MailKind.INVITE,
                to,
                words -> Map.of(
                        "code", code.secret().reveal(),
                        "life", words.span(codeLife),
                        "account_name", account.name().value(),
                        "inviter", inviter.displayName().value()),
                now,
                now.plus(codeLife));
    }

    /** Tells somebody who has a user already that an account asks to be joined, and that no code was sent. */
    public OutgoingMail inviteKnown(EmailAddress to, Account account, User inviter, Instant now) {
        return compose(
                MailKind.INVITE_KNOWN,
                to,
                words -> Map.of(
                        "account_name", account.name().value(),
                        "inviter", inviter.displayName().value()),
                now,
                now.plus(LIFE_WITHOUT_CODE));
    }

    /** Greets the owner of a new account. */
    public OutgoingMail welcome(EmailAddress to, AccountName accountName, Slug slug, Instant now) {
        return compose(
                MailKind.WELCOME,
                to,
                words -> Map.of("account_name", accountName.value(), "account_slug", slug.value()),
                now,
                now.plus(LIFE_WITHOUT_CODE));
    }

    /** Greets somebody who has joined an account. */
    public OutgoingMail welcome(User member, Account account, Instant now) {
        return compose(
                MailKind.WELCOME_MEMBER,
                member.email(),
                words -> Map.of(
                        "account_name", account.name().value(),
                        "display_name", member.displayName().value()),
                now,
                now.plus(LIFE_WITHOUT_CODE));
    }

    /** Tells somebody who got back in, or whose mail somebody else reads, about the API key that came of it. */
    public OutgoingMail accessRecovered(KeyHolder recovered, Instant now) {
        return aboutKey(MailKind.ACCESS_RECOVERED, recovered.user().email(), recovered, now);
    }

    /** Tells somebody about a new API key. */
    public OutgoingMail keyCreated(EmailAddress to, KeyHolder created, Instant now) {
        return aboutKey(MailKind.KEY_CREATED, to, created, now);
    }

    /** Tells somebody that an API key was revoked. */
    public OutgoingMail keyRevoked(EmailAddress to, KeyHolder revoked, Instant now) {
        return aboutKey(MailKind.KEY_REVOKED, to, revoked, now);
    }

    /** Tells somebody at the former address that the user has another one now, of which little is shown. */
    public OutgoingMail emailChanged(EmailAddress to, EmailAddress next, Instant now) {
        return compose(
                MailKind.EMAIL_CHANGED,
                to,
                words -> Map.of("new_address", next.masked()),
                now,
                now.plus(LIFE_WITHOUT_CODE));
    }

    /** Tells somebody that the user was deleted, and with it the keys. */
    public OutgoingMail userDeleted(User deleted, Account account, Instant now) {
        return compose(
                MailKind.USER_DELETED,
                deleted.email(),
                words -> Map.of(
                        "account_name", account.name().value(),
                        "display_name", deleted.displayName().value()),
                now,
                now.plus(LIFE_WITHOUT_CODE));
    }

    private OutgoingMail aboutKey(MailKind kind, EmailAddress to, KeyHolder holder, Instant now) {
        return compose(
                kind,
                to,
                words -> Map.of(
                        "account_name", holder.account().name().value(),
                        "display_name", holder.user().displayName().value(),
                        "key_name", holder.key().name(),
                        "key_prefix", holder.key().prefix()),
                now,
                now.plus(LIFE_WITHOUT_CODE));
    }

    /** Every template in every language with made-up values; the moments in them lie around this one. */
    public List<SampleMail> samples(Instant now) {
        Function<Words, Map<String, String>> values = words -> Map.ofEntries(
                Map.entry("code", "SAMPLE"),
                Map.entry("life", words.span(Duration.ofMinutes(10))),
                Map.entry("until", words.moment(now.plus(Duration.ofHours(1)))),
                Map.entry("account_name", "Sample & <Example>"),
                Map.entry("account_names", "Sample & <Example>, Another Sample"),
                Map.entry("account_slug", "sample-example"),
                Map.entry("display_name", "Ann <Sample>"),
                Map.entry("inviter", "Bob <Sample>"),
                Map.entry("new_address", "a***@sample.example"),
                Map.entry("key_name", "Sample key"),
                Map.entry("key_prefix", "ldr_SAMPLEkey_"));
        return templates.languages().stream()
                .flatMap(language -> language.templates().keySet().stream()
                        .map(kind -> new SampleMail(
                                language.tag() + "/" + kind.templateName(), content(language, kind, values))))
                .toList();
    }

    private OutgoingMail compose(
            MailKind kind,
            EmailAddress to,
            Function<Words, Map<String, String>> values,
            Instant now,
            Instant giveUpAt) {
        UUID id = ids.next();
        MailContent content = content(templates.languageFor(kind, languages), kind, values);
        return OutgoingMail.queue(id, kind, to, cipher.seal(id.toString(), content.join()), now, giveUpAt);
    }

    private MailContent content(MailLanguage language, MailKind kind, Function<Words, Map<String, String>> values) {
        Map<String, String> all = new HashMap<>(values.apply(language.words()));
        all.keySet().retainAll(kind.places());
        all.put("product", productName);
        all.put("url", publicUrl);
        return language.write(kind, all);
    }
}
