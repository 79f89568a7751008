package leadr.registration.adapter.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.Superadmin;
import leadr.registration.application.jamcode.CreateJamCode;
import leadr.registration.application.jamcode.CreateJamCode.Created;
import leadr.registration.application.jamcode.RedeemJamCode;
import leadr.registration.application.jamcode.RedeemJamCode.Redeemed;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.registration.CompleteRegistration;
import leadr.registration.application.registration.CompleteRegistration.Completed;
import leadr.registration.application.registration.VerifyEmailCode;
import leadr.registration.application.registration.VerifyEmailCode.Verified;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Race;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCodeText;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that are sent again: at the same time, and after a crash. */
abstract class IdempotencyOnDatabase {
    private static final String EMAIL = "ada@example.com";

    private final TestDatabase database;
    private final UseCases on;

    IdempotencyOnDatabase(TestDatabase database) {
        this.database = database;
        this.on = new UseCases(database.transactions());
    }

    @BeforeEach
    void empty() throws SQLException {
        database.empty();
    }

    private int count(String from) throws SQLException {
        return Integer.parseInt(database.query("select count(*) from " + from).get(0));
    }

    @Test
    void ofTwentyEqualRegistrationsAtOnceOneIsDoneAndAllGetItsAccount() throws SQLException {
        PlainSecret token = on.tokenFor(EMAIL);

        List<CompleteRegistration.Result> results =
                Race.of(20, number -> () -> on.complete(token, "Ada's Games", null, "key-1"));

        assertThat(results).allMatch(Completed.class::isInstance);
        assertThat(results)
                .extracting(result -> ((Completed) result).account().id())
                .containsOnly(((Completed) results.get(0)).account().id());
        assertThat(results)
                .filteredOn(result -> !((Completed) result).replayed())
                .hasSize(1);
        Set<String> secrets = new HashSet<>();
        results.forEach(
                result -> secrets.add(((Completed) result).apiKey().secret().reveal()));
        assertThat(secrets).as("a fresh one each time").hasSize(20);
        assertThat(List.of(count("accounts"), count("users"), count("api_keys"), count("mails")))
                .containsOnly(1);
    }

    @Test
    void ofTwentyEqualVerificationsAtOnceAllGetTheSameToken() {
        OneTimeCode code = OneTimeCode.parse("ABCDEF");
        VerificationCodeId id = new VerificationCodeId(Fixtures.anId());
        on.commit(store -> store.verificationCodes()
                .add(VerificationCode.issue(
                        id,
                        VerificationCodeType.REGISTRATION,
                        EmailAddress.of(EMAIL),
                        null,
                        Fixtures.CODE_HASHER.digest(id.text(), code.secret()),
                        Duration.ofMinutes(10),
                        on.clock.instant())));

        List<VerifyEmailCode.Result> results = Race.of(
                20,
                number -> () -> on.verify.execute(new VerifyEmailCode.Command(
                        EmailAddress.of(EMAIL), code, new IdempotencyKey("key-1"), Fixtures.from("192.0.2.1"))));

        assertThat(results).allMatch(Verified.class::isInstance);
        assertThat(results)
                .extracting(result -> ((Verified) result).token())
                .containsOnly(((Verified) results.get(0)).token());
        assertThat(results)
                .filteredOn(result -> !((Verified) result).replayed())
                .hasSize(1);
    }

    @Test
    void ofTwentyEqualJamCodesAtOnceOneIsMadeAndAllGetIt() throws SQLException {
        Superadmin admin = on.superadmin();

        List<CreateJamCode.Result> results = Race.of(20, number -> () -> create(admin, "key-1", "A jam"));

        assertThat(results).allMatch(Created.class::isInstance);
        assertThat(results)
                .extracting(result -> ((Created) result).code())
                .containsOnly(((Created) results.get(0)).code());
        assertThat(results).filteredOn(result -> !((Created) result).replayed()).hasSize(1);
        assertThat(count("jam_codes")).isEqualTo(1);
        assertThat(create(admin, "key-1", "Another"))
                .isEqualTo(new CreateJamCode.Refused(CreateJamCode.Reason.KEY_REUSED));
        assertThat(create(admin, "key-2", "A jam"))
                .isEqualTo(new CreateJamCode.Refused(CreateJamCode.Reason.CODE_TAKEN));
    }

    @Test
    void ofTwentyEqualRedemptionsAtOnceOneIsMadeAndAllGetIt() throws SQLException {
        on.jamCode(on.superadmin(), "JAM", 5, Attributes.EMPTY);
        Caller owner = on.owner("Team");

        List<RedeemJamCode.Result> results = Race.of(20, number -> () -> redeem(owner, "jam", "key-1"));

        assertThat(results).allMatch(Redeemed.class::isInstance);
        assertThat(results)
                .extracting(result -> ((Redeemed) result).redemption())
                .containsOnly(((Redeemed) results.get(0)).redemption());
        assertThat(List.of(count("jam_code_redemptions"), count("jam_code_stripes where uses = 1")))
                .containsOnly(1);
    }

