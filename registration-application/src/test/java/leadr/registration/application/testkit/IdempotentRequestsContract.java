package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.IdempotentRequest;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import org.junit.jupiter.api.Test;

/** What every store promises of {@link leadr.registration.application.store.IdempotentRequests}. */
public interface IdempotentRequestsContract extends StoreContract {
    private UserId addedCaller(String name) {
        Account account = account(name);
        User owner = owner(account, name + "@example.org");
        commit(store -> {
            store.accounts().add(account);
            store.users().add(owner);
        });
        return owner.id();
    }

    private static IdempotentRequest request(
            UserId caller, AuditAction action, String key, String content, Instant at) {
        return new IdempotentRequest(caller, action, new IdempotencyKey(key).mark(content), anId(), at);
    }

    private static IdempotentRequest request(UserId caller, Instant at) {
        return request(caller, AuditAction.CREATE_JAM_CODE, "key", "content", at);
    }

    private Optional<IdempotentRequest> claim(IdempotentRequest request) {
        return find(store -> store.idempotentRequests().claim(request));
    }

    @Test
    default void aRequestIsRememberedAndItsRepeatGetsIt() {
        UserId ann = addedCaller("ann");
        IdempotentRequest first = request(ann, NOON);

        assertThat(claim(first)).isEmpty();

        assertThat(claim(request(ann, NOON.plusSeconds(1)))).contains(first);
        assertThat(claim(request(ann, NOON.plusSeconds(2)))).contains(first);
    }

    @Test
    default void anotherRequestUnderTheSameKeyGetsTheFirstToo() {
        UserId ann = addedCaller("ann");
        IdempotentRequest first = request(ann, AuditAction.REDEEM_JAM_CODE, "key", "content", NOON);
        assertThat(claim(first)).isEmpty();

        assertThat(claim(request(ann, AuditAction.REDEEM_JAM_CODE, "key", "another", NOON)))
                .contains(first);
    }

    @Test
    default void otherCallersActionsAndKeysDoNotMeet() {
        UserId ann = addedCaller("ann");
        UserId bob = addedCaller("bob");
        List<IdempotentRequest> requests = List.of(
                request(ann, AuditAction.CREATE_JAM_CODE, "key", "content", NOON),
                request(bob, AuditAction.CREATE_JAM_CODE, "key", "content", NOON),
                request(ann, AuditAction.REDEEM_JAM_CODE, "key", "content", NOON),
                request(ann, AuditAction.CREATE_JAM_CODE, "Key", "content", NOON));

        assertThat(requests).allSatisfy(each -> assertThat(claim(each)).isEmpty());

        assertThat(requests).allSatisfy(each -> assertThat(claim(each)).contains(each));
    }

    @Test
    default void aRequestIsForgottenWhenItsLifeIsOver() {
        UserId ann = addedCaller("ann");
        Instant end = NOON.plus(IdempotentRequest.LIFE);
        IdempotentRequest first = request(ann, NOON);
        IdempotentRequest next = request(ann, end);
        assertThat(claim(first)).isEmpty();

        assertThat(claim(request(ann, end.minusNanos(1_000)))).contains(first);
        assertThat(claim(next)).isEmpty();

        assertThat(claim(request(ann, end))).contains(next);
        assertThat(claim(request(ann, end.plus(IdempotentRequest.LIFE).minusNanos(1_000))))
                .contains(next);
        assertThat(claim(request(ann, end.plus(IdempotentRequest.LIFE)))).isEmpty();
    }

    @Test
    default void aRequestByAClockThatIsBehindIsARepeat() {
        UserId ann = addedCaller("ann");
        IdempotentRequest first = request(ann, NOON);
        assertThat(claim(first)).isEmpty();

        assertThat(claim(request(ann, NOON.minusSeconds(5)))).contains(first);
    }

    @Test
    default void whatATransactionRemembersItSees() {
        IdempotentRequest first = request(addedCaller("ann"), NOON);

        commit(store -> {
            assertThat(store.idempotentRequests().claim(first)).isEmpty();
            assertThat(store.idempotentRequests().claim(first)).contains(first);
        });
    }

