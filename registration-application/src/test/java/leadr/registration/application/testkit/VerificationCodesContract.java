package leadr.registration.application.testkit;

import static leadr.registration.application.store.VerificationCodes.LIVE_INVITATIONS;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.code;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.registrationCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.RequestMark;
import leadr.registration.domain.verification.VerificationAttempt.Accepted;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;
import org.junit.jupiter.api.Test;

/** What every store promises of {@link leadr.registration.application.store.VerificationCodes}. */
public interface VerificationCodesContract extends StoreContract {
    private static MailboxKey ann() {
        return MailboxKey.of(email("ann@example.org"));
    }

    /** Adds codes as the use cases do: under the lock of the mailbox. */
    private void addAll(VerificationCode... codes) {
        commit(store -> {
            for (VerificationCode code : codes) {
                MailboxKey key = MailboxKey.of(code.email());
                assertThat(store.mailboxes().findForUpdate(key).key()).isEqualTo(key);
                store.verificationCodes().add(code);
            }
        });
    }

    private User addedOwner() {
        return Team.added(this, "Alpha").owner();
    }

    private VerificationCode stored(VerificationCode code) {
        return look(store -> store.verificationCodes().findForUpdate(code.id())).orElseThrow();
    }

    private static VerificationCode used(VerificationCode code, Instant now) {
        return ((Accepted) code.attempt(code.digest(), now)).next();
    }

    @Test
    default void aCodeComesBackAsItWasAdded() {
        User owner = addedOwner();
        VerificationCode pending = registrationCode("Ann@Bücher.example");
        VerificationCode consumed = used(
                        code(VerificationCodeType.INVITE, "ann@example.org", owner.id(), NOON), NOON.plusSeconds(1))
                .consume(NOON.plusSeconds(2));
        VerificationCode deleted = code(VerificationCodeType.RECOVERY, "ann@example.org", owner.id(), NOON)
                .markAsExpired(NOON.plusSeconds(3))
                .softDelete(NOON.plusSeconds(4));
        addAll(pending, consumed, deleted);

        assertThat(stored(pending)).isEqualTo(pending);
        assertThat(stored(pending).email().value()).isEqualTo("Ann@Bücher.example");
        assertThat(stored(consumed)).isEqualTo(consumed);
        assertThat(stored(deleted)).isEqualTo(deleted);
    }

    @Test
    default void theRequestsThatUsedACodeAndWhatTheyGotComeBack() {
        User owner = addedOwner();
        ApiKey key = Fixtures.key(owner, SECRETS.apiKey());
        commit(store -> store.apiKeys().add(key));
        RequestMark presented = new IdempotencyKey("one").mark("ann@example.org");
        RequestMark completed = new IdempotencyKey("two").mark("Team", null);
        VerificationCode code = registrationCode("ann@example.org");
        VerificationCode used = used(code, NOON.plusSeconds(1)).presentedBy(presented);
        VerificationCode consumed = used.consume(key.id(), completed, NOON.plusSeconds(2));
        VerificationCode consumedUnmarked = used(registrationCode("bob@example.org"), NOON.plusSeconds(1))
                .consume(key.id(), null, NOON.plusSeconds(2));
        addAll(code, consumedUnmarked);
        assertThat(stored(consumedUnmarked)).isEqualTo(consumedUnmarked);

        for (VerificationCode next : List.of(used, consumed, consumed.softDelete(NOON.plusSeconds(3)))) {
            commit(store -> {
                assertThat(store.verificationCodes().findForUpdate(next.id())).isPresent();
                store.verificationCodes().update(next);
            });
            assertThat(stored(next)).isEqualTo(next);
        }
    }

    @Test
    default void theRequestsComeBackWithTheRecentCodes() {
        User owner = addedOwner();
        ApiKey key = Fixtures.key(owner, SECRETS.apiKey());
        commit(store -> store.apiKeys().add(key));
        VerificationCode consumed = used(registrationCode("ann@example.org"), NOON)
                .presentedBy(new IdempotencyKey("one").mark("content"))
                .consume(key.id(), new IdempotencyKey("two").mark("content"), NOON);
        addAll(consumed);

        assertThat(list(store -> store.verificationCodes().findRecent(ann(), 20)))
                .containsExactly(consumed);
    }

