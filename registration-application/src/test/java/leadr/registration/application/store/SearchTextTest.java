package leadr.registration.application.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import leadr.registration.domain.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTextTest {
    @Test
    void aTextIsTrimmedAndComposed() {
        assertThat(new SearchText("  Mu\u0308ller ").value()).isEqualTo("M\u00fcller");
    }

    @Test
    void aHundredCharactersAreTakenAndOneMoreIsNot() {
        assertThat(new SearchText("\uD83C\uDFAE".repeat(100)).value()).hasSize(200);
        assertThatThrownBy(() -> new SearchText("a".repeat(101))).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\u0000b", "a\nb", "\uD83C"})
    void whatNoNameHasIsNotLookedFor(String text) {
        assertThatThrownBy(() -> new SearchText(text))
                .isInstanceOfSatisfying(
                        InvalidValue.class,
                        refused -> assertThat(refused.field()).isEqualTo("q"));
    }

    @Test
    void itIsAPartOfATextInAnyCaseAndStandsForItself() {
        assertThat(new SearchText("NN m").isIn("Ann M\u00fcller")).isTrue();
        assertThat(new SearchText("A%r").isIn("Ann M\u00fcller")).isFalse();
    }
}
