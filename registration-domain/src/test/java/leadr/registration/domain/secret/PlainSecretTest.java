package leadr.registration.domain.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.Serializable;
import org.junit.jupiter.api.Test;

class PlainSecretTest {
    @Test
    void revealGivesTheText() {
        assertThat(new PlainSecret("hunter2").reveal()).isEqualTo("hunter2");
    }

    @Test
    void anEmptySecretIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PlainSecret(""))
                .withMessage("a secret is not empty");
    }

    @Test
    void secretsAreEqualWhenTheirTextsAre() {
        PlainSecret secret = new PlainSecret("hunter2");

        assertThat(secret).isEqualTo(new PlainSecret("hunter2")).hasSameHashCodeAs(new PlainSecret("hunter2"));
        assertThat(secret).isNotEqualTo(new PlainSecret("hunter3")).isNotEqualTo(new PlainSecret("hunter"));
        assertThat(secret.hashCode()).isNotEqualTo(new PlainSecret("hunter3").hashCode());
        assertThat((Object) secret).isNotEqualTo("hunter2").isNotEqualTo(null);
    }

    @Test
    void aSecretIsNotSerializable() {
        assertThat(Serializable.class.isAssignableFrom(PlainSecret.class)).isFalse();
    }
}
