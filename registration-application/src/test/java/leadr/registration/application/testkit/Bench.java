package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.CODE_HASHER;
import static leadr.registration.application.testkit.Fixtures.KEYS;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import leadr.registration.application.access.AuthenticateApiKey;
import leadr.registration.application.access.AuthorizeSuperadmin;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.KeyCache;
import leadr.registration.application.access.Superadmin;
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
import leadr.registration.application.mail.FindMails;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.MailContent;
import leadr.registration.application.mail.MailSender;
import leadr.registration.application.mail.MailTemplates;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.registration.CodeRequest;
import leadr.registration.application.registration.CompleteRegistration;
import leadr.registration.application.registration.InitiateRegistration;
import leadr.registration.application.registration.ResendVerificationCode;
import leadr.registration.application.registration.VerifyEmailCode;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.secret.TextCipher;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.Paging;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationPolicy;

/** The use cases over an in-memory store and a clock that is moved, wired as the application wires them. */
public final class Bench {
    public static final Paging PAGING = new Paging(new SecretHasher(KEYS, "cursor"));

    public static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

    public static final Duration KEY_CACHE_LIFE = Duration.ofSeconds(2);

    /** The smallest step a store keeps. */
    public static final Duration TICK = Duration.ofNanos(1_000);

    public final InMemoryStore store = new InMemoryStore();
    public final SettableClock clock = new SettableClock(NOON);
    public final IdGenerator ids = IdGenerator.timeOrdered(clock, SECRETS);
    public final FakeVerificationTokens tokens = new FakeVerificationTokens();
    public final TextCipher cipher = new TextCipher(KEYS, SECRETS, "mail");
    public final KeyCache keyCache = new KeyCache(KEY_CACHE_LIFE);
    public final MailComposer mails =
            new MailComposer("Leadr", "https://leadr.example", MailTemplates.builtIn(), cipher, ids);

    /** For what is made from now on. */
    public boolean recoveryEnabled = true;

    private final VerificationPolicy policy;
    private final List<Letter> letters = new CopyOnWriteArrayList<>();

    public Bench() {
        this(VerificationPolicy.DEFAULT);
    }

    public Bench(VerificationPolicy policy) {
        this.policy = policy;
    }

    /** A mail that arrived. */
    public record Letter(UUID id, EmailAddress to, MailContent content) {}

    public InitiateRegistration initiateRegistration() {
        return initiateRegistration(store);
    }

    public InitiateRegistration initiateRegistration(Transactions transactions) {
        return new InitiateRegistration(transactions, SECRETS, CODE_HASHER, mails, ids, clock, policy, recoveryEnabled);
    }

    public ResendVerificationCode resendVerificationCode() {
        return new ResendVerificationCode(store, SECRETS, CODE_HASHER, mails, ids, clock, policy, recoveryEnabled);
    }

    public VerifyEmailCode verifyEmailCode() {
        return verifyEmailCode(CODE_HASHER);
    }

    public VerifyEmailCode verifyEmailCode(SecretHasher hasher) {
        return verifyEmailCode(store, hasher);
    }

    public VerifyEmailCode verifyEmailCode(Transactions transactions) {
        return verifyEmailCode(transactions, CODE_HASHER);
    }

    private VerifyEmailCode verifyEmailCode(Transactions transactions, SecretHasher hasher) {
        return new VerifyEmailCode(transactions, hasher, tokens, ids, clock, policy, TOKEN_LIFE);
    }

    public CompleteRegistration completeRegistration() {
        return completeRegistration(store);
    }

    public CompleteRegistration completeRegistration(Transactions transactions) {
        return new CompleteRegistration(
                transactions, tokens, SECRETS, Fixtures.API_KEY_HASHER, keyCache, mails, ids, clock, recoveryEnabled);
    }

    public CreateJamCode createJamCode(Transactions transactions) {
        return new CreateJamCode(transactions, ids, clock);
    }

    public RedeemJamCode redeemJamCode(Transactions transactions) {
        return new RedeemJamCode(transactions, ids, clock);
    }

