package leadr.registration.adapter.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import leadr.registration.application.RegistrationUseCases;
import leadr.registration.application.access.AuthenticateApiKey;
import leadr.registration.application.access.AuthorizeSuperadmin;
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
import leadr.registration.application.mail.FindMails;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.MailContent;
import leadr.registration.application.mail.MailTemplates;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.mail.SampleMail;
import leadr.registration.application.registration.CompleteRegistration;
import leadr.registration.application.registration.InitiateRegistration;
import leadr.registration.application.registration.ResendVerificationCode;
import leadr.registration.application.registration.VerifyEmailCode;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.SecretGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.secret.TextCipher;
import leadr.registration.application.store.Paging;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.FakeVerificationTokens;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.InMemoryStore;
import leadr.registration.application.testkit.Proofs;
import leadr.registration.application.testkit.SettableClock;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationPolicy;

/** The real use cases over the in-memory store, with a clock that is moved by hand and faults that are switched on. */
final class Service implements Readiness {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00.25Z");

    volatile InMemoryStore store = new InMemoryStore();
    private final SettableClock clock = new SettableClock(NOON);
    private volatile String lastCode = "";
    private volatile boolean ready = true;
    private volatile Runnable beforeEachTransaction = () -> {};

    private final Transactions transactions = new Transactions() {
        @Override
        public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
            beforeEachTransaction.run();
            return store.run(work);
        }
    };

    private final SecretGenerator secrets = new SecretGenerator() {
        @Override
        public byte[] bytes(int count) {
            return Fixtures.SECRETS.bytes(count);
        }

        @Override
        public OneTimeCode oneTimeCode() {
            OneTimeCode code = SecretGenerator.super.oneTimeCode();
            lastCode = code.secret().reveal();
            return code;
        }
    };

    // Remembers nothing, so that what a test does to the store is seen at once.
    private final KeyCache keyCache = new KeyCache(Duration.ZERO);
    private final FakeVerificationTokens tokens = new FakeVerificationTokens();
    private final TextCipher mailCipher = new TextCipher(Fixtures.KEYS, secrets, "mail");

    /** Invitations and proved addresses that are there without a mail. */
    Proofs proofs() {
        return new Proofs(store, tokens, clock);
    }

    RegistrationUseCases useCases() {
        IdGenerator ids = IdGenerator.timeOrdered(clock, secrets);
        VerificationPolicy policy = VerificationPolicy.DEFAULT;
        MailComposer mails = mails(ids);
        Paging paging = new Paging(new SecretHasher(Fixtures.KEYS, "cursor"));
        return new RegistrationUseCases(
                new InitiateRegistration(transactions, secrets, Fixtures.CODE_HASHER, mails, ids, clock, policy, true),
                new ResendVerificationCode(
                        transactions, secrets, Fixtures.CODE_HASHER, mails, ids, clock, policy, true),
                new VerifyEmailCode(
                        transactions, Fixtures.CODE_HASHER, tokens, ids, clock, policy, Duration.ofMinutes(10)),
                new CompleteRegistration(
                        transactions, tokens, secrets, Fixtures.API_KEY_HASHER, keyCache, mails, ids, clock, true),
                new AuthenticateApiKey(transactions, Fixtures.API_KEY_HASHER, keyCache, clock),
                new AuthorizeSuperadmin(transactions, ids, clock),
                jamCodes(ids, paging),
                new FindMails(transactions, paging),
                new InvitationUseCases(
                        new InviteUser(transactions, secrets, Fixtures.CODE_HASHER, mails, ids, clock, policy),
                        new ListInvitations(transactions, paging, ids, clock),
                        new ResendInvitation(transactions, secrets, Fixtures.CODE_HASHER, mails, ids, clock, policy),
                        new RevokeInvitation(transactions, ids, clock)),
                new ApiKeyUseCases(
                        new CreateApiKey(transactions, secrets, Fixtures.API_KEY_HASHER, keyCache, mails, ids, clock),
                        new ListApiKeys(transactions, paging, ids, clock),
                        new FindApiKey(transactions, ids, clock),
                        new RevokeApiKey(transactions, keyCache, mails, ids, clock),
                        new RevokeLeakedKey(transactions, Fixtures.API_KEY_HASHER, keyCache, mails, ids, clock)),
                new ListAuditEvents(transactions, paging, ids, clock),
                accounts(ids, paging, mails, policy));
    }

    private MailComposer mails(IdGenerator ids) {
        return new MailComposer("LEADR", "http://localhost:8080", MailTemplates.builtIn(), mailCipher, ids);
    }

    List<SampleMail> samples() {
        return mails(IdGenerator.timeOrdered(clock, secrets)).samples(NOON);
    }

    /** What the newest mail says. */
    MailContent lastMail() {
        OutgoingMail mail = store.mails().get(store.mails().size() - 1);
        return MailContent.split(mailCipher
                .open(mail.id().toString(), Objects.requireNonNull(mail.content()))
                .orElseThrow());
    }

    private JamCodeUseCases jamCodes(IdGenerator ids, Paging paging) {
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

    private AccountUseCases accounts(IdGenerator ids, Paging paging, MailComposer mails, VerificationPolicy policy) {
        KeyCache cache = new KeyCache(Duration.ZERO);
        return new AccountUseCases(
                new FindAccounts(transactions, paging),
                new FindAccount(transactions),
                new UpdateAccount(transactions, cache, ids, clock),
                new FindUsers(transactions, paging, ids, clock),
                new FindUser(transactions),
                new UpdateUser(transactions, cache, ids, clock),
                new DeleteUser(transactions, cache, mails, ids, clock),
                new RequestEmailChange(transactions, secrets, Fixtures.CODE_HASHER, mails, ids, clock, policy),
                new ConfirmEmailChange(transactions, Fixtures.CODE_HASHER, cache, mails, ids, clock, policy));
    }

    /** Does something to the store in a transaction of its own. */
    void in(Consumer<RegistrationStore> work) {
        boolean done = store.run(inside -> {
            work.accept(inside);
            return true;
        });
        if (!done) {
            throw new AssertionError("not done");
        }
    }

    /** Begins again with nothing stored. */
    void forgetEverything() {
        store = new InMemoryStore();
    }

    InstantSource clock() {
        return clock;
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    /** The code that was made last. */
    String lastCode() {
        return lastCode;
    }

    /** Lets something happen, such as a fault, whenever a use case turns to the store. */
    void beforeEachTransaction(Runnable happening) {
        this.beforeEachTransaction = happening;
    }

    void setReady(boolean ready) {
        this.ready = ready;
    }

    @Override
    public boolean isReady() {
        return ready;
    }
}