    @Test
    default void aForgottenRequestLeavesNothing() {
        UserId ann = addedCaller("ann");
        IdempotentRequest first = request(ann, NOON);
        IdempotentRequest beside = request(ann, AuditAction.REDEEM_JAM_CODE, "key", "content", NOON);
        assertThat(claim(beside)).isEmpty();
        commit(store -> {
            assertThat(store.idempotentRequests().claim(first)).isEmpty();
            store.idempotentRequests().forget(first);
        });

        IdempotentRequest next = request(ann, NOON.plusSeconds(1));
        assertThat(claim(next)).isEmpty();
        assertThat(claim(first)).contains(next);
        assertThat(claim(beside)).contains(beside);
    }

    @Test
    default void aRequestCanBeRememberedAgainWhereItWasForgotten() {
        UserId ann = addedCaller("ann");
        IdempotentRequest first = request(ann, NOON);
        IdempotentRequest next = request(ann, NOON.plusSeconds(1));

        commit(store -> {
            assertThat(store.idempotentRequests().claim(first)).isEmpty();
            store.idempotentRequests().forget(first);
            assertThat(store.idempotentRequests().claim(next)).isEmpty();
        });

        assertThat(claim(first)).contains(next);
    }

    @Test
    default void aRequestThatTookThePlaceOfAnOldOneCanBeForgotten() {
        UserId ann = addedCaller("ann");
        Instant end = NOON.plus(IdempotentRequest.LIFE);
        assertThat(claim(request(ann, NOON))).isEmpty();
        IdempotentRequest next = request(ann, end);
        commit(store -> {
            assertThat(store.idempotentRequests().claim(next)).isEmpty();
            store.idempotentRequests().forget(next);
        });

        assertThat(claim(request(ann, end.plusSeconds(1)))).isEmpty();
    }

    @Test
    default void aRequestOfALostTransactionLeavesNothing() {
        UserId ann = addedCaller("ann");
        IdempotentRequest first = request(ann, NOON);

        assertThatThrownBy(() -> commit(store -> {
                    assertThat(store.idempotentRequests().claim(first)).isEmpty();
                    throw new UnsupportedOperationException("bug");
                }))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(claim(request(ann, NOON))).isEmpty();
    }

    @Test
    default void aParallelRepeatWaitsAndGetsWhatCameOfTheFirst() {
        UserId ann = addedCaller("ann");
        IdempotentRequest first = request(ann, NOON);
        Rival<Optional<IdempotentRequest>> repeat = new Rival<>(() -> claim(request(ann, NOON)));

        commit(store -> {
            assertThat(store.idempotentRequests().claim(first)).isEmpty();
            repeat.act();
        });

        assertThat(repeat.result()).contains(first);
    }

    @Test
    default void aParallelRepeatIsTheFirstWhenNothingCameOfTheOther() {
        UserId ann = addedCaller("ann");
        IdempotentRequest next = request(ann, NOON);
        Rival<Optional<IdempotentRequest>> repeat = new Rival<>(() -> claim(next));

        assertThatThrownBy(() -> commit(store -> {
                    assertThat(store.idempotentRequests().claim(request(ann, NOON)))
                            .isEmpty();
                    repeat.act();
                    throw new UnsupportedOperationException("bug");
                }))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(repeat.result()).isEmpty();
        assertThat(claim(request(ann, NOON))).contains(next);
    }

    @RaceTest(value = "claims of one request", runners = 20)
    default void ofTwentyClaimsOfOneRequestAtOnceOneIsTheFirstAndTheOthersGetIt() {
        UserId ann = addedCaller("ann");

        List<Optional<UUID>> earlier = Race.of(
                20,
                number -> () -> claim(request(ann, NOON.plusSeconds(number))).map(IdempotentRequest::result));

        assertOneFirst(earlier, claim(request(ann, NOON)).orElseThrow().result());
    }

    @RaceTest(value = "claims of one request when an old one is over", runners = 20)
    default void ofTwentyClaimsInThePlaceOfAnOldOneAtOnceOneIsTheFirst() {
        UserId ann = addedCaller("ann");
        Instant end = NOON.plus(IdempotentRequest.LIFE);
        assertThat(claim(request(ann, NOON))).isEmpty();

        List<Optional<UUID>> earlier = Race.of(
                20, number -> () -> claim(request(ann, end.plusSeconds(number))).map(IdempotentRequest::result));

        assertOneFirst(earlier, claim(request(ann, end)).orElseThrow().result());
    }

    private static void assertOneFirst(List<Optional<UUID>> earlier, UUID remembered) {
        assertThat(earlier).containsOnlyOnce(Optional.empty());
        assertThat(Collections.frequency(earlier, Optional.of(remembered))).isEqualTo(earlier.size() - 1);
    }
}
