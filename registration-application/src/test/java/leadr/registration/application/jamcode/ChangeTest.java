package leadr.registration.application.jamcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ChangeTest {
    @Test
    void whatIsNotChangedHasNoNewValue() {
        assertThat(Change.none().made()).isFalse();
        assertThat(Change.none().value()).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(new Change<>(false, 7)).isNull())
                .withMessage("what stays has no new value");
    }

    @Test
    void whatIsClearedIsChangedToNothing() {
        assertThat(Change.clear().made()).isTrue();
        assertThat(Change.clear().value()).isNull();
        assertThat(Change.clear()).isNotEqualTo(Change.none());
    }

    @Test
    void whatIsChangedHasItsNewValue() {
        assertThat(Change.to(7).made()).isTrue();
        assertThat(Change.to(7).value()).isEqualTo(7);
    }
}
