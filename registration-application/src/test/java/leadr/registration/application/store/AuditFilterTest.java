package leadr.registration.application.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import leadr.registration.domain.InvalidValue;
import org.junit.jupiter.api.Test;

class AuditFilterTest {
    @Test
    void whatNoEventHasIsNotLookedFor() {
        assertThatThrownBy(() -> new AuditFilter("a\u0000", null, null, null, null, null, null))
                .isInstanceOfSatisfying(
                        InvalidValue.class,
                        refused -> assertThat(refused.field()).isEqualTo("actor"));
        assertThatThrownBy(() -> new AuditFilter(null, null, "a\nb", null, null, null, null))
                .isInstanceOfSatisfying(
                        InvalidValue.class,
                        refused -> assertThat(refused.field()).isEqualTo("target"));
    }
}
