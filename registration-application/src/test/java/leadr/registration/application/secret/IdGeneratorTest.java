package leadr.registration.application.secret;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import leadr.registration.application.testkit.Race;
import leadr.registration.application.testkit.SettableClock;
import org.junit.jupiter.api.Test;

class IdGeneratorTest {
    private final SettableClock clock = new SettableClock(NOON);
    private final IdGenerator ids = IdGenerator.timeOrdered(clock, SecretGenerator.secure());

    private static long millisOf(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }

    private static IdGenerator withRandom(int value, SettableClock clock) {
        return IdGenerator.timeOrdered(clock, count -> {
            byte[] bytes = new byte[count];
            Arrays.fill(bytes, (byte) value);
            return bytes;
        });
    }

    private static void assertOrdered(List<UUID> ids) {
        assertThat(ids)
                .isSortedAccordingTo(Comparator.comparing(UUID::toString))
                .doesNotHaveDuplicates();
    }

    @Test
    void anIdIsAUuidOfVersionSevenWithTheMillisecondsOfTheClock() {
        UUID id = ids.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(millisOf(id)).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void sixtyTwoBitsAreRandom() {
        assertThat(withRandom(0xFF, clock).next().getLeastSignificantBits()).isEqualTo(0xBFFF_FFFF_FFFF_FFFFL);
        assertThat(withRandom(0, clock).next().getLeastSignificantBits()).isEqualTo(0x8000_0000_0000_0000L);
    }

    @Test
    void theCounterFillsTheTwelveBitsBesideTheVersion() {
        assertThat(ids.next().getMostSignificantBits() & 0xFFFF).isEqualTo(0x7000);
        assertThat(ids.next().getMostSignificantBits() & 0xFFFF).isEqualTo(0x7001);
    }

    @Test
    void moreIdsThanTheCounterHoldsInOneMillisecondGoOnInTheNextOne() {
        List<UUID> many = Stream.generate(ids::next).limit(10_000).toList();

        assertOrdered(many);
        assertThat(many).allSatisfy(id -> assertThat(id.version()).isEqualTo(7));
        assertThat(millisOf(many.get(4_095))).isEqualTo(NOON.toEpochMilli());
        assertThat(millisOf(many.get(4_096))).isEqualTo(NOON.toEpochMilli() + 1);
    }

    @Test
    void idsStayInOrderWhenTheClockStepsBack() {
        List<UUID> made = new ArrayList<>();
        made.add(ids.next());
        clock.advance(Duration.ofSeconds(-5));
        made.add(ids.next());
        clock.advance(Duration.ofSeconds(20));
        made.add(ids.next());

        assertOrdered(made);
        assertThat(millisOf(made.get(1))).isEqualTo(NOON.toEpochMilli());
        assertThat(millisOf(made.get(2))).isEqualTo(NOON.plusSeconds(15).toEpochMilli());
    }

    @Test
    void idsMadeAtOnceAllDiffer() {
        IdGenerator withoutLuck = withRandom(0, clock);

        List<List<UUID>> made = Race.of(
                8,
                number -> () -> Stream.generate(withoutLuck::next).limit(2_000).toList());

        assertThat(new HashSet<>(made.stream().flatMap(List::stream).toList())).hasSize(16_000);
        assertThat(made).allSatisfy(IdGeneratorTest::assertOrdered);
    }
}
