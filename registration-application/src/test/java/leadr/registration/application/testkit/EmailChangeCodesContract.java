package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeType;
import org.junit.jupiter.api.Test;

/** What every store promises of codes for a change of address in {@link leadr.registration.application.store.VerificationCodes}. */
public interface EmailChangeCodesContract extends StoreContract {
    private static VerificationCode change(UserId user, String email, Instant at) {
        return code(VerificationCodeType.EMAIL_CHANGE, email, user, at);
    }

    private User addedOwner(String team) {
        return Team.added(this, team).owner();
    }

    private void addAll(VerificationCode... codes) {
        commit(store -> Stream.of(codes).forEach(store.verificationCodes()::add));
    }

    private List<VerificationCode> found(UserId user, int atMost) {
        return look(store -> store.verificationCodes().findEmailChanges(user, atMost));
    }

    @Test
    default void theCodesOfAUserComeNewestFirstWhateverBecameOfThem() {
        UserId alpha = addedOwner("Alpha").id();
        UserId beta = addedOwner("Beta").id();
        VerificationCode decoy = change(alpha, "ann@example.org", NOON.plusSeconds(3))
                .markAsExpired(NOON.plusSeconds(3))
                .softDelete(NOON.plusSeconds(3));
        VerificationCode used =
                change(alpha, "Bob@Example.org", NOON.plusSeconds(1)).markAsUsed(NOON.plusSeconds(2));
        VerificationCode live = change(alpha, "cid@example.org", NOON.plusSeconds(4));
        VerificationCode oldest = change(alpha, "cid@example.org", NOON).markAsExpired(NOON);
        addAll(
                used,
                live,
                oldest,
                decoy,
                change(beta, "cid@example.org", NOON),
                code(VerificationCodeType.RECOVERY, "cid@example.org", alpha, NOON));

        assertThat(found(alpha, 20)).containsExactly(live, decoy, used, oldest);
        assertThat(found(alpha, 2)).containsExactly(live, decoy);
        assertThat(found(new UserId(Fixtures.anId()), 20)).isEmpty();
    }

    @Test
    default void whatIsFoundMayBeUpdated() {
        UserId user = addedOwner("Alpha").id();
        VerificationCode live = change(user, "ann@example.org", NOON);
        addAll(live);

        commit(store -> {
            assertThat(store.verificationCodes().findEmailChanges(user, 1)).containsExactly(live);
            store.verificationCodes().update(live.markAsUsed(NOON.plusSeconds(1)));
        });

        assertThat(found(user, 1)).containsExactly(live.markAsUsed(NOON.plusSeconds(1)));
    }

    @Test
    default void theyAreNotAmongTheRecentCodesOfAnAddress() {
        UserId alpha = addedOwner("Alpha").id();
        UserId beta = addedOwner("Beta").id();
        VerificationCode registration = Fixtures.registrationCode("ann@example.org");
        addAll(
                registration,
                change(alpha, "ann@example.org", NOON),
                change(beta, "ann@example.org", NOON).markAsUsed(NOON),
                change(beta, "ann@example.org", NOON).markAsExpired(NOON));

        assertThat(list(store -> store.verificationCodes().findRecent(MailboxKey.of(registration.email()), 20)))
                .containsExactly(registration);
    }

    @Test
    default void twoUsersMayBothWantOneAddressAndOneUserWantsOne() {
        UserId alpha = addedOwner("Alpha").id();
        UserId beta = addedOwner("Beta").id();
        addAll(change(alpha, "ann@example.org", NOON), change(beta, "ann@example.org", NOON));

        Duplicates.assertDuplicate(UniqueRule.LIVE_CODE, () -> addAll(change(alpha, "bob@example.org", NOON)));
    }

    @Test
    default void supersedingKillsTheLiveCodeOfThatUserOnly() {
        Instant later = NOON.plusSeconds(90);
        UserId alpha = addedOwner("Alpha").id();
        UserId beta = addedOwner("Beta").id();
        VerificationCode live = change(alpha, "ann@example.org", NOON);
        VerificationCode used =
                change(alpha, "ann@example.org", NOON.minusSeconds(9)).markAsUsed(NOON);
        VerificationCode ofBeta = change(beta, "ann@example.org", NOON);
        VerificationCode recovery = code(VerificationCodeType.RECOVERY, "ann@example.org", alpha, NOON);
        addAll(live, used, ofBeta, recovery);
        VerificationCode next = change(alpha, "bob@example.org", later);

        commit(store -> {
            store.verificationCodes().supersedeEmailChange(alpha, later);
            store.verificationCodes().add(next);
            store.verificationCodes().supersedeEmailChange(new UserId(Fixtures.anId()), later);
        });

        assertThat(found(alpha, 9)).containsExactly(next, live.markAsExpired(later), used);
        assertThat(found(beta, 9)).containsExactly(ofBeta);
        assertThat(find(store -> store.verificationCodes().findForUpdate(recovery.id())))
                .contains(recovery);
    }

    @Test
    default void thoseOfAnAddressAreNotSupersededTogether() {
        VerificationCode live = change(addedOwner("Alpha").id(), "ann@example.org", NOON);
        addAll(live);

        assertThatThrownBy(() -> commit(store -> store.verificationCodes()
                        .supersede(MailboxKey.of(live.email()), VerificationCodeType.EMAIL_CHANGE, NOON)))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(find(store -> store.verificationCodes().findForUpdate(live.id())))
                .contains(live);
    }

    @RaceTest(value = "codes for a change of one user's address", runners = 10)
    default void ofManyCodesOfOneUserAtOnceOneIsLive() {
        UserId user = addedOwner("Alpha").id();

        StoreContract.assertOneWinner(
                race(
                        10,
                        number -> store ->
                                store.verificationCodes().add(change(user, "ann" + number + "@example.org", NOON))),
                UniqueRule.LIVE_CODE);
    }
}
