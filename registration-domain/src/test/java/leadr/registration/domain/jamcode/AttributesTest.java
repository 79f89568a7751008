package leadr.registration.domain.jamcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import leadr.registration.domain.InvalidValue;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttributesTest {
    private static final String UNKNOWN_TYPE = "Values must be text, numbers, booleans, null, lists or objects";
    private static final BigInteger LARGEST = BigInteger.TWO.pow(1024).subtract(BigInteger.ONE);
    private static final String TOO_DEEP = "Values must not nest deeper than 16";

    @ParameterizedTest
    @MethodSource
    void everyJsonValueIsTaken(Object value) {
        assertThat(Attributes.of(Map.of("k", value)).get("k", "default")).isEqualTo(value);
    }

    static Stream<Object> everyJsonValueIsTaken() {
        return Stream.of(
                "text",
                "",
                true,
                false,
                1,
                Long.MAX_VALUE,
                LARGEST,
                new BigDecimal("1.50"),
                List.of(),
                Map.of(),
                List.of(1, "a", List.of(true)),
                Map.of("a", Map.of("b", List.of(1))));
    }

    @Test
    void aNumberHasOneFormWhateverItCameAs() {
        assertThat(Attributes.of(Map.of("k", 7L))).isEqualTo(Attributes.of(Map.of("k", BigInteger.valueOf(7))));
        assertThat(Attributes.of(Map.of("k", 7L)).get("k", null)).isEqualTo(7);
        assertThat(Attributes.of(Map.of("k", (long) Integer.MIN_VALUE)).get("k", null))
                .isEqualTo(Integer.MIN_VALUE);
        assertThat(Attributes.of(Map.of("k", 1L << 31)).get("k", null)).isEqualTo(1L << 31);
        assertThat(Attributes.of(Map.of("k", BigInteger.valueOf(Long.MIN_VALUE)))
                        .get("k", null))
                .isEqualTo(Long.MIN_VALUE);
        assertThat(Attributes.of(Map.of("k", BigInteger.ONE.shiftLeft(63))).get("k", null))
                .isEqualTo(BigInteger.ONE.shiftLeft(63));
        assertThat(Attributes.of(Map.of("k", 1.5)).get("k", null)).isEqualTo(new BigDecimal("1.5"));
        assertThat(Attributes.of(Map.of("k", new BigDecimal("5"))).get("k", null))
                .isEqualTo(5);
        assertThat(Attributes.of(Map.of("k", new BigDecimal("5E+2"))).get("k", null))
                .isEqualTo(new BigDecimal("5E+2"));
    }

    @Test
    void aNullIsAValueOfItsOwn() {
        Map<String, Object> values = new HashMap<>();
        values.put("k", null);
        values.put("list", Arrays.asList(1, null));
        Attributes attributes = Attributes.of(values);

        assertThat(attributes.get("k", "default")).isNull();
        assertThat(attributes.get("absent", "default")).isEqualTo("default");
        assertThat(attributes.get("absent", null)).isNull();
        assertThat(attributes.get("list", null)).isEqualTo(Arrays.asList(1, null));
    }

    @Test
    void theOrderOfTheEntriesIsKept() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String key : List.of("z", "a", "m", "b")) {
            values.put(key, 1);
        }

        assertThat(Attributes.of(values).values().keySet()).containsExactly("z", "a", "m", "b");
        assertThat(Attributes.of(values)).hasToString("Attributes[z, a, m, b]");
    }

    @ParameterizedTest
    @MethodSource
    void whatJsonDoesNotHaveIsRefused(Object value) {
        refused(Map.of("k", value), UNKNOWN_TYPE);
        refused(Map.of("k", List.of(value)), UNKNOWN_TYPE);
    }

    static Stream<Object> whatJsonDoesNotHaveIsRefused() {
        return Stream.of(
                Double.NaN,
                Double.POSITIVE_INFINITY,
                'c',
                Instant.EPOCH,
                Set.of(1),
                new int[] {1},
                new java.util.concurrent.atomic.AtomicInteger(1));
    }

    @ParameterizedTest
    @MethodSource
    void aNumberThatADatabaseHoldsIsTaken(Object number) {
        assertThat(Attributes.of(Map.of("k", number)).get("k", null)).isEqualTo(number);
    }

    static Stream<Object> aNumberThatADatabaseHoldsIsTaken() {
        return Stream.of(
                LARGEST,
                LARGEST.negate(),
                new BigDecimal(LARGEST, 1),
                new BigDecimal(BigInteger.ONE, 300),
                new BigDecimal(BigInteger.ONE, -300));
    }

    @ParameterizedTest
    @MethodSource
    void aNumberBeyondThatIsRefused(Object number) {
        refused(Map.of("k", number), UNKNOWN_TYPE);
    }

    static Stream<Object> aNumberBeyondThatIsRefused() {
        BigInteger tooLarge = LARGEST.add(BigInteger.ONE);
        return Stream.of(
                tooLarge,
                new BigDecimal(tooLarge),
                new BigDecimal(BigInteger.ONE, 301),
                new BigDecimal(BigInteger.ONE, -301),
                new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE));
    }

    @Test
    void halfASurrogatePairIsRefusedInNamesAndValues() {
        refused(Map.of("\uD800", 1), "Text must be valid Unicode");
        refused(Map.of("k", "a\uDC00b"), "Text must be valid Unicode");
        assertThat(Attributes.of(Map.of("k", "\uD83D\uDD79")).get("k", null)).isEqualTo("\uD83D\uDD79");
    }

    @Test
    void aNameThatIsNoTextIsRefused() {
        refused(Map.of(1, "a"), "Names must be text");
        refused(Map.of("k", Map.of(1, "a")), "Names must be text");
    }

    @Test
    void aNulCharacterIsRefusedInNamesAndValues() {
        refused(Map.of("a\0b", 1), "Text must not contain the NUL character");
        refused(Map.of("\0", 1), "Text must not contain the NUL character");
        refused(Map.of("k", "\0"), "Text must not contain the NUL character");
        refused(Map.of("k", List.of("a\0")), "Text must not contain the NUL character");
    }

    @Test
    void sixteenLevelsAreTakenAndSeventeenAreNot() {
        assertThat(Attributes.of(nestedObjects(16)).values()).isEqualTo(nestedObjects(16));
        refused(nestedObjects(17), TOO_DEEP);
        assertThat(Attributes.of(Map.of("k", nestedLists(15))).values()).isEqualTo(Map.of("k", nestedLists(15)));
        refused(Map.of("k", nestedLists(16)), TOO_DEEP);
    }

    @Test
    void aListThatHoldsItselfIsRefused() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);

        refused(Map.of("k", endless), TOO_DEEP);
    }

    @Test
    void nobodyCanChangeTheValuesFromOutside() {
        List<Object> list = new ArrayList<>(List.of(1));
        Map<String, Object> inner = new HashMap<>(Map.of("list", list));
        Map<String, Object> outer = new HashMap<>(Map.of("inner", inner));
        Attributes attributes = Attributes.of(outer);
        list.add(2);
        inner.put("more", 1);
        outer.put("more", 1);

        assertThat(attributes.values()).isEqualTo(Map.of("inner", Map.of("list", List.of(1))));
    }

    @Test
    void theValuesAreUnmodifiableAtEveryDepth() {
        Attributes attributes = Attributes.of(Map.of("inner", Map.of("k", 1), "list", List.of(1)));

        assertThat(attributes.values()).isUnmodifiable();
        assertThat(attributes.get("inner", null))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .isUnmodifiable();
        assertThat(attributes.get("list", null))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isUnmodifiable();
    }

    @Test
    void attributesAreEqualWhenTheirValuesAre() {
        Attributes one = Attributes.of(Map.of("a", 1));

        assertThat(one).isEqualTo(Attributes.of(Map.of("a", 1))).hasSameHashCodeAs(Attributes.of(Map.of("a", 1)));
        assertThat(one).isNotEqualTo(Attributes.of(Map.of("a", 2))).isNotEqualTo(Attributes.EMPTY);
        assertThat(one.hashCode()).isNotEqualTo(Attributes.EMPTY.hashCode());
        assertThat((Object) one).isNotEqualTo(Map.of("a", 1)).isNotEqualTo(null);
        assertThat(Attributes.of(Map.of())).isEqualTo(Attributes.EMPTY);
    }

    @Test
    void theTextShowsNamesButNoValues() {
        assertThat(Attributes.of(Map.of("plan", "gold"))).hasToString("Attributes[plan]");
    }

    private static Map<String, Object> nestedObjects(int levels) {
        Map<String, Object> nested = Map.of("leaf", 1);
        for (int level = 1; level < levels; level++) {
            nested = Map.of("k", nested);
        }
        return nested;
    }

    private static List<Object> nestedLists(int levels) {
        List<Object> nested = List.of(1);
        for (int level = 1; level < levels; level++) {
            nested = List.of(nested);
        }
        return nested;
    }

    private static void refused(Map<?, ?> values, String rule) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> Attributes.of(values))
                .returns("features", InvalidValue::field)
                .returns(rule, InvalidValue::rule);
    }
}
