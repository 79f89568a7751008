package leadr.registration.domain.jamcode;

import static leadr.registration.domain.jamcode.JamCodes.ACCOUNT;
import static leadr.registration.domain.jamcode.JamCodes.FEATURES;
import static leadr.registration.domain.jamcode.JamCodes.ID;
import static leadr.registration.domain.jamcode.JamCodes.LATER;
import static leadr.registration.domain.jamcode.JamCodes.NOW;
import static leadr.registration.domain.jamcode.JamCodes.REDEMPTION_ID;
import static leadr.registration.domain.jamcode.JamCodes.TEXT;
import static leadr.registration.domain.jamcode.JamCodes.code;
import static leadr.registration.domain.jamcode.JamCodes.described;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Map;
import leadr.registration.domain.Arbitrary;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.jamcode.RedemptionVerdict.Reason;
import leadr.registration.domain.jamcode.RedemptionVerdict.Redeemed;
import leadr.registration.domain.jamcode.RedemptionVerdict.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JamCodeTest {
    @Test
    void aNewCodeIsActiveAndUnused() {
        assertThat(code(3, LATER))
                .isEqualTo(new JamCode(
                        ID, TEXT, "Autumn jam", FEATURES, new UsageLimit(3, 0), true, LATER, NOW, NOW, null));
        assertThat(code(3, LATER).isValid(NOW)).isTrue();
    }

    @Test
    void aDescriptionIsTrimmedAndMayHaveLinesAndTabs() {
        assertThat(described("  a\r\n\tb ").description()).isEqualTo("a\r\n\tb");
        assertThat(described("x".repeat(500)).description()).hasSize(500);
        assertThat(described("\uD83D\uDD79".repeat(500)).description()).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void anEmptyDescriptionIsRefused(String description) {
        descriptionRefused(description, "Description must not be empty");
    }

    @Test
    void aDescriptionOfMoreThanFiveHundredCharactersIsRefused() {
        descriptionRefused("x".repeat(501), "Description must not exceed 500 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\u202Eb", "a\u001Bb", "a\u007Fb", "a\uD800", "\uDC00a"})
    void aDescriptionWithControlCharactersIsRefused(String description) {
        descriptionRefused(description, "Description must not contain control characters");
    }

    @Test
    void aRedemptionTakesOneUseAndCopiesTheFeatures() {
        RedemptionVerdict verdict = code().redeem(REDEMPTION_ID, ACCOUNT, false, LATER);

        assertThat(verdict)
                .isEqualTo(new Redeemed(
                        new JamCode(ID, TEXT, "Autumn jam", FEATURES, new UsageLimit(3, 1), true, null, NOW, NOW, null),
                        new JamCodeRedemption(REDEMPTION_ID, ID, ACCOUNT, FEATURES, LATER, null)));
    }

    @Test
    void anAccountRedeemsACodeOnce() {
        assertThat(redeemedBefore(code())).isEqualTo(new Refused(Reason.ALREADY_REDEEMED));
    }

    @Test
    void theLastUseIsTakenAndThenTheCodeIsUsedUp() {
        JamCode spent = redeemed(code(1, null));

        assertThat(spent.hasUsesRemaining()).isFalse();
        assertThat(spent.isValid(LATER)).isFalse();
        assertThat(redeem(spent, LATER)).isEqualTo(new Refused(Reason.USED_UP));
    }

    @Test
    void aCodeWithoutLimitIsNeverUsedUp() {
        JamCode endless = code(null, null);
        for (int use = 1; use <= 50; use++) {
            endless = redeemed(endless);
        }

        assertThat(endless.usage()).isEqualTo(new UsageLimit(null, 50));
        assertThat(endless.isValid(LATER)).isTrue();
    }

    @Test
    void aCodeIsNotRedeemedFromTheMomentItExpires() {
        JamCode expiring = code(3, LATER);

        assertThat(redeem(expiring, LATER.minusNanos(1))).isInstanceOf(Redeemed.class);
        assertThat(redeem(expiring, LATER)).isEqualTo(new Refused(Reason.EXPIRED));
        assertThat(redeem(expiring, LATER.plusNanos(1))).isEqualTo(new Refused(Reason.EXPIRED));
        assertThat(expiring.isExpired(LATER.minusNanos(1))).isFalse();
        assertThat(expiring.isExpired(LATER)).isTrue();
        assertThat(expiring.isValid(LATER.minusNanos(1))).isTrue();
        assertThat(expiring.isValid(LATER)).isFalse();
    }

    @Test
    void aCodeWithoutEndNeverExpires() {
        assertThat(code(3, null).isExpired(Instant.MAX)).isFalse();
    }

    @Test
    void aCodeThatIsSwitchedOffIsNotRedeemed() {
        JamCode off = code().deactivate(LATER);

        assertThat(off.active()).isFalse();
        assertThat(off.isValid(LATER)).isFalse();
        assertThat(redeem(off, LATER)).isEqualTo(new Refused(Reason.INACTIVE));
        assertThat(redeem(off.activate(LATER), LATER)).isInstanceOf(Redeemed.class);
    }

    @Test
    void aDeletedCodeIsNotRedeemed() {
        JamCode deleted = code().softDelete(LATER);

        assertThat(deleted.isDeleted()).isTrue();
        assertThat(deleted.isValid(LATER)).isFalse();
        assertThat(redeem(deleted, LATER)).isEqualTo(new Refused(Reason.DELETED));
        assertThat(redeem(deleted.restore(LATER), LATER)).isInstanceOf(Redeemed.class);
    }

    @Test
    void theFirstReasonThatAppliesIsNamed() {
        JamCode spent = redeemed(code(1, LATER));
        JamCode spentAndOff = spent.deactivate(NOW);

        assertThat(redeemedBefore(spent)).isEqualTo(new Refused(Reason.EXPIRED));
        assertThat(spent.withExpiresAt(null, NOW).redeem(REDEMPTION_ID, ACCOUNT, true, LATER))
                .isEqualTo(new Refused(Reason.ALREADY_REDEEMED));
        assertThat(redeemedBefore(spentAndOff)).isEqualTo(new Refused(Reason.INACTIVE));
        assertThat(redeemedBefore(spentAndOff.softDelete(NOW))).isEqualTo(new Refused(Reason.DELETED));
    }

    @Test
    void aFeatureIsFoundOrTheDefaultTaken() {
        assertThat(code().feature("max_games", 1)).isEqualTo(5);
        assertThat(code().feature("absent", 1)).isEqualTo(1);
    }

    @Test
    void everyChangeIsDated() {
        JamCode code = code();
        Attributes features = Attributes.of(Map.of("plan", "gold"));

        assertThat(code.describe(" Winter jam ", LATER))
                .isEqualTo(new JamCode(ID, TEXT, "Winter jam", FEATURES, code.usage(), true, null, NOW, LATER, null));
        assertThat(code.withFeatures(features, LATER))
                .isEqualTo(new JamCode(ID, TEXT, "Autumn jam", features, code.usage(), true, null, NOW, LATER, null));
        assertThat(code.withMaxUses(7, LATER))
                .isEqualTo(new JamCode(
                        ID, TEXT, "Autumn jam", FEATURES, new UsageLimit(7, 0), true, null, NOW, LATER, null));
        assertThat(code.withExpiresAt(LATER, LATER))
                .isEqualTo(new JamCode(ID, TEXT, "Autumn jam", FEATURES, code.usage(), true, LATER, NOW, LATER, null));
        assertThat(code.deactivate(LATER))
                .isEqualTo(new JamCode(ID, TEXT, "Autumn jam", FEATURES, code.usage(), false, null, NOW, LATER, null));
        assertThat(code.softDelete(LATER))
                .isEqualTo(new JamCode(ID, TEXT, "Autumn jam", FEATURES, code.usage(), true, null, NOW, LATER, LATER));
    }

    @Test
    void whatIsSoAlreadyStaysUnchanged() {
        JamCode code = code();
        JamCode off = code.deactivate(LATER);
        JamCode deleted = code.softDelete(LATER);

        assertThat(code.activate(LATER)).isSameAs(code);
        assertThat(off.deactivate(LATER.plusSeconds(1))).isSameAs(off);
        assertThat(code.restore(LATER)).isSameAs(code);
        assertThat(deleted.softDelete(LATER.plusSeconds(1))).isSameAs(deleted);
    }

    @Test
    void switchingOnAndRestoringAreDatedToo() {
        Instant evenLater = LATER.plusSeconds(1);

        assertThat(code().deactivate(LATER).activate(evenLater).updatedAt()).isEqualTo(evenLater);
        assertThat(code().softDelete(LATER).restore(evenLater).updatedAt()).isEqualTo(evenLater);
    }

    @Test
    void aLimitUnderTheUsesThereAreIsRefused() {
        JamCode twiceUsed = redeemed(redeemed(code()));

        assertThat(twiceUsed.withMaxUses(2, LATER).hasUsesRemaining()).isFalse();
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> twiceUsed.withMaxUses(1, LATER))
                .returns("max_uses", InvalidValue::field);
    }

    @Test
    void theRedemptionsThereAreKeepTheOldFeatures() {
        JamCode code = code();
        if (!(redeem(code, NOW) instanceof Redeemed first)) {
            throw new AssertionError("a fresh code is redeemed");
        }
        JamCode changed = first.next().withFeatures(Attributes.EMPTY, LATER);

        assertThat(first.redemption().meta()).isEqualTo(FEATURES);
        assertThat(redeem(changed, LATER))
                .isInstanceOfSatisfying(
                        Redeemed.class,
                        second -> assertThat(second.redemption().meta()).isEqualTo(Attributes.EMPTY));
    }

    @Test
    void nobodyRedeemsMoreOftenThanAllowedWhateverHappensInBetween() {
        Arbitrary.check(300, (random, seed) -> {
            int limit = random.nextInt(1, 5);
            int uses = 0;
            JamCode code = code(limit, NOW.plusSeconds(60));
            for (int step = 0; step < 40; step++) {
                Instant now = NOW.plusSeconds(random.nextInt(70));
                boolean before = random.nextInt(4) == 0;
                boolean valid = code.isValid(now);
                switch (random.nextInt(7)) {
                    case 0 -> code = code.deactivate(now);
                    case 1 -> code = code.activate(now);
                    case 2 -> code = code.softDelete(now);
                    case 3 -> code = code.restore(now);
                    default -> {
                        RedemptionVerdict verdict = code.redeem(REDEMPTION_ID, ACCOUNT, before, now);
                        assertThat(verdict instanceof Redeemed).as(seed).isEqualTo(valid && !before);
                        if (verdict instanceof Redeemed redeemed) {
                            uses++;
                            code = redeemed.next();
                        }
                    }
                }
                assertThat(code.usage()).as(seed).isEqualTo(new UsageLimit(limit, uses));
            }
        });
    }

    private static RedemptionVerdict redeem(JamCode code, Instant now) {
        return code.redeem(REDEMPTION_ID, ACCOUNT, false, now);
    }

    private static RedemptionVerdict redeemedBefore(JamCode code) {
        return code.redeem(REDEMPTION_ID, ACCOUNT, true, LATER);
    }

    private static JamCode redeemed(JamCode code) {
        if (redeem(code, NOW) instanceof Redeemed redeemed) {
            return redeemed.next();
        }
        throw new AssertionError("expected to be redeemed");
    }

    private static void descriptionRefused(String description, String rule) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> described(description))
                .returns("description", InvalidValue::field)
                .returns(rule, InvalidValue::rule);
    }
}