    @Test
    default void aCodeThatWasNeverAddedIsNotFound() {
        commit(store -> {
            assertThat(store.verificationCodes().findForUpdate(new VerificationCodeId(anId())))
                    .isEmpty();
            assertThat(store.verificationCodes().findRecent(ann(), 20)).isEmpty();
        });
    }

    @Test
    default void theNextStateOfACodeIsStored() {
        VerificationCode code = registrationCode("ann@example.org");
        addAll(code);
        VerificationCode used = used(code, NOON.plusSeconds(30));

        commit(store -> {
            assertThat(store.verificationCodes().findRecent(ann(), 20)).containsExactly(code);
            store.verificationCodes().update(used);
        });
        assertThat(stored(code)).isEqualTo(used);

        VerificationCode consumed = used.consume(NOON.plusSeconds(60));
        commit(store -> {
            assertThat(store.verificationCodes().findForUpdate(code.id())).contains(used);
            store.verificationCodes().update(consumed);
        });
        assertThat(stored(code)).isEqualTo(consumed);
    }

    @Test
    default void aCodeIsNotUpdatedUnlessItWasLoadedInTheSameTransaction() {
        VerificationCode code = registrationCode("ann@example.org");
        addAll(code);

        assertThatThrownBy(() -> commit(store -> store.verificationCodes().update(code.markAsExpired(NOON))))
                .isInstanceOf(IllegalStateException.class);

        assertThat(stored(code)).isEqualTo(code);
    }

    @Test
    default void theRecentCodesOfAnAddressComeNewestFirstTheDeadOnesAfterTheLiveOnes() {
        User owner = addedOwner();
        VerificationCode oldest = used(code(VerificationCodeType.REGISTRATION, "ann@example.org", null, NOON), NOON);
        VerificationCode middle = code(
                        VerificationCodeType.REGISTRATION, "Ann@Example.org", null, NOON.plus(Duration.ofNanos(1_000)))
                .markAsExpired(NOON.plusSeconds(9));
        VerificationCode invite = code(VerificationCodeType.INVITE, "ann@example.org", owner.id(), NOON.plusSeconds(1));
        VerificationCode newest = code(VerificationCodeType.REGISTRATION, "ANN@example.org", null, NOON.plusSeconds(2));
        VerificationCode deleted = code(VerificationCodeType.REGISTRATION, "ann@example.org", null, NOON.plusSeconds(3))
                .softDelete(NOON.plusSeconds(4));
        VerificationCode ofBob = registrationCode("bob@example.org");
        addAll(newest, oldest, deleted, invite, ofBob, middle);

        assertThat(list(store -> store.verificationCodes().findRecent(ann(), 20)))
                .containsExactly(newest, invite, middle, oldest);
        assertThat(list(store -> store.verificationCodes().findRecent(ann(), 1)))
                .containsExactly(newest, invite, middle);
        assertThat(list(store -> store.verificationCodes().findRecent(MailboxKey.of(ofBob.email()), 20)))
                .containsExactly(ofBob);
    }

    @Test
    default void howeverManyDeadCodesAndInvitationsThereAreTheLiveCodesAreFound() {
        Team team = Team.added(this, "Alpha");
        Instant later = NOON.plusSeconds(1);
        VerificationCode registration = registrationCode("ann@example.org");
        VerificationCode recovery = code(
                VerificationCodeType.RECOVERY, "ann@example.org", team.owner().id(), NOON.plusNanos(1_000));
        List<VerificationCode> invites = IntStream.range(0, LIVE_INVITATIONS + 2)
                .mapToObj(number -> inviteOf(team.invited("ann@example.org"), later.plusSeconds(number)))
                .toList();
        List<VerificationCode> dead = IntStream.range(0, 30)
                .mapToObj(number -> code(
                                VerificationCodeType.REGISTRATION,
                                "ann@example.org",
                                null,
                                later.plusSeconds(1_000 + number))
                        .markAsExpired(later.plusSeconds(2_000)))
                .toList();
        addAll(registration, recovery);
        addAll(invites.toArray(VerificationCode[]::new));
        addAll(dead.toArray(VerificationCode[]::new));

        List<VerificationCode> expected = new ArrayList<>(List.of(recovery, registration));
        expected.addAll(newestFirst(invites).subList(0, LIVE_INVITATIONS));
        expected.addAll(newestFirst(dead).subList(0, 20));
        assertThat(list(store -> store.verificationCodes().findRecent(ann(), 20)))
                .containsExactlyElementsOf(expected);
    }

