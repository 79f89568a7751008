package leadr.registration.domain.jamcode;

import static leadr.registration.domain.jamcode.JamCodes.LATER;
import static leadr.registration.domain.jamcode.JamCodes.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JamCodeRedemptionTest {
    private final JamCodeRedemption redemption = JamCodes.redemption();

    @Test
    void aValueOfItsMetaIsFoundOrTheDefaultTaken() {
        assertThat(redemption.meta("max_games", 1)).isEqualTo(5);
        assertThat(redemption.meta("absent", 1)).isEqualTo(1);
    }

    @Test
    void aRedemptionIsDeletedOnceAndRestored() {
        JamCodeRedemption deleted = redemption.softDelete(LATER);

        assertThat(redemption.isDeleted()).isFalse();
        assertThat(deleted.isDeleted()).isTrue();
        assertThat(deleted.deletedAt()).isEqualTo(LATER);
        assertThat(deleted.redeemedAt()).isEqualTo(NOW);
        assertThat(deleted.softDelete(LATER.plusSeconds(1))).isSameAs(deleted);
        assertThat(deleted.restore()).isEqualTo(redemption);
        assertThat(redemption.restore()).isSameAs(redemption);
    }

    @Test
    void aNoteIsKeptBesideTheFeaturesAndNeverInTheirPlace() {
        Attributes note = Attributes.of(Map.of("max_games", 1_000_000, "team", "Red"));

        JamCodeRedemption noted = redemption.noting(note);

        assertThat(noted.meta("team", null)).isEqualTo("Red");
        assertThat(noted.meta("max_games", null)).isEqualTo(5);
        assertThat(noted.id()).isEqualTo(redemption.id());
    }
}
