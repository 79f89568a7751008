package leadr.registration.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T12:00:00Z, 2026-11-20T12:00:00Z",
        "2026-11-20T12:00:00.000001Z, 2026-11-20T12:00:00.000001Z",
        "2026-11-20T12:00:00.1Z, 2026-11-20T12:00:00.100000Z",
        "2026-11-20T12:00:00.123456Z, 2026-11-20T12:00:00.123456Z",
        "2026-11-20T12:00:00.999999999Z, 2026-11-20T12:00:00.999999Z",
        "2026-11-20T12:00:00.000000999Z, 2026-11-20T12:00:00Z",
        "2026-11-20T23:59:59.5Z, 2026-11-20T23:59:59.500000Z",
        "1969-12-31T23:59:59.25Z, 1969-12-31T23:59:59.250000Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z"
    })
    void aMomentHasAFractionOfSixDigitsOrNone(String moment, String expected) {
        assertThat(WireTime.text(Instant.parse(moment))).isEqualTo(expected);
    }
}