    private VerificationCode inviteOf(User invited, Instant createdAt) {
        commit(store -> store.users().add(invited));
        return code(VerificationCodeType.INVITE, invited.email().value(), invited.id(), createdAt);
    }

    private static List<VerificationCode> newestFirst(List<VerificationCode> oldestFirst) {
        List<VerificationCode> reversed = new ArrayList<>(oldestFirst);
        Collections.reverse(reversed);
        return reversed;
    }

    @Test
    default void severalAccountsMayHaveALiveInvitationCodeForOneAddress() {
        VerificationCode alpha = inviteOf(Team.added(this, "Alpha").invited("ann@example.org"), NOON);
        VerificationCode beta = inviteOf(Team.added(this, "Beta").invited("Ann@example.org"), NOON);

        addAll(alpha, beta);

        assertThat(List.of(stored(alpha), stored(beta))).containsExactly(alpha, beta);
    }

    @Test
    default void aSecondLiveInvitationCodeOfOneUserIsRefusedForAnotherAddressToo() {
        VerificationCode first = inviteOf(Team.added(this, "Alpha").invited("ann@example.org"), NOON);
        addAll(first);

        Duplicates.assertDuplicate(
                UniqueRule.LIVE_CODE,
                () -> addAll(code(VerificationCodeType.INVITE, "bob@example.org", first.userId(), NOON)));
    }

    @Test
    default void supersedingAnInvitationKillsTheLiveCodeOfThatUserOnly() {
        Instant later = NOON.plusSeconds(90);
        User invited = Team.added(this, "Alpha").invited("ann@example.org");
        VerificationCode live = inviteOf(invited, NOON);
        VerificationCode used =
                used(code(VerificationCodeType.INVITE, "ann@example.org", invited.id(), NOON), NOON.plusSeconds(1));
        VerificationCode recovery = code(VerificationCodeType.RECOVERY, "ann@example.org", invited.id(), NOON);
        VerificationCode ofBeta = inviteOf(Team.added(this, "Beta").invited("ann@example.org"), NOON);
        VerificationCode registration = registrationCode("ann@example.org");
        addAll(live, used, recovery, ofBeta, registration);

        VerificationCode next = code(VerificationCodeType.INVITE, "ann@example.org", invited.id(), later);
        commit(store -> {
            store.verificationCodes().supersedeInvite(invited.id(), later);
            store.verificationCodes().add(next);
            store.verificationCodes().supersedeInvite(new UserId(anId()), later);
        });

        assertThat(stored(live)).isEqualTo(live.markAsExpired(later));
        assertThat(List.of(stored(used), stored(recovery), stored(ofBeta), stored(registration), stored(next)))
                .containsExactly(used, recovery, ofBeta, registration, next);
    }

    @Test
    default void theInvitationsOfAnAddressAreNotSupersededTogether() {
        VerificationCode live = inviteOf(Team.added(this, "Alpha").invited("ann@example.org"), NOON);
        addAll(live);

        assertThatThrownBy(() ->
                        commit(store -> store.verificationCodes().supersede(ann(), VerificationCodeType.INVITE, NOON)))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(stored(live)).isEqualTo(live);
    }

    @Test
    default void aSecondLiveCodeOfOneAddressAndTypeIsRefused() {
        addAll(registrationCode("ann@example.org"));

        Duplicates.assertDuplicate(UniqueRule.LIVE_CODE, () -> addAll(registrationCode("Ann@Example.Org")));
    }

    @Test
    default void codesThatAreDeadOrOfAnotherTypeOrAddressDoNotGetInTheWay() {
        User owner = addedOwner();
        VerificationCode live = registrationCode("ann@example.org");

        addAll(
                registrationCode("ann@example.org").markAsExpired(NOON),
                registrationCode("ann@example.org").markAsExpired(NOON),
                used(registrationCode("ann@example.org"), NOON),
                registrationCode("ann@example.org").softDelete(NOON),
                code(VerificationCodeType.INVITE, "ann@example.org", owner.id(), NOON),
                code(VerificationCodeType.RECOVERY, "ann@example.org", owner.id(), NOON),
                registrationCode("bob@example.org"),
                live);

        assertThat(stored(live)).isEqualTo(live);
    }