    /** Everything one can do with jam codes. */
    public JamCodeUseCases jamCodes() {
        return new JamCodeUseCases(
                createJamCode(store),
                new FindJamCode(store),
                new FindJamCodes(store, PAGING),
                new UpdateJamCode(store, ids, clock),
                new DeleteJamCode(store, ids, clock),
                new RestoreJamCode(store, ids, clock),
                redeemJamCode(store),
                new ListRedemptions(store, PAGING));
    }

    public FindMails findMails() {
        return new FindMails(store, PAGING);
    }

    public AuthorizeSuperadmin authorizeSuperadmin() {
        return new AuthorizeSuperadmin(store, ids, clock);
    }

    public AuthenticateApiKey authenticateApiKey(Transactions transactions) {
        return new AuthenticateApiKey(transactions, Fixtures.API_KEY_HASHER, keyCache, clock);
    }

    /** What becomes of a key that is presented. */
    public AuthenticateApiKey.Result authenticate(ApiKeySecret presented) {
        return authenticateApiKey(store)
                .execute(new AuthenticateApiKey.Command(presented.secret().reveal()));
    }

    /** Everything one can do with API keys. */
    public ApiKeyUseCases apiKeys(Transactions transactions) {
        return new ApiKeyUseCases(
                new CreateApiKey(transactions, SECRETS, Fixtures.API_KEY_HASHER, keyCache, mails, ids, clock),
                new ListApiKeys(transactions, PAGING, ids, clock),
                new FindApiKey(transactions, ids, clock),
                new RevokeApiKey(transactions, keyCache, mails, ids, clock),
                new RevokeLeakedKey(transactions, Fixtures.API_KEY_HASHER, keyCache, mails, ids, clock));
    }

    /** Everything one can do with invitations by e-mail. */
    public InvitationUseCases invitations(Transactions transactions) {
        return new InvitationUseCases(
                new InviteUser(transactions, SECRETS, CODE_HASHER, mails, ids, clock, policy),
                new ListInvitations(transactions, PAGING, ids, clock),
                new ResendInvitation(transactions, SECRETS, CODE_HASHER, mails, ids, clock, policy),
                new RevokeInvitation(transactions, ids, clock));
    }

    /** Invites somebody; the mail with the code is in the outbox. */
    public Invitation invite(Caller inviter, String email, Role role) {
        InviteUser.Result result = invitations(store)
                .invite()
                .execute(new InviteUser.Command(
                        inviter,
                        EmailAddress.of(email),
                        null,
                        role,
                        PreferredLanguages.NONE,
                        Fixtures.from("198.51.100.1")));
        if (result instanceof InviteUser.Invited invited) {
            return invited.invitation();
        }
        throw new AssertionError("not invited: " + result);
    }

    /** Invites a member and reads the code in the mail. */
    public OneTimeCode inviteCodeFor(Caller inviter, String email) {
        Invitation invitation = invite(inviter, email, Role.MEMBER);
        return newestCode(deliver(), invitation.email());
    }

    /** Everything one can do with accounts and their users. */
    public AccountUseCases accounts(Transactions transactions) {
        return new AccountUseCases(
                new FindAccounts(transactions, PAGING),
                new FindAccount(transactions),
                new UpdateAccount(transactions, keyCache, ids, clock),
                new FindUsers(transactions, PAGING, ids, clock),
                new FindUser(transactions),
                new UpdateUser(transactions, keyCache, ids, clock),
                new DeleteUser(transactions, keyCache, mails, ids, clock),
                new RequestEmailChange(transactions, SECRETS, CODE_HASHER, mails, ids, clock, policy),
                new ConfirmEmailChange(transactions, CODE_HASHER, keyCache, mails, ids, clock, policy));
    }

    /** Adds somebody to an account, with a key to call with. */
    public Caller add(Account account, User user) {
        ApiKey key = Fixtures.key(user, SECRETS.apiKey());
        in(inside -> inside.users().add(user));
        addKey(key);
        return new Caller(user, account, key.id());
    }

    /** A caller of this role in an account of their own. */
    public Caller caller(Role role) {
        int number = store.accounts().size();
        Account account = Fixtures.account("Caller " + number);
        return caller(account, Fixtures.user(account, "caller" + number + "@example.org", role));
    }

