package leadr.registration.application.registration;

import static leadr.registration.application.testkit.Bench.TICK;
import static leadr.registration.application.testkit.Fixtures.API_KEY_HASHER;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.jamCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.AuthenticateApiKey;
import leadr.registration.application.access.AuthenticateApiKey.Authenticated;
import leadr.registration.application.access.Caller;
import leadr.registration.application.jamcode.RedeemJamCode;
import leadr.registration.application.registration.CompleteRegistration.Completed;
import leadr.registration.application.registration.CompleteRegistration.Reason;
import leadr.registration.application.registration.CompleteRegistration.Refused;
import leadr.registration.application.registration.CompleteRegistration.Result;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.StoreUnavailable;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Mishap;
import leadr.registration.application.testkit.Race;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.VerificationCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link CompleteRegistration} under an idempotency key. */
class CompleteRegistrationRepeatTest {
    private static final String ANN = "ann@example.org";
    private static final String KEY = "4711";
    private static final RequestOrigin ORIGIN = Fixtures.from("192.0.2.1");

    private final Bench bench = new Bench();
    private final PlainSecret token = bench.tokenFor(ANN);
    private final Completing alpha = Completing.with(token).key(KEY);

    private Result complete(Completing what) {
        return complete(bench.store, what);
    }

    private Result complete(Transactions transactions, Completing what) {
        return bench.completeRegistration(transactions).execute(what.command());
    }

    private Completed completed(Completing what) {
        return (Completed) complete(what);
    }

    private AuthenticateApiKey.Result open(ApiKeySecret secret) {
        return new AuthenticateApiKey(bench.store, API_KEY_HASHER, bench.clock)
                .execute(new AuthenticateApiKey.Command(secret.secret().reveal()));
    }

    private ApiKey key() {
        return bench.store.apiKeys().get(0);
    }

