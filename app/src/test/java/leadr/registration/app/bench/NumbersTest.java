package leadr.registration.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import leadr.registration.app.bench.Numbers.Spread;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void aPercentileIsTheSmallestValueThatSoManyOfAHundredDoNotExceed() {
        long[] hundred = LongStream.rangeClosed(1, 100).toArray();

        assertThat(Numbers.percentile(hundred, 50)).isEqualTo(50);
        assertThat(Numbers.percentile(hundred, 99)).isEqualTo(99);
        assertThat(Numbers.percentile(hundred, 100)).isEqualTo(100);
        assertThat(Numbers.percentile(new long[] {7}, 1)).isEqualTo(7);
        assertThat(Numbers.percentile(new long[] {1, 2, 3}, 50)).isEqualTo(2);
        assertThat(Numbers.percentile(new long[] {1, 2, 3}, 99)).isEqualTo(3);
    }

    @Test
    void whatSeveralWorkersHaveTimedIsSortedTogether() {
        assertThat(Numbers.merged(List.of(new long[] {3, 1}, new long[] {}, new long[] {2})))
                .containsExactly(1, 2, 3);
    }

    @Test
    void aMedianIsInTheMiddleOrBetweenTheTwoThatAre() {
        assertThat(Numbers.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5.0);
        assertThat(Numbers.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3.0);
    }

    @Test
    void aRatioComparesEachRoundWithTheSameRoundOfTheReference() {
        Spread spread = Spread.ofRatios(List.of(10.0, 40.0, 30.0), List.of(20.0, 20.0, 30.0));

        assertThat(spread.median()).isCloseTo(1.0, within(1e-9));
        assertThat(spread.min()).isCloseTo(0.5, within(1e-9));
        assertThat(spread.max()).isCloseTo(2.0, within(1e-9));
        assertThat(spread).hasToString("1.00 (0.50–2.00)");
        assertThatThrownBy(() -> Spread.ofRatios(List.of(1.0), List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
