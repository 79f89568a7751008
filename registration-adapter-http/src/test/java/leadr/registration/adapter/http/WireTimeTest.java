package leadr.registration.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import leadr.registration.domain.InvalidValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T12:00:00Z, 2026-11-20T12:00:00Z",
        "2026-11-20t12:00:00z, 2026-11-20T12:00:00Z",
        "2026-11-20T12:00:00, 2026-11-20T12:00:00Z",
        "2026-11-20T12:00, 2026-11-20T12:00:00Z",
        "2026-11-20T12:00+01:00, 2026-11-20T11:00:00Z",
        "2026-11-20T12:00:00-00:30, 2026-11-20T12:30:00Z",
        "2026-11-20T12:00:00+00:00, 2026-11-20T12:00:00Z",
        "2026-11-20T12:00:00+14, 2026-11-19T22:00:00Z",
        "2026-11-20T12:00:00.5Z, 2026-11-20T12:00:00.500Z",
        "2026-11-20T12:00:00.123456, 2026-11-20T12:00:00.123456Z",
        "2026-11-20T12:00:00.999999999+01:00, 2026-11-20T11:00:00.999999Z",
        "1969-12-31T23:59:59.9999999Z, 1969-12-31T23:59:59.999999Z",
        "2028-02-29T00:00:00Z, 2028-02-29T00:00:00Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "0001-01-01T01:00:00+01:00, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999Z"
    })
    void aMomentIsReadWithAnyOffsetAndWithoutOneInUtc(String text, Instant expected) {
        assertThat(WireTime.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "1700000000",
                "2026-11-20",
                "12:00:00Z",
                "2026-11-20 12:00:00Z",
                "2026-11-20T12",
                "2026-11-20T12:00:00.Z",
                "2026-11-20T12:00:00.1234567890Z",
                "2026-11-20T12:00:00,5Z",
                "2026-11-20T12:00.5Z",
                "2026-11-20T24:00:00Z",
                "2026-11-20T12:60:00Z",
                "2026-12-31T23:59:60Z",
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-1-1T00:00:00Z",
                "26-01-01T00:00:00Z",
                "+2026-11-20T12:00:00Z",
                "-0001-01-01T00:00:00Z",
                "0000-12-31T23:59:59Z",
                "0001-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "10000-01-01T00:00:00Z",
                "2026-11-20T12:00:00+19:00",
                "2026-11-20T12:00:00+0100",
                "2026-11-20T12:00:00Z[UTC]",
                "2026-11-20T12:00:00 Z",
                " 2026-11-20T12:00:00Z",
                "2026-11-20T12:00:00Z\n",
                "2026-W47-5T12:00:00Z",
                "\u0662026-11-20T12:00:00Z",
                "\u0662\u0660\u0662\u0666-11-20T12:00:00Z"
            })
    void whatIsNoMomentOfTheseYearsIsRefused(String text) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> assertThat(WireTime.parse(text)).isNull());
    }
}
