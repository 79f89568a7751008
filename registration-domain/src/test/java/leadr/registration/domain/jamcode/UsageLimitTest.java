package leadr.registration.domain.jamcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import leadr.registration.domain.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageLimitTest {
    @Test
    void nothingIsUsedAtFirst() {
        assertThat(UsageLimit.of(3)).isEqualTo(new UsageLimit(3, 0));
        assertThat(UsageLimit.of(null)).isEqualTo(new UsageLimit(null, 0));
    }

    @Test
    void thereAreNeverMoreUsesThanAllowed() {
        UsageLimit limit = UsageLimit.of(2).use().use();

        assertThat(limit).isEqualTo(new UsageLimit(2, 2));
        assertThat(limit.hasUsesRemaining()).isFalse();
        assertThatIllegalStateException().isThrownBy(limit::use).withMessage("no use is left");
    }

    @Test
    void theLastUseRemainsUntilItIsTaken() {
        assertThat(new UsageLimit(2, 1).hasUsesRemaining()).isTrue();
    }

    @Test
    void withoutALimitUsesAlwaysRemain() {
        UsageLimit limit = new UsageLimit(null, 1_000_000);

        assertThat(limit.hasUsesRemaining()).isTrue();
        assertThat(limit.use().currentUses()).isEqualTo(1_000_001);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aLimitUnderOneIsRefused(int maxUses) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> UsageLimit.of(maxUses))
                .withMessage("max_uses: Max uses must be at least 1");
    }

    @Test
    void aLimitUnderTheUsesThereAreIsRefused() {
        UsageLimit limit = new UsageLimit(5, 3);

        assertThat(limit.withMaxUses(3)).isEqualTo(new UsageLimit(3, 3));
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> limit.withMaxUses(2))
                .withMessage("max_uses: Max uses must not be less than the uses there are");
    }

    @Test
    void aLimitIsRaisedAndTakenAway() {
        UsageLimit spent = new UsageLimit(1, 1);

        assertThat(spent.withMaxUses(2).hasUsesRemaining()).isTrue();
        assertThat(spent.withMaxUses(null)).isEqualTo(new UsageLimit(null, 1));
    }

    @Test
    void negativeUsesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UsageLimit(null, -1))
                .withMessage("uses are not negative");
    }
}
