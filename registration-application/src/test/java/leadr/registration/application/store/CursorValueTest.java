package leadr.registration.application.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorValueTest {
    private static void assertComesBack(Object value, String text) {
        assertThat(CursorValue.text(value)).isEqualTo(text);
        assertThat(CursorValue.of(text)).isEqualTo(value).hasSameClassAs(value);
    }

    @Test
    void nothingComesBackAsNothing() {
        assertThat(CursorValue.text(null)).isEqualTo("n");
        assertThat(CursorValue.of("n")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z,t0",
        "1970-01-01T00:00:00.000001Z,t1",
        "1969-12-31T23:59:59.999999Z,t-1",
        "2026-03-01T12:00:00.123456Z,t1772366400123456",
        "9999-12-31T23:59:59.999999Z,t253402300799999999"
    })
    void aMomentComesBackToTheMicrosecond(Instant moment, String text) {
        assertComesBack(moment, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000-0000-0000-0000-000000000000",
                "0195512c-1d2c-7aaa-8bbb-0123456789ab",
                "ffffffff-ffff-ffff-ffff-ffffffffffff"
            })
    void anIdComesBack(String id) {
        assertComesBack(UUID.fromString(id), "u" + id);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void aNumberComesBack(int number) {
        assertComesBack(number, "i" + number);
    }

    @Test
    void aFlagComesBack() {
        assertComesBack(true, "b1");
        assertComesBack(false, "b0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "n", "ALPHA2026", "東京 \uD83C\uDFAE", "a\rb", "\t"})
    void aTextComesBack(String text) {
        assertComesBack(text, "s" + text);
    }

    @Test
    void nothingElseIsSortedBy() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(CursorValue.text(BigDecimal.ONE)).isNull())
                .withMessage("no list is sorted by a BigDecimal");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(CursorValue.text("two\nlines")).isNull());
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(CursorValue.text("\nline")).isNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x1",
                "N",
                "n1",
                "nn",
                "t",
                "tx",
                "t+1",
                "t01",
                "t9223372036854775808",
                "u",
                "u1",
                "u1-1-1-1-1",
                "i",
                "i1.0",
                "i+1",
                "i007",
                "i2147483648",
                "b",
                "b2",
                "b11",
                "btrue",
                "sa\nb"
            })
    void aWordThatIsNotMadeHereIsNoValue(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(CursorValue.of(text)).isNull());
    }
}