    /** Somebody who may do everything. */
    public Superadmin superadmin() {
        int number = store.accounts().size();
        Account account = Fixtures.account("Superadmin " + number);
        User user = Fixtures.owner(account, "superadmin" + number + "@example.org");
        return authorizeSuperadmin()
                .execute(new AuthorizeSuperadmin.Command(
                        caller(account, user.asSuperAdmin(NOON)),
                        AuditAction.READ_JAM_CODES,
                        "jam-codes",
                        Fixtures.from("198.51.100.2")))
                .orElseThrow();
    }

    private Caller caller(Account account, User user) {
        addAccount(account);
        return add(account, user);
    }

    /** Adds a jam code. */
    public JamCode add(JamCode code) {
        in(inside -> inside.jamCodes().add(code));
        return code;
    }

    /** Changes a jam code without a use case. */
    public void change(JamCode code, UnaryOperator<JamCode> how) {
        in(inside -> inside.jamCodes()
                .update(how.apply(inside.jamCodes().findForUpdate(code.id()).orElseThrow())));
    }

    /** The audit event that was written last. */
    public AuditEvent lastEvent() {
        List<AuditEvent> events = store.auditEvents();
        return events.get(events.size() - 1);
    }

    /** Asks for a code from a network nobody else uses. */
    public CodeRequest.Result initiate(String email) {
        return initiateRegistration()
                .execute(new CodeRequest(
                        EmailAddress.of(email), PreferredLanguages.NONE, Fixtures.from("198.51.100.1")));
    }

    /** Asks for a code and reads it in the mail. */
    public OneTimeCode codeFor(String email) {
        initiate(email);
        return newestCode(deliver(), EmailAddress.of(email));
    }

    private static OneTimeCode newestCode(List<Letter> arrived, EmailAddress to) {
        Letter newest = arrived.get(arrived.size() - 1);
        String code = newest.content().code();
        if (code == null || !newest.to().equals(to)) {
            throw new AssertionError("no code arrived");
        }
        return OneTimeCode.parse(code);
    }

    public VerifyEmailCode.Result verify(String email, OneTimeCode code, String network) {
        return verifyEmailCode()
                .execute(new VerifyEmailCode.Command(EmailAddress.of(email), code, null, Fixtures.from(network)));
    }

    /** Proves an address. */
    public PlainSecret tokenFor(String email) {
        VerifyEmailCode.Result result = verify(email, codeFor(email), "198.51.100.1");
        if (result instanceof VerifyEmailCode.Verified verified) {
            return verified.token();
        }
        throw new AssertionError("not verified: " + result);
    }

    /** Delivers what is due and returns everything that ever arrived. */
    public List<Letter> deliver() {
        MailSender sender = (id, to, content) -> {
            letters.add(new Letter(id, to, content));
            return new MailSender.Delivery(MailSender.Outcome.SENT, "250 ok");
        };
        int tried = new DeliverPendingMail(store, sender, cipher, ids, clock).execute(1_000);
        if (tried == 1_000) {
            throw new AssertionError("too many mails");
        }
        return List.copyOf(letters);
    }

    public void addAccount(Account account, User... users) {
        in(inside -> {
            inside.accounts().add(account);
            for (User user : users) {
                inside.users().add(user);
            }
        });
    }

    public void addKey(ApiKey key) {
        in(inside -> inside.apiKeys().add(key));
    }

    /** Does something in a transaction of its own. */
    public void in(Consumer<RegistrationStore> work) {
        boolean done = store.run(inside -> {
            work.accept(inside);
            return true;
        });
        if (!done) {
            throw new AssertionError("not done");
        }
    }

    /** Everything but the audit events, to see that nothing has changed. */
    public List<List<?>> everythingButAudit() {
        List<OutgoingMail> outgoing = store.mails();
        return List.of(
                store.accounts(),
                store.users(),
                store.apiKeys(),
                store.invitations(),
                store.verificationCodes(),
                store.invitations(),
                store.jamCodes(),
                store.jamCodeRedemptions(),
                store.idempotentRequests(),
                outgoing);
    }
}
