package leadr.registration.domain.jamcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.jamcode.RedemptionVerdict.Reason;
import leadr.registration.domain.jamcode.RedemptionVerdict.Redeemed;
import leadr.registration.domain.jamcode.RedemptionVerdict.Refused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may redeem a jam code, when, and what comes of it. */
class JamCodeRedeemTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration TICK = Duration.ofNanos(1);
    private static final JamCodeId ID = new JamCodeId(new UUID(1, 1));
    private static final JamCodeRedemptionId REDEMPTION = new JamCodeRedemptionId(new UUID(2, 2));
    private static final AccountId ACCOUNT = new AccountId(new UUID(3, 3));
    private static final Attributes FEATURES = Attributes.of(Map.of("max_games", 10));

    private static JamCode code(@Nullable Integer maxUses, @Nullable Instant expiresAt) {
        return JamCode.create(ID, new JamCodeText("JAM2026"), "The jam", FEATURES, maxUses, expiresAt, NOW);
    }

    private static RedemptionVerdict redeem(JamCode code, boolean redeemedBefore, Instant now) {
        return code.redeem(REDEMPTION, ACCOUNT, redeemedBefore, now);
    }

    private static Redeemed redeemed(JamCode code, Instant now) {
        return assertInstanceOf(Redeemed.class, redeem(code, false, now));
    }

    private static void assertRefused(JamCode code, boolean redeemedBefore, Instant now, Reason reason) {
        assertThat(redeem(code, redeemedBefore, now)).isEqualTo(new Refused(reason));
    }

    @Test
    void countsOneUseAndChangesNothingElse() {
        JamCode code = code(2, NOW.plusSeconds(60));

        assertThat(redeemed(code, NOW.plusSeconds(30)).next())
                .isEqualTo(new JamCode(
                        ID,
                        new JamCodeText("JAM2026"),
                        "The jam",
                        FEATURES,
                        new UsageLimit(2, 1),
                        true,
                        NOW.plusSeconds(60),
                        NOW,
                        NOW,
                        null));
    }

    @Test
    void makesARedemptionOfTheCodeByTheAccountAtThatMoment() {
        Instant moment = NOW.plusSeconds(30);

        assertThat(redeemed(code(2, null), moment).redemption())
                .isEqualTo(new JamCodeRedemption(REDEMPTION, ID, ACCOUNT, FEATURES, moment, null));
    }

    @Test
    void copiesTheFeaturesAsTheyAreAtThatMoment() {
        JamCode code = code(2, null);
        Redeemed first = redeemed(code, NOW);
        JamCode changed = first.next().withFeatures(Attributes.of(Map.of("max_games", 99)), NOW);

        assertThat(first.redemption().meta()).isEqualTo(FEATURES);
        assertThat(first.redemption().meta("max_games", null)).isEqualTo(10);
        assertThat(redeemed(changed, NOW).redemption().meta("max_games", null)).isEqualTo(99);
    }

    @Test
    void isRedeemedUntilOneTickBeforeItExpires() {
        Instant expiresAt = NOW.plusSeconds(60);
        JamCode code = code(null, expiresAt);

        assertThat(redeem(code, false, expiresAt.minus(TICK))).isInstanceOf(Redeemed.class);
        assertRefused(code, false, expiresAt, Reason.EXPIRED);
        assertRefused(code, false, expiresAt.plus(TICK), Reason.EXPIRED);
    }

    @Test
    void isExpiredFromTheMomentItExpires() {
        Instant expiresAt = NOW.plusSeconds(60);
        JamCode code = code(null, expiresAt);

        assertThat(code.isExpired(expiresAt.minus(TICK))).isFalse();
        assertThat(code.isExpired(expiresAt)).isTrue();
        assertThat(code.isExpired(expiresAt.plus(TICK))).isTrue();
    }

    @Test
    void neverExpiresWithoutAnEnd() {
        JamCode code = code(null, null);

        assertThat(code.isExpired(Instant.MAX)).isFalse();
        assertThat(redeem(code, false, Instant.MAX)).isInstanceOf(Redeemed.class);
    }

    @Test
    void isRedeemedAsOftenAsAllowedAndNoMore() {
        JamCode once = redeemed(code(2, null), NOW).next();
        JamCode twice = redeemed(once, NOW).next();

        assertThat(twice.usage()).isEqualTo(new UsageLimit(2, 2));
        assertThat(once.hasUsesRemaining()).isTrue();
        assertThat(twice.hasUsesRemaining()).isFalse();
        assertRefused(twice, false, NOW, Reason.USED_UP);
    }

    @Test
    void isRedeemedAgainWhenTheLimitIsRaised() {
        JamCode usedUp = redeemed(code(1, null), NOW).next();

        assertThat(redeem(usedUp.withMaxUses(2, NOW), false, NOW)).isInstanceOf(Redeemed.class);
        assertThat(redeem(usedUp.withMaxUses(null, NOW), false, NOW)).isInstanceOf(Redeemed.class);
    }

    @Test
    void isRedeemedOnceByAnAccount() {
        assertRefused(code(null, null), true, NOW, Reason.ALREADY_REDEEMED);
    }

    @Test
    void isNotRedeemedWhileSwitchedOff() {
        JamCode inactive = code(null, null).deactivate(NOW);

        assertRefused(inactive, false, NOW, Reason.INACTIVE);
        assertThat(redeem(inactive.activate(NOW), false, NOW)).isInstanceOf(Redeemed.class);
    }

    @Test
    void isNotRedeemedWhileDeleted() {
        JamCode deleted = code(null, null).softDelete(NOW);

        assertRefused(deleted, false, NOW, Reason.DELETED);
        assertThat(redeem(deleted.restore(NOW), false, NOW)).isInstanceOf(Redeemed.class);
    }

    @Test
    void namesTheFirstReasonThatApplies() {
        Instant expiresAt = NOW.plusSeconds(60);
        JamCode everything =
                redeemed(code(1, expiresAt), NOW).next().deactivate(NOW).softDelete(NOW);
        JamCode inSight = everything.restore(NOW);
        JamCode switchedOn = inSight.activate(NOW);

        assertRefused(everything, true, expiresAt, Reason.DELETED);
        assertRefused(inSight, true, expiresAt, Reason.INACTIVE);
        assertRefused(switchedOn, true, expiresAt, Reason.EXPIRED);
        assertRefused(switchedOn, true, NOW, Reason.ALREADY_REDEEMED);
        assertRefused(switchedOn, false, NOW, Reason.USED_UP);
    }

    @Test
    void reasonsAreListedInTheirOrder() {
        assertThat(Reason.values())
                .containsExactly(
                        Reason.DELETED, Reason.INACTIVE, Reason.EXPIRED, Reason.ALREADY_REDEEMED, Reason.USED_UP);
    }

    @Test
    void isValidExactlyWhenANewAccountCouldRedeemIt() {
        Instant expiresAt = NOW.plusSeconds(60);
        JamCode code = code(1, expiresAt);

        assertThat(code.isValid(NOW)).isTrue();
        assertThat(code.isValid(expiresAt.minus(TICK))).isTrue();
        assertThat(code.isValid(expiresAt)).isFalse();
        assertThat(code.isValid(expiresAt.plus(TICK))).isFalse();
        assertThat(code.deactivate(NOW).isValid(NOW)).isFalse();
        assertThat(code.softDelete(NOW).isValid(NOW)).isFalse();
        assertThat(redeemed(code, NOW).next().isValid(NOW)).isFalse();
        assertThat(code.softDelete(NOW).restore(NOW).isValid(NOW)).isTrue();
    }
}