    /** Refused for this reason, with an audit event and nothing else in the store. */
    private void assertRefused(Completing what, Reason reason) {
        List<List<?>> before = bench.everythingButAudit();
        int events = bench.store.auditEvents().size();

        assertThat(complete(what)).isEqualTo(new Refused(reason));

        assertThat(bench.everythingButAudit()).isEqualTo(before);
        assertThat(bench.store.auditEvents()).hasSize(events + 1);
        assertThat(bench.lastEvent().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(bench.lastEvent().reason()).isEqualTo(reason.name());
    }

    private void assertRepeated(Completed first, Completed repeat) {
        assertThat(repeat.replayed()).isTrue();
        assertThat(repeat.account()).isEqualTo(first.account());
        assertThat(repeat.user()).isEqualTo(first.user());
        assertThat(repeat.redemption()).isEqualTo(first.redemption());
        assertThat(repeat.apiKey().secret()).isNotEqualTo(first.apiKey().secret());
    }

    @Test
    void aRepeatGetsTheSameAccountAndAFreshTextOfTheSameKey() {
        Completed first = completed(alpha);
        assertThat(first.replayed()).isFalse();
        ApiKey before = key();
        bench.clock.advance(Duration.ofSeconds(30));

        Completed repeat = completed(alpha);

        assertRepeated(first, repeat);
        assertThat(bench.store.accounts()).containsExactly(first.account());
        assertThat(bench.store.users()).containsExactly(first.user());
        assertThat(bench.store.apiKeys())
                .containsExactly(before.replaceSecret(
                        repeat.apiKey(),
                        API_KEY_HASHER.digest("", repeat.apiKey().secret()),
                        NOON.plusSeconds(30)));
        assertThat(bench.store.mails()).as("the code and one welcome").hasSize(2);
    }

    @Test
    void theOldTextOpensNothingAnyMoreAndTheFreshOneOpensTheAccount() {
        Completed first = completed(alpha);
        Completed repeat = completed(alpha);

        assertThat(open(first.apiKey())).isEqualTo(new AuthenticateApiKey.Refused(AuthenticateApiKey.Reason.UNKNOWN));
        assertThat(open(repeat.apiKey()))
                .isEqualTo(new Authenticated(new Caller(first.user(), first.account(), key().id())));
    }

    @Test
    void aRepeatIsInTheAuditLogAsWhatItIs() {
        Completed first = completed(alpha);
        int events = bench.store.auditEvents().size();

        assertThat(completed(alpha).replayed()).isTrue();

        assertThat(bench.store.auditEvents()).hasSize(events + 1);
        assertThat(bench.lastEvent())
                .isEqualTo(new AuditEvent(
                        bench.lastEvent().id(),
                        NOON,
                        first.user().id().text(),
                        AuditAction.COMPLETE_REGISTRATION,
                        first.account().id().text(),
                        Outcome.DONE,
                        "REPLAYED",
                        Completing.ORIGIN,
                        first.account().id()));
    }

    @Test
    void theCodeRemembersTheRequestAndTheKeyThatCameOfIt() {
        assertThat(completed(alpha).replayed()).isFalse();

        VerificationCode code = bench.store.verificationCodes().get(0);
        assertThat(code.consumedBy()).isEqualTo(alpha.command().mark());
        assertThat(code.issuedKey()).isEqualTo(key().id());
    }

    @Test
    void withoutAKeyNothingIsRemembered() {
        assertThat(completed(alpha.key(null)).replayed()).isFalse();

        assertThat(bench.store.verificationCodes().get(0).consumedBy()).isNull();
        assertThat(bench.store.verificationCodes().get(0).issuedKey()).isEqualTo(key().id());
        assertRefused(alpha.key(null), Reason.TOKEN_USED);
        assertRefused(alpha, Reason.TOKEN_USED);
    }

    @Test
    void aRepeatIsRecognisedForADayAlsoAfterTheEndOfTheToken() {
        Completed first = completed(alpha);
        Instant end = NOON.plus(Duration.ofHours(24));

        for (Instant moment :
                List.of(NOON.plus(Bench.TOKEN_LIFE).minusSeconds(2), NOON.plus(Bench.TOKEN_LIFE), end.minus(TICK))) {
            bench.clock.set(moment);
            assertRepeated(first, completed(alpha));
        }
        ApiKey last = key();

        bench.clock.set(end);
        assertRefused(alpha, Reason.TOKEN_EXPIRED);
        assertThat(key()).isEqualTo(last);
    }

    @Test
    void theDayBeginsWithTheCompletionAndNotWithTheLastRepeat() {
        bench.clock.advance(Duration.ofMinutes(9));
        assertThat(completed(alpha).replayed()).isFalse();
        bench.clock.advance(Duration.ofHours(20));
        assertThat(completed(alpha).replayed()).isTrue();

        bench.clock.set(
                NOON.plus(Duration.ofMinutes(9)).plus(Duration.ofHours(24)).minus(TICK));
        assertThat(completed(alpha).replayed()).isTrue();
        bench.clock.advance(TICK);
        assertRefused(alpha, Reason.TOKEN_EXPIRED);
    }

    @Test
    void aKeyIsOfOneBody() {
        bench.add(jamCode("SPRING", null));
        Completing full = alpha.slug("alpha").jamCode("SPRING").displayName("Ann");
        assertThat(completed(full).replayed()).isFalse();
        List<Completing> others = List.of(
                full.name("Team Beta"),
                full.name("team alpha"),
                full.name(null),
                full.slug("beta"),
                full.slug(null),
                full.jamCode("SUMMER"),
                full.jamCode(null),
                full.displayName("Bob"),
                full.displayName(null));

        others.forEach(other -> assertRefused(other, Reason.KEY_REUSED));

        bench.clock.advance(Bench.TOKEN_LIFE);
        assertRefused(full.name("Team Beta"), Reason.KEY_REUSED);
        assertThat(completed(full).replayed()).isTrue();
    }

    @Test
    void anotherKeyIsAnotherRequest() {
        assertThat(completed(alpha).replayed()).isFalse();

        assertRefused(alpha.key("4712"), Reason.TOKEN_USED);
        assertRefused(alpha.key(null), Reason.TOKEN_USED);
        bench.clock.advance(Bench.TOKEN_LIFE);
        assertRefused(alpha.key("4712"), Reason.TOKEN_EXPIRED);
        assertRefused(alpha.key(null), Reason.TOKEN_EXPIRED);
    }

    @Test
    void aKeyOfAnotherTokenDoesNotMeet() {
        Completed first = completed(alpha);
        PlainSecret bobs = bench.tokenFor("bob@example.org");

        Completed second = completed(alpha.token(bobs).name("Team Beta"));

        assertThat(second.replayed()).isFalse();
        assertThat(second.account().id()).isNotEqualTo(first.account().id());
    }

    @Test
    void anExpiredTokenThatWasNeverUsedIsExpired() {
        bench.clock.advance(Bench.TOKEN_LIFE);

        assertRefused(alpha, Reason.TOKEN_EXPIRED);
    }

    @Test
    void aTokenNobodyIssuedIsNoRepeat() {
        assertThat(completed(alpha).replayed()).isFalse();

        assertRefused(alpha.token(new PlainSecret("made-up")), Reason.TOKEN_INVALID);
    }

    @Test
    void aRefusedRequestCanBeTriedAgainUnderItsKeyWithAnotherBody() {
        assertRefused(alpha.name(" "), Reason.ACCOUNT_NAME_MISSING);
        assertRefused(alpha.jamCode("NOSUCHCODE"), Reason.JAM_CODE_INVALID);

        assertThat(completed(alpha).replayed()).isFalse();
    }

    // --- when it is too late ----------------------------------------------------------------------------------------

    @Test
    void onceTheKeyWasUsedTheTextStays() {
        Completed first = completed(alpha);
        assertThat(open(first.apiKey())).isInstanceOf(Authenticated.class);

        assertRefused(alpha, Reason.COMPLETED_BEFORE);
        bench.clock.advance(Duration.ofHours(23));
        assertRefused(alpha, Reason.COMPLETED_BEFORE);

        assertThat(open(first.apiKey())).isInstanceOf(Authenticated.class);
        assertRefused(alpha.name("Another body"), Reason.KEY_REUSED);
    }

    @Test
    void onceAFreshTextWasUsedItStays() {
        assertThat(completed(alpha).replayed()).isFalse();
        Completed repeat = completed(alpha);
        assertThat(open(repeat.apiKey())).isInstanceOf(Authenticated.class);

        assertRefused(alpha, Reason.COMPLETED_BEFORE);
        assertThat(open(repeat.apiKey())).isInstanceOf(Authenticated.class);
    }

    private void changeKey(UnaryOperator<ApiKey> how) {
        bench.in(store -> store.apiKeys()
                .update(how.apply(store.apiKeys().findForUpdate(key().id()).orElseThrow())));
    }

    /** What happened to a registration before its request was repeated. */
    private interface Fate extends Consumer<CompleteRegistrationRepeatTest> {}

    static Stream<Fate> fates() {
        return Stream.of(
                test -> test.changeKey(key -> key.revoke(NOON)),
                test -> test.changeKey(key -> expiring(key, test.bench.clock.instant())),
                test -> test.bench.in(store -> store.users()
                        .update(store.users()
                                .findForUpdate(test.bench.store.users().get(0).id())
                                .orElseThrow()
                                .suspend(NOON))),
                test -> test.bench.in(store -> store.accounts()
                        .update(store.accounts()
                                .findForUpdate(
                                        test.bench.store.accounts().get(0).id())
                                .orElseThrow()
                                .suspend(NOON))));
    }

    @ParameterizedTest
    @MethodSource("fates")
    void whatOpensNothingAnyMoreGetsNoFreshText(Fate fate) {
        assertThat(completed(alpha).replayed()).isFalse();
        fate.accept(this);

        assertRefused(alpha, Reason.COMPLETED_BEFORE);
        bench.clock.advance(Bench.TOKEN_LIFE);
        assertRefused(alpha, Reason.COMPLETED_BEFORE);
    }

    private static ApiKey expiring(ApiKey key, Instant end) {
        return new ApiKey(
                key.id(),
                key.accountId(),
                key.userId(),
                key.name(),
                key.prefix(),
                key.digest(),
                key.status(),
                null,
                end,
                key.createdAt(),
                key.updatedAt());
    }

    @Test
    void aKeyThatHasNotExpiredYetGetsAFreshText() {
        assertThat(completed(alpha).replayed()).isFalse();
        changeKey(key -> expiring(key, NOON.plus(TICK)));

        assertThat(completed(alpha).replayed()).isTrue();
        assertThat(key().expiresAt()).isEqualTo(NOON.plus(TICK));
    }

    // --- with a jam code --------------------------------------------------------------------------------------------

    @Test
    void theRepeatOfARegistrationWithAJamCodeGetsItsRedemption() {
        bench.add(jamCode("SPRING", 1).withFeatures(Attributes.of(Map.of("boards", 10)), NOON));
        Completed first = completed(alpha.jamCode("spring"));

        Completed repeat = completed(alpha.jamCode("spring"));

        assertRepeated(first, repeat);
        assertThat(Objects.requireNonNull(repeat.redemption()).meta()).isEqualTo(Attributes.of(Map.of("boards", 10)));
        assertThat(bench.store.jamCodeRedemptions()).containsExactly(repeat.redemption());
        assertThat(bench.store.jamCodes().get(0).usage().currentUses()).isEqualTo(1);
    }

    private void redeemLater(Completed completed, String code) {
        bench.clock.advance(Duration.ofSeconds(1));
        assertThat(bench.redeemJamCode(bench.store)
                        .execute(new RedeemJamCode.Command(
                                new Caller(completed.user(), completed.account(), key().id()),
                                code,
                                Attributes.EMPTY,
                                null,
                                ORIGIN)))
                .isInstanceOf(RedeemJamCode.Redeemed.class);
    }

    @Test
    void whatTheAccountRedeemedLaterIsNotOfTheRegistration() {
        bench.add(jamCode("SPRING", null));
        bench.add(jamCode("SUMMER", null));
        Completed first = completed(alpha.jamCode("SUMMER"));
        redeemLater(first, "SPRING");

        assertThat(completed(alpha.jamCode("SUMMER")).redemption()).isEqualTo(first.redemption());
    }

    @Test
    void theRepeatOfARegistrationWithoutAJamCodeHasNone() {
        bench.add(jamCode("SPRING", null));
        Completed first = completed(alpha.jamCode("  "));
        assertThat(first.redemption()).isNull();
        redeemLater(first, "SPRING");

        assertThat(completed(alpha.jamCode("  ")).redemption()).isNull();
    }

    @Test
    void theRepeatOfARegistrationWithNothingAboutAJamCodeHasNone() {
        bench.add(jamCode("SPRING", null));
        redeemLater(completed(alpha), "SPRING");

        assertThat(completed(alpha).redemption()).isNull();
    }

    // --- at once, and with mishaps ----------------------------------------------------------------------------------

    @Test
    void ofTwentyRepeatsAtOnceOneFoundsTheAccountAndTheLastTextOpensIt() {
        bench.add(jamCode("SPRING", 1));

        List<Completed> results = Race.of(20, number -> () -> completed(alpha.jamCode("SPRING")));

        assertThat(bench.store.accounts()).hasSize(1);
        assertThat(bench.store.users()).hasSize(1);
        assertThat(bench.store.apiKeys()).hasSize(1);
        assertThat(bench.store.jamCodeRedemptions()).hasSize(1);
        assertThat(Collections.frequency(
                        results.stream().map(Completed::replayed).toList(), false))
                .isEqualTo(1);
        Set<PlainSecret> texts = new HashSet<>();
        results.forEach(
                result -> assertThat(texts.add(result.apiKey().secret())).isTrue());
        assertThat(results.stream().filter(result -> open(result.apiKey()) instanceof Authenticated))
                .as("texts that open the account")
                .hasSize(1);
    }

    @Test
    void whoUsesTheKeyWhileOthersRepeatIsNotLockedOut() {
        Completed first = completed(alpha);

        List<Boolean> results = Race.of(
                20,
                number -> () -> number % 2 == 0
                        ? open(first.apiKey()) instanceof Authenticated
                        : complete(alpha) instanceof Completed);

        boolean used = IntStream.range(0, 20).anyMatch(number -> number % 2 == 0 && results.get(number));
        boolean replaced = IntStream.range(0, 20).anyMatch(number -> number % 2 == 1 && results.get(number));
        assertThat(used).as("used, or replaced").isNotEqualTo(replaced);
        assertThat(open(first.apiKey()) instanceof Authenticated).isEqualTo(used);
    }

    @Test
    void aRequestThatDiedIsAsIfItHadNeverBeen() {
        bench.add(jamCode("SPRING", 1));
        List<List<?>> before = bench.everythingButAudit();
        Completing spring = alpha.jamCode("SPRING");
        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() -> assertThat(complete(Mishap.DIES_BEFORE_THE_COMMIT.on(bench.store), spring))
                        .isNull());
        assertThat(bench.everythingButAudit()).isEqualTo(before);

        assertThat(completed(spring).replayed()).isFalse();
    }

