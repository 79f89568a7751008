package leadr.registration.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 1",
        "PT-5S, 1",
        "PT0.000000001S, 1",
        "PT1S, 1",
        "PT1.000000001S, 2",
        "PT59.999S, 60",
        "PT1H, 3600"
    })
    void retryAfterIsInWholeSecondsRoundedUpAndAtLeastOne(Duration delay, String seconds) {
        assertThat(Problem.of(ProblemCode.TOO_MANY_MAILS).retryAfter(delay).headers())
                .containsEntry("Retry-After", seconds);
    }

    @ParameterizedTest
    @EnumSource(ProblemCode.class)
    void everyCodeIsARefusalOrAFailure(ProblemCode code) {
        assertThat(code.status()).isBetween(400, 599);
        assertThat(ProblemCode.ofWireName(code.wireName())).contains(code);
    }

    @Test
    void anUnheardOfStatusBecomesTheGeneralCodeOfItsKind() {
        assertThat(ProblemCode.forStatus(400)).isEqualTo(ProblemCode.BAD_REQUEST);
        assertThat(ProblemCode.forStatus(499)).isEqualTo(ProblemCode.BAD_REQUEST);
        assertThat(ProblemCode.forStatus(500)).isEqualTo(ProblemCode.INTERNAL_ERROR);
        assertThat(ProblemCode.forStatus(599)).isEqualTo(ProblemCode.INTERNAL_ERROR);
        assertThat(ProblemCode.forStatus(302)).isEqualTo(ProblemCode.INTERNAL_ERROR);
    }
}
