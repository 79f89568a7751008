package leadr.registration.adapter.jpa;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.function.Consumer;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.access.AuthorizeSuperadmin;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.KeyCache;
import leadr.registration.application.access.Superadmin;
import leadr.registration.application.jamcode.CreateJamCode;
import leadr.registration.application.jamcode.RedeemJamCode;
import leadr.registration.application.jamcode.UpdateJamCode;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.MailTemplates;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.registration.CompleteRegistration;
import leadr.registration.application.registration.VerifyEmailCode;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.TextCipher;
import leadr.registration.application.secret.VerificationTokens;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.FakeVerificationTokens;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.SettableClock;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeText;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationPolicy;
import org.jspecify.annotations.Nullable;

/** The real use cases over a database, and short ways to what they need. */
final class UseCases {
    final SettableClock clock = new SettableClock(NOON);
    final IdGenerator ids = IdGenerator.timeOrdered(clock, Fixtures.SECRETS);
    final CreateJamCode createJamCode;
    final UpdateJamCode updateJamCode;
    final RedeemJamCode redeemJamCode;
    final VerifyEmailCode verify;
    final CompleteRegistration complete;

    final FakeVerificationTokens tokens = new FakeVerificationTokens();
    private final Transactions transactions;

    UseCases(Transactions transactions) {
        this.transactions = transactions;
        TextCipher cipher = new TextCipher(Fixtures.KEYS, Fixtures.SECRETS, "mail");
        createJamCode = new CreateJamCode(transactions, ids, clock);
        updateJamCode = new UpdateJamCode(transactions, ids, clock);
        redeemJamCode = new RedeemJamCode(transactions, ids, clock);
        verify = new VerifyEmailCode(
                transactions,
                Fixtures.CODE_HASHER,
                tokens,
                ids,
                clock,
                VerificationPolicy.DEFAULT,
                Duration.ofMinutes(10));
        complete = new CompleteRegistration(
                transactions,
                tokens,
                Fixtures.SECRETS,
                Fixtures.API_KEY_HASHER,
                new KeyCache(Duration.ZERO),
                new MailComposer("LEADR", "http://localhost", MailTemplates.builtIn(), cipher, ids),
                ids,
                clock,
                true);
    }

    /** A token of an address that was proved a moment ago. */
    PlainSecret tokenFor(String email) {
        VerificationCode used =
                Fixtures.registrationCode(email).markAsUsed(clock.instant().plusSeconds(1));
        commit(store -> store.verificationCodes().add(used));
        return tokens.issue(new VerificationTokens.Claims(
                used.id(),
                used.email(),
                used.type(),
                used.userId(),
                clock.instant(),
                clock.instant().plusSeconds(600)));
    }

    CompleteRegistration.Result complete(
            PlainSecret token, String name, @Nullable String jamCode, @Nullable String idempotencyKey) {
        return complete.execute(new CompleteRegistration.Command(
                token,
                name,
                null,
                jamCode,
                null,
                idempotencyKey == null ? null : new IdempotencyKey(idempotencyKey),
                PreferredLanguages.NONE,
                Fixtures.from("192.0.2.1")));
    }

    CompleteRegistration.Result complete(PlainSecret token, String name, String slug) {
        return complete.execute(new CompleteRegistration.Command(
                token, name, slug, null, null, null, PreferredLanguages.NONE, Fixtures.from("192.0.2.1")));
    }

    /** The owner of a new account, calling. */
    Caller owner(String name) {
        Account account = Fixtures.account(name);
        User user = Fixtures.owner(account, account.slug().value() + "@example.com");
        commit(store -> {
            store.accounts().add(account);
            store.users().add(user);
        });
        return new Caller(user, account, new ApiKeyId(Fixtures.anId()));
    }

    Superadmin superadmin() {
        Account account = Fixtures.account("Operators");
        User root = Fixtures.owner(account, "root@example.com").asSuperAdmin(NOON);
        commit(store -> {
            store.accounts().add(account);
            store.users().add(root);
        });
        Caller caller = new Caller(root, account, new ApiKeyId(Fixtures.anId()));
        return new AuthorizeSuperadmin(transactions, ids, clock)
                .execute(new AuthorizeSuperadmin.Command(
                        caller, AuditAction.CREATE_JAM_CODE, "test", Fixtures.from("192.0.2.1")))
                .orElseThrow();
    }

    @CanIgnoreReturnValue
    JamCode jamCode(Superadmin by, String text, @Nullable Integer maxUses, Attributes features) {
        CreateJamCode.Result made = createJamCode.execute(new CreateJamCode.Command(
                by, JamCodeText.parse(text), "A jam", features, maxUses, null, null, Fixtures.from("192.0.2.1")));
        return ((CreateJamCode.Created) made).code();
    }

    RedeemJamCode.Result redeem(Caller caller, String code) {
        return redeemJamCode.execute(
                new RedeemJamCode.Command(caller, code, Attributes.EMPTY, null, Fixtures.from("192.0.2.1")));
    }

    void commit(Consumer<RegistrationStore> work) {
        boolean done = transactions.run(store -> {
            work.accept(store);
            return true;
        });
        assertThat(done).isTrue();
    }
}
