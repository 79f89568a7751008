package leadr.registration.app;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import leadr.registration.adapter.http.HttpServer;
import leadr.registration.adapter.jpa.JpaPersistence;
import leadr.registration.adapter.smtp.SmtpMailSender;
import leadr.registration.app.Settings.Secrets;
import leadr.registration.application.RegistrationUseCases;
import leadr.registration.application.access.AuthenticateApiKey;
import leadr.registration.application.access.AuthorizeSuperadmin;
import leadr.registration.application.access.BootstrapSuperadmin;
import leadr.registration.application.access.KeyCache;
import leadr.registration.application.account.AccountUseCases;
import leadr.registration.application.account.ConfirmEmailChange;
import leadr.registration.application.account.DeleteUser;
import leadr.registration.application.account.FindAccount;
import leadr.registration.application.account.FindAccounts;
import leadr.registration.application.account.FindUser;
import leadr.registration.application.account.FindUsers;
import leadr.registration.application.account.RequestEmailChange;
import leadr.registration.application.account.UpdateAccount;
import leadr.registration.application.account.UpdateUser;
import leadr.registration.application.apikey.ApiKeyUseCases;
import leadr.registration.application.apikey.CreateApiKey;
import leadr.registration.application.apikey.FindApiKey;
import leadr.registration.application.apikey.ListApiKeys;
import leadr.registration.application.apikey.RevokeApiKey;
import leadr.registration.application.apikey.RevokeLeakedKey;
import leadr.registration.application.audit.ListAuditEvents;
import leadr.registration.application.housekeeping.PurgeExpired;
import leadr.registration.application.invitation.InvitationUseCases;
import leadr.registration.application.invitation.InviteUser;
import leadr.registration.application.invitation.ListInvitations;
import leadr.registration.application.invitation.ResendInvitation;
import leadr.registration.application.invitation.RevokeInvitation;
import leadr.registration.application.jamcode.CreateJamCode;
import leadr.registration.application.jamcode.DeleteJamCode;
import leadr.registration.application.jamcode.FindJamCode;
import leadr.registration.application.jamcode.FindJamCodes;
import leadr.registration.application.jamcode.JamCodeUseCases;
import leadr.registration.application.jamcode.ListRedemptions;
import leadr.registration.application.jamcode.RedeemJamCode;
import leadr.registration.application.jamcode.RestoreJamCode;
import leadr.registration.application.jamcode.UpdateJamCode;
import leadr.registration.application.mail.DeliverPendingMail;
import leadr.registration.application.mail.DevInbox;
import leadr.registration.application.mail.FindMails;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.MailSender;
import leadr.registration.application.registration.CompleteRegistration;
import leadr.registration.application.registration.InitiateRegistration;
import leadr.registration.application.registration.ResendVerificationCode;
import leadr.registration.application.registration.VerifyEmailCode;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.KeyRing;
import leadr.registration.application.secret.SecretGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.secret.TextCipher;
import leadr.registration.application.secret.VerificationTokens;
import leadr.registration.application.store.Paging;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.secret.PlainSecret;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The running system: wired top to bottom in the order of dependency, closed in reverse. */
final class Application implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private Application() {}

    /**
     * Starts everything; when it returns, requests are answered.
     *
     * @param console where the operator reads: what to open, and in DEV the key of a new superadmin
     * @throws CannotStart with a sentence for the operator
     */
    static Application start(Settings settings, PrintStream console) throws CannotStart {
        return start(settings, console, SecretGenerator.secure());
    }

    /** With another source of secrets, for those who measure. */
    static Application start(Settings settings, PrintStream console, SecretGenerator random) throws CannotStart {
        Application application = new Application();
        try {
            application.wire(settings, console, random);
            return application;
        } catch (IOException | SQLException | RuntimeException | CannotStart failure) {
            application.close();
            if (failure instanceof CannotStart told) {
                throw told;
            }
            throw new CannotStart("could not start: " + failure.getMessage(), failure);
        }
    }

    private void wire(Settings settings, PrintStream console, SecretGenerator random)
            throws IOException, SQLException, CannotStart {
        // Databases keep microseconds: with a finer clock an answer would differ from what is stored.
        InstantSource clock = () -> Instant.now().truncatedTo(ChronoUnit.MICROS);
        IdGenerator ids = IdGenerator.timeOrdered(clock, random);
        DataFiles files = new DataFiles(settings.dataDir());
        Secrets secrets = settings.secrets() != null ? settings.secrets() : ownSecrets(files, random);

        JpaPersistence persistence = opened(JpaPersistence.open(settings.persistence()));
        Transactions transactions = persistence.transactions();

        SecretHasher codeHasher = new SecretHasher(secrets.code(), "verification-code");
        SecretHasher apiKeyHasher = new SecretHasher(secrets.apiKey(), "api-key");
        TextCipher mailCipher = new TextCipher(secrets.code(), random, "mail");
        VerificationTokens tokens = new JwtVerificationTokens(secrets.jwt());
        MailComposer mails = new MailComposer(
                settings.productName(), settings.http().publicUrl(), settings.mailTemplates(), mailCipher, ids);

        bootstrap(settings, files, random, new BootstrapSuperadmin(transactions, apiKeyHasher, ids, clock), console);

        DevInbox inbox = null;
        MailSender sender;
        if (settings.smtp() == null) {
            DevInboxTable table =
                    new DevInboxTable(persistence.dataSource(), new TextCipher(secrets.code(), random, "inbox"), clock);
            inbox = table;
            sender = table;
        } else {
            sender = SmtpMailSender.open(settings.smtp());
        }
        opened(MailDelivery.start(
                new DeliverPendingMail(transactions, sender, mailCipher, ids, clock), settings.mailWorkers()));

        opened(Housekeeping.start(new PurgeExpired(transactions, clock, settings.policy(), settings.auditRetention())));

        Paging paging = new Paging(new SecretHasher(secrets.code(), "cursor"));
        KeyCache keyCache = new KeyCache(settings.keyCacheLife());
        boolean recoveryEnabled = settings.recoveryEnabled();
        RegistrationUseCases useCases = new RegistrationUseCases(
                new InitiateRegistration(
                        transactions, random, codeHasher, mails, ids, clock, settings.policy(), recoveryEnabled),
                new ResendVerificationCode(
                        transactions, random, codeHasher, mails, ids, clock, settings.policy(), recoveryEnabled),
                new VerifyEmailCode(
                        transactions, codeHasher, tokens, ids, clock, settings.policy(), settings.tokenLife()),
                new CompleteRegistration(
                        transactions, tokens, random, apiKeyHasher, keyCache, mails, ids, clock, recoveryEnabled),
                new AuthenticateApiKey(transactions, apiKeyHasher, keyCache, clock),
                new AuthorizeSuperadmin(transactions, ids, clock),
                jamCodes(transactions, paging, ids, clock),
                new FindMails(transactions, paging),
                new InvitationUseCases(
                        new InviteUser(transactions, random, codeHasher, mails, ids, clock, settings.policy()),
                        new ListInvitations(transactions, paging, ids, clock),
                        new ResendInvitation(transactions, random, codeHasher, mails, ids, clock, settings.policy()),
                        new RevokeInvitation(transactions, ids, clock)),
                new ApiKeyUseCases(
                        new CreateApiKey(transactions, random, apiKeyHasher, keyCache, mails, ids, clock),
                        new ListApiKeys(transactions, paging, ids, clock),
                        new FindApiKey(transactions, ids, clock),
                        new RevokeApiKey(transactions, keyCache, mails, ids, clock),
                        new RevokeLeakedKey(transactions, apiKeyHasher, keyCache, mails, ids, clock)),
                new ListAuditEvents(transactions, paging, ids, clock),
                accounts(settings, transactions, random, codeHasher, keyCache, mails, paging, ids, clock));
        opened(HttpServer.start(
                settings.http(), useCases, persistence::isReady, inbox, mails.samples(clock.instant()), clock));
        greet(settings, inbox, console);
    }

    private static JamCodeUseCases jamCodes(
            Transactions transactions, Paging paging, IdGenerator ids, InstantSource clock) {
        return new JamCodeUseCases(
                new CreateJamCode(transactions, ids, clock),
                new FindJamCode(transactions),
                new FindJamCodes(transactions, paging),
                new UpdateJamCode(transactions, ids, clock),
                new DeleteJamCode(transactions, ids, clock),
                new RestoreJamCode(transactions, ids, clock),
                new RedeemJamCode(transactions, ids, clock),
                new ListRedemptions(transactions, paging));
    }

    private static AccountUseCases accounts(
            Settings settings,
            Transactions transactions,
            SecretGenerator random,
            SecretHasher codeHasher,
            KeyCache keyCache,
            MailComposer mails,
            Paging paging,
            IdGenerator ids,
            InstantSource clock) {
        return new AccountUseCases(
                new FindAccounts(transactions, paging),
                new FindAccount(transactions),
                new UpdateAccount(transactions, keyCache, ids, clock),
                new FindUsers(transactions, paging, ids, clock),
                new FindUser(transactions),
                new UpdateUser(transactions, keyCache, ids, clock),
                new DeleteUser(transactions, keyCache, mails, ids, clock),
                new RequestEmailChange(transactions, random, codeHasher, mails, ids, clock, settings.policy()),
                new ConfirmEmailChange(transactions, codeHasher, keyCache, mails, ids, clock, settings.policy()));
    }

    private static Secrets ownSecrets(DataFiles files, SecretGenerator random) throws IOException {
        Map<String, PlainSecret> kept = files.secrets(Secrets.NAMES, random);
        List<KeyRing> rings = Secrets.NAMES.stream()
                .map(name -> KeyRing.parse(Optional.ofNullable(kept.get(name)).orElseThrow()))
                .toList();
        return new Secrets(rings.get(0), rings.get(1), rings.get(2));
    }

    /** In DEV the key is written before the superadmin is, so that it cannot be lost between the two. */
    private static void bootstrap(
            Settings settings,
            DataFiles files,
            SecretGenerator random,
            BootstrapSuperadmin bootstrap,
            PrintStream console)
            throws IOException, CannotStart {
        BootstrapSuperadmin.Command wanted = settings.superadmin();
        boolean makeKey = wanted.key() == null && !settings.production();
        ApiKeySecret key = wanted.key();
        boolean fresh = false;
        if (makeKey) {
            Optional<ApiKeySecret> kept = files.superadminKey();
            fresh = kept.isEmpty();
            key = kept.orElseGet(random::apiKey);
            if (fresh) {
                files.keepSuperadminKey(key);
            }
        }
        BootstrapSuperadmin.Result result = bootstrap.execute(new BootstrapSuperadmin.Command(
                wanted.email(), wanted.displayName(), wanted.accountName(), wanted.accountSlug(), key));
        switch (result) {
            case CREATED -> {
                if (makeKey && key != null) {
                    console.println("Superadmin API key, kept in " + files.superadminKeyFile() + ":");
                    console.println("    " + key.secret().reveal());
                }
            }
            case PRESENT -> {
                if (fresh) {
                    files.forgetSuperadminKey();
                }
            }
            case PRESENT_KEY_REVOKED ->
                console.println("The configured superadmin API key was revoked and stays so; the start goes on.");
            case KEY_MISSING ->
                throw new CannotStart("SUPERADMIN_API_KEY: is required in PROD while there is no superadmin", null);
            case NAMES_TAKEN ->
                throw new CannotStart(
                        "SUPERADMIN_EMAIL, SUPERADMIN_ACCOUNT_NAME, SUPERADMIN_ACCOUNT_SLUG: one of them belongs to"
                                + " somebody else already",
                        null);
        }
    }

    private static void greet(Settings settings, @Nullable DevInbox inbox, PrintStream console) {
        String url = settings.http().publicUrl();
        if (settings.production() && settings.persistence().isEmbedded()) {
            console.println("Warning: H2 keeps what it acknowledged through kill -9, but not through a power loss.");
        }
        console.println(
                inbox == null
                        ? "Ready at " + url
                        : "Ready at " + url + " - open " + url + "/dev/inbox to read the mails");
    }

    @CanIgnoreReturnValue
    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    /** Finishes what is in flight, then closes everything in the reverse order. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception failure) {
                // The other parts have to be closed all the same.
                LoggerFactory.getLogger(Application.class).warn("did not close cleanly", failure);
            }
        }
    }

    /** The message is for the operator; holds no secret. */
    static final class CannotStart extends Exception {
        private static final long serialVersionUID = 1L;

        CannotStart(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