    @Test
    void aRefusedRequestIsNotRememberedSoItCanBeSentAgain() throws SQLException {
        Caller owner = on.owner("Team");
        assertThat(redeem(owner, "later", "key-1")).isEqualTo(new RedeemJamCode.Refused(RedeemJamCode.Reason.UNKNOWN));
        on.jamCode(on.superadmin(), "LATER", 5, Attributes.EMPTY);

        assertThat(redeem(owner, "later", "key-1")).isInstanceOf(Redeemed.class);
        assertThat(count("idempotent_requests")).isEqualTo(1);
    }

    /** The process dies before the commit: whatever it did is gone, and the repeat does it. */
    @Test
    void nothingOfARequestSurvivesACrashBeforeItsCommit() throws SQLException {
        Superadmin admin = on.superadmin();
        on.jamCode(admin, "LAUNCH", 5, Attributes.EMPTY);
        PlainSecret token = on.tokenFor(EMAIL);
        Caller owner = on.owner("Team");
        List<Integer> before = counts();
        UseCases crashing = new UseCases(new Crashing(database.transactions()));

        assertCrashes(() -> create(crashing, admin, "key-1", "A jam"));
        assertCrashes(() -> redeem(crashing, owner, "launch", "key-2"));
        assertCrashes(() -> complete(crashing, token));

        assertThat(counts()).isEqualTo(before);
        assertThat(((Created) create(admin, "key-1", "A jam")).replayed()).isFalse();
        assertThat(((Redeemed) redeem(owner, "launch", "key-2")).replayed()).isFalse();
        assertThat(((Completed) complete(on, token)).replayed()).isFalse();
    }

    /** The process dies after the commit, before the answer: the repeat gets the answer. */
    @Test
    void aRepeatAfterALostAnswerGetsWhatWasDone() throws SQLException {
        PlainSecret token = on.tokenFor(EMAIL);
        Completed lost = (Completed) complete(on, token);
        on.clock.advance(Duration.ofHours(23));

        Completed repeated = (Completed) complete(on, token);

        assertThat(repeated.replayed()).isTrue();
        assertThat(repeated.account()).isEqualTo(lost.account());
        assertThat(repeated.user()).isEqualTo(lost.user());
        assertThat(repeated.apiKey()).isNotEqualTo(lost.apiKey());
        assertThat(count("api_keys")).isEqualTo(1);
        on.clock.advance(Duration.ofHours(1));
        assertThat(complete(on, token))
                .isEqualTo(new CompleteRegistration.Refused(CompleteRegistration.Reason.TOKEN_EXPIRED, null));
    }

    private List<Integer> counts() throws SQLException {
        return List.of(
                count("accounts"),
                count("users"),
                count("api_keys"),
                count("jam_codes"),
                count("jam_code_redemptions"),
                count("jam_code_stripes where uses > 0"),
                count("idempotent_requests"),
                count("mails"),
                count("audit_events"));
    }

    private static void assertCrashes(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(Crash.class);
    }

    private static CompleteRegistration.Result complete(UseCases useCases, PlainSecret token) {
        return useCases.complete.execute(new CompleteRegistration.Command(
                token,
                "Ada's Games",
                null,
                null,
                null,
                new IdempotencyKey("key-3"),
                PreferredLanguages.NONE,
                Fixtures.from("192.0.2.1")));
    }

    private CreateJamCode.Result create(Superadmin admin, String key, String description) {
        return create(on, admin, key, description);
    }

    private static CreateJamCode.Result create(UseCases useCases, Superadmin admin, String key, String description) {
        return useCases.createJamCode.execute(new CreateJamCode.Command(
                admin,
                JamCodeText.parse("JAM2026"),
                description,
                Attributes.EMPTY,
                10,
                null,
                new IdempotencyKey(key),
                Fixtures.from("192.0.2.1")));
    }

    private RedeemJamCode.Result redeem(Caller owner, String code, String key) {
        return redeem(on, owner, code, key);
    }

    private static RedeemJamCode.Result redeem(UseCases useCases, Caller owner, String code, String key) {
        return useCases.redeemJamCode.execute(new RedeemJamCode.Command(
                owner, code, Attributes.EMPTY, new IdempotencyKey(key), Fixtures.from("192.0.2.1")));
    }

    /** Does everything but the commit. */
    private record Crashing(Transactions store) implements Transactions {
        @Override
        public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
            return store.run(inside -> {
                R lost = work.apply(inside);
                throw new Crash(lost);
            });
        }
    }

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Crash(Object lost) {
            super("lost: " + lost.getClass().getSimpleName());
        }
    }
}
