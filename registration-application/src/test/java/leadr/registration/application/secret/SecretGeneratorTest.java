package leadr.registration.application.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.verification.OneTimeCode;
import org.junit.jupiter.api.Test;

class SecretGeneratorTest {
    private final SecretGenerator secure = SecretGenerator.secure();

    @Test
    void asManyBytesComeAsAreAskedFor() {
        assertThat(secure.bytes(0)).isEmpty();
        assertThat(secure.bytes(32)).hasSize(32).isNotEqualTo(secure.bytes(32)).isNotEqualTo(new byte[32]);
    }

    @Test
    void codesUseTheWholeAlphabetAndNothingElse() {
        Set<Character> seen = new HashSet<>();
        for (int code = 0; code < 1_000; code++) {
            String text = secure.oneTimeCode().secret().reveal();
            assertThat(text).hasSize(OneTimeCode.LENGTH);
            text.chars().forEach(character -> seen.add((char) character));
        }

        Set<Character> alphabet = new HashSet<>();
        OneTimeCode.ALPHABET.chars().forEach(character -> alphabet.add((char) character));
        assertThat(seen).isEqualTo(alphabet);
    }

    @Test
    void fiveBitsOfAByteChooseACharacter() {
        SecretGenerator fixed = count -> new byte[] {0, 1, 31, 32, -1, 127};

        assertThat(fixed.oneTimeCode().secret().reveal()).isEqualTo("AB9A99");
    }

    @Test
    void keysDifferAndCarryTheirChecksum() {
        ApiKeySecret key = secure.apiKey();

        assertThat(ApiKeySecret.parse(key.secret().reveal())).isEqualTo(key);
        assertThat(key.secret().reveal()).hasSize(ApiKeySecret.LENGTH);
        assertThat(key).isNotEqualTo(secure.apiKey());
    }
}