    @Test
    void aRequestWhoseAnswerIsLostIsRepeated() {
        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() -> assertThat(complete(Mishap.LOSES_THE_ANSWER.on(bench.store), alpha))
                        .isNull());
        assertThat(bench.store.accounts()).hasSize(1);

        Completed repeat = completed(alpha);

        assertThat(repeat.replayed()).isTrue();
        assertThat(open(repeat.apiKey())).isInstanceOf(Authenticated.class);
    }

    @Test
    void aTransactionThatRunsAgainCompletesOnce() {
        bench.add(jamCode("SPRING", 1));
        Completing spring = alpha.jamCode("SPRING");

        Completed first = (Completed) complete(Mishap.RUNS_AGAIN.on(bench.store), spring);
        assertThat(first.replayed()).isFalse();
        assertThat(bench.store.accounts()).containsExactly(first.account());
        assertThat(bench.store.jamCodes().get(0).usage().currentUses()).isEqualTo(1);

        Completed repeat = (Completed) complete(Mishap.RUNS_AGAIN.on(bench.store), spring);
        assertRepeated(first, repeat);
        assertThat(open(repeat.apiKey())).isInstanceOf(Authenticated.class);
    }

    @Test
    void aCommandHasAMarkWhenItHasAKey() {
        assertThat(alpha.key(null).command().mark()).isNull();
        assertThat(alpha.command().mark()).isEqualTo(new IdempotencyKey(KEY).mark("Team Alpha", null, null, null));
    }
}
