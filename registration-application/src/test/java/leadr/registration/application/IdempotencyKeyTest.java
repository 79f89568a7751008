package leadr.registration.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.verification.RequestMark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
    private static final IdempotencyKey KEY = new IdempotencyKey("k");

    @Test
    void aKeyHasUpTo255VisibleCharacters() {
        assertThat(new IdempotencyKey("!").value()).isEqualTo("!");
        assertThat(new IdempotencyKey("~".repeat(255)).value()).hasSize(255);
        assertThat(new IdempotencyKey("\"8e03978e-40d5-43dd-bc93-6894a57f9324\"").value())
                .startsWith("\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", " a", "a ", "a\n", "\u007F", "\u001F", "é", "\u00A0", "\uD83D\uDD11"})
    void anythingElseIsNoKey(String text) {
        assertNoKey(text);
    }

    @Test
    void aKeyOf256CharactersIsTooLong() {
        assertNoKey("k".repeat(256));
    }

    private static void assertNoKey(String text) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> assertThat(new IdempotencyKey(text)).isNull())
                .returns("Idempotency-Key", InvalidValue::field)
                .returns("Idempotency-Key must have 1 to 255 visible characters", InvalidValue::rule);
    }

    @Test
    void aKeyDoesNotPrint() {
        assertThat(new IdempotencyKey("secret-order-4711")).hasToString("IdempotencyKey[redacted]");
    }

    @Test
    void aRepeatHasTheSameMark() {
        RequestMark mark = KEY.mark("ann@example.org", 7, true, null, Map.of("a", List.of(1)));

        assertThat(new IdempotencyKey("k").mark("ann@example.org", 7, true, null, Map.of("a", List.of(1))))
                .isEqualTo(mark);
    }

    @Test
    void theKeyOfAMarkIsThatOfItsRequestWhateverTheContent() {
        assertThat(KEY.mark("a").hasKeyOf(KEY.mark("b"))).isTrue();
        assertThat(KEY.mark("a").hasKeyOf(new IdempotencyKey("K").mark("a"))).isFalse();
        assertThat(KEY.mark("a").content())
                .isEqualTo(new IdempotencyKey("other").mark("a").content());
    }

    @Test
    void aMarkTellsNeitherTheKeyNorTheContent() {
        RequestMark mark = new IdempotencyKey("secret-order-4711").mark("ann@example.org");

        assertThat(mark.toString()).doesNotContain("4711").doesNotContain("ann");
    }

    /** Each of these is another request. */
    @Test
    void differentContentsHaveDifferentMarks() {
        List<@Nullable Object[]> contents = new ArrayList<>(List.of(
                of(),
                of((Object) null),
                of(null, null),
                of(""),
                of("-"),
                of("null"),
                of("a"),
                of("A"),
                of("a", ""),
                of("", "a"),
                of("a", null),
                of("ab", "c"),
                of("a", "bc"),
                of("abc"),
                of("+a"),
                of(1),
                of("1"),
                of(1L),
                of(BigInteger.ONE),
                of(BigDecimal.ONE),
                of(new BigDecimal("1.0")),
                of(true),
                of("true"),
                of(Instant.EPOCH),
                of(Instant.EPOCH.toString()),
                of(Map.of()),
                of("{}"),
                of(List.of()),
                of("[]"),
                of(Map.of("a", 1)),
                of("{a=1}"),
                of(Map.of("a", "1")),
                of(Map.of("a", List.of(1))),
                of(Map.of("a", Map.of())),
                of(Map.of("a", List.of())),
                of(Map.of("a", "null")),
                of(Collections.singletonMap("a", null)),
                of(Map.of("a", "1, b=2")),
                of(Map.of("a", "1", "b", "2")),
                of(Map.of("a", "2", "b", "1")),
                of(List.of("a", "b")),
                of(List.of("b", "a")),
                of(List.of("a, b")),
                of(List.of(List.of("a"), "b")),
                of(List.of(List.of("a", "b"))),
                of(List.of("a"), "b"),
                of(List.of(), "a", "b"),
                of(Map.of("a", 1), "b"),
                of(Map.of("b", 1)),
                of(Map.of("a", Map.of(), "b", 1)),
                of(Map.of("a", Map.of("b", 1))),
                // Told apart by nothing but the length of each text.
                of(List.of("xjava.lang.String y", "z")),
                of(List.of("x", "yjava.lang.String z"))));

        Set<String> marks = new HashSet<>();
        for (@Nullable Object[] content : contents) {
            assertThat(marks.add(KEY.mark(content).content()))
                    .as("%s is another request than those before", Arrays.deepToString(content))
                    .isTrue();
        }
    }

    @Test
    void theOrderOfTheNamesInAnObjectDoesNotMatter() {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", null);
        Map<String, @Nullable Object> other = new LinkedHashMap<>();
        other.put("b", null);
        other.put("a", 1);

        assertThat(KEY.mark(List.of(one))).isEqualTo(KEY.mark(List.of(other)));
    }

    private static @Nullable Object[] of(@Nullable Object... content) {
        return content;
    }
}