    @Test
    default void aDeadCodeCannotComeToLifeBesideALiveOne() {
        VerificationCode deleted = registrationCode("ann@example.org").softDelete(NOON);
        addAll(deleted, registrationCode("ann@example.org"));

        Duplicates.assertDuplicate(
                UniqueRule.LIVE_CODE,
                () -> commit(store -> {
                    assertThat(store.verificationCodes().findForUpdate(deleted.id()))
                            .contains(deleted);
                    store.verificationCodes().update(deleted.restore(NOON));
                }));

        assertThat(stored(deleted)).isEqualTo(deleted);
    }

    @Test
    default void supersedingKillsTheLiveCodeOfThatAddressAndTypeOnly() {
        User owner = addedOwner();
        Instant later = NOON.plusSeconds(90);
        VerificationCode live = registrationCode("Ann@example.org");
        VerificationCode used = used(registrationCode("ann@example.org"), NOON.plusSeconds(1));
        VerificationCode dead = registrationCode("ann@example.org").markAsExpired(NOON.plusSeconds(2));
        VerificationCode invite = code(VerificationCodeType.INVITE, "ann@example.org", owner.id(), NOON);
        VerificationCode ofBob = registrationCode("bob@example.org");
        addAll(live, used, dead, invite, ofBob);

        VerificationCode next = code(VerificationCodeType.REGISTRATION, "ann@example.org", null, later);
        commit(store -> {
            store.verificationCodes().supersede(ann(), VerificationCodeType.REGISTRATION, later);
            store.verificationCodes().add(next);
        });

        assertThat(stored(live)).isEqualTo(live.markAsExpired(later));
        assertThat(List.of(stored(used), stored(dead), stored(invite), stored(ofBob), stored(next)))
                .containsExactly(used, dead, invite, ofBob, next);
    }

    @Test
    default void supersedingWhereThereIsNothingDoesNothing() {
        VerificationCode live = registrationCode("ann@example.org");
        addAll(live);

        commit(store -> {
            store.verificationCodes().supersede(MailboxKey.NOBODY, VerificationCodeType.REGISTRATION, NOON);
            store.verificationCodes().supersede(ann(), VerificationCodeType.RECOVERY, NOON);
        });

        assertThat(stored(live)).isEqualTo(live);
    }

    @RaceTest(value = "live codes of one address", runners = 20)
    default void ofTwentyLiveCodesOfOneAddressAtOnceOneIsAdded() {
        assertThat(look(store -> store.mailboxes().findForUpdate(ann())).key()).isEqualTo(ann());

        List<Optional<UniqueRule>> outcomes =
                race(20, number -> store -> store.verificationCodes().add(registrationCode("ann@example.org")));

        StoreContract.assertOneWinner(outcomes, UniqueRule.LIVE_CODE);
    }

    @RaceTest(value = "live invitation codes of one user", runners = 20)
    default void ofTwentyLiveInvitationCodesOfOneUserAtOnceOneIsAdded() {
        User invited = Team.added(this, "Alpha").invited("ann@example.org");
        commit(store -> store.users().add(invited));

        List<Optional<UniqueRule>> outcomes = race(
                20,
                number -> store -> store.verificationCodes()
                        .add(code(VerificationCodeType.INVITE, "ann@example.org", invited.id(), NOON)));

        StoreContract.assertOneWinner(outcomes, UniqueRule.LIVE_CODE);
    }

    @RaceTest(value = "consuming one code", runners = 20)
    default void aCodeIsConsumedOnceHoweverManyTryAtOnce() {
        VerificationCode used = used(registrationCode("ann@example.org"), NOON);
        addAll(used);

        List<Boolean> consumed = Race.of(
                20,
                number -> () -> look(store -> {
                    VerificationCode code =
                            store.verificationCodes().findForUpdate(used.id()).orElseThrow();
                    if (code.isConsumed()) {
                        return false;
                    }
                    store.verificationCodes().update(code.consume(NOON.plusSeconds(5)));
                    return true;
                }));

        assertThat(Collections.frequency(consumed, true)).isEqualTo(1);
        assertThat(stored(used)).isEqualTo(used.consume(NOON.plusSeconds(5)));
    }
}
