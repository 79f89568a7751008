package leadr.registration.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import leadr.registration.domain.Arbitrary;
import leadr.registration.domain.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {
    private static final String SHAPE = "[a-z0-9]+(?:-[a-z0-9]+)*";
    private static final String SHAPE_RULE =
            "Account slug must be lowercase alphanumeric with hyphens, and cannot start or end with a hyphen";

    @ParameterizedTest
    @ValueSource(strings = {"ab", "a-b", "42", "foo-bar-2", "a1234567890123456789012345678901234567890123456789"})
    void aSlugInNormalFormIsTaken(String text) {
        assertThat(new Slug(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "-"})
    void fewerThanTwoCharactersAreRefused(String text) {
        refused(text, "Account slug must be at least 2 characters");
    }

    @Test
    void moreThanFiftyCharactersAreRefused() {
        assertThat(new Slug("a".repeat(50)).value()).hasSize(50);
        refused("a".repeat(51), "Account slug must not exceed 50 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--",
                "-ab",
                "ab-",
                "a--b",
                "Ab",
                "a b",
                " ab",
                "ab\n",
                "a_b",
                "a.b",
                "caf\u00E9",
                "\u0660\u0661",
                "a\u0000"
            })
    void anotherShapeIsRefused(String text) {
        refused(text, SHAPE_RULE);
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({
        "Caf\u00E9, cafe",
        "Cafe\u0301, cafe",
        "Foo & Bar, foo-bar",
        "A.B.C, abc",
        "snake_case name, snake-case-name",
        "' -- Foo --- Bar -- ', foo-bar",
        "'a\u00A0b', a-b",
        "'a\u2003b', a-b",
        "\uFF21\uFF22, ab",
        "\uFB01sh, fish",
        "Stra\u00DFe, strae",
        "'!!x--!--y!!', x-y",
        "Level 42, level-42",
        "'- \u6771 ab', ab",
        "'ab \u6771 -', ab"
    })
    void aSlugIsMadeFromAName(String name, String slug) {
        assertThat(Slug.from(new AccountName(name)).value()).isEqualTo(slug);
    }

    @ParameterizedTest
    @CsvSource({"INDIE IDIOMS, indie-idioms", "I\u0130\u0131i, iii"})
    @DefaultLocale("tr-TR")
    void aSlugIsTheSameInTurkish(String name, String slug) {
        assertThat(Slug.from(new AccountName(name)).value()).isEqualTo(slug);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u6771\u4EAC", "!?", "---", "- -", "__", "\uD83D\uDD79\uD83D\uDD79"})
    void aNameOfWhichNothingIsLeftIsRefused(String name) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> Slug.from(new AccountName(name)))
                .withMessage("account_slug: Cannot generate slug from text with no valid characters");
    }

    @Test
    void aNameOfWhichOneCharacterIsLeftIsRefused() {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> Slug.from(new AccountName("\u6771\u4EAC 1")))
                .withMessage("account_slug: Account slug must be at least 2 characters");
    }

    @Test
    void aLongNameIsCutToFiftyCharacters() {
        assertThat(Slug.from(new AccountName("a".repeat(100))).value()).isEqualTo("a".repeat(50));
    }

    @Test
    void aCutThatFallsOnAHyphenLeavesNone() {
        String name = "a".repeat(49) + " " + "b".repeat(10);

        assertThat(Slug.from(new AccountName(name)).value()).isEqualTo("a".repeat(49));
    }

    @Test
    void aNumberIsAppended() {
        assertThat(new Slug("foo").numbered(1)).isEqualTo(new Slug("foo-1"));
        assertThat(new Slug("foo").numbered(42)).isEqualTo(new Slug("foo-42"));
    }

    @Test
    void aNumberedSlugStaysWithinFiftyCharacters() {
        assertThat(new Slug("a".repeat(48)).numbered(1).value()).isEqualTo("a".repeat(48) + "-1");
        assertThat(new Slug("a".repeat(49)).numbered(1).value()).isEqualTo("a".repeat(48) + "-1");
        assertThat(new Slug("a".repeat(50)).numbered(10).value()).isEqualTo("a".repeat(47) + "-10");
    }

    @Test
    void theCutOfANumberedSlugLeavesNoDoubleHyphen() {
        assertThat(new Slug("a".repeat(47) + "-bc").numbered(7).value()).isEqualTo("a".repeat(47) + "-7");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void slugsAreNumberedFromOne(int number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Slug("foo").numbered(number))
                .withMessage("slugs are numbered from 1");
    }

    @Test
    void anArbitraryNameGivesAValidSlugOrInvalidValue() {
        Arbitrary.check(5000, (random, seed) -> {
            boolean taken = Arbitrary.isTaken(Arbitrary.text(random, 100), text -> {
                Slug slug = Slug.from(new AccountName(text));
                assertThat(slug.value()).as(seed).matches(SHAPE).hasSizeBetween(2, 50);
                assertThat(Slug.from(new AccountName(slug.value()))).as(seed).isEqualTo(slug);
            });
            assertThat(taken).as(seed).isIn(true, false);
        });
    }

    @Test
    void anArbitraryAsciiNameWithTwoLettersGivesASlug() {
        Arbitrary.check(2000, (random, seed) -> {
            String name = Arbitrary.textOf("aZ09 _-.&'!", random, 96) + "xY";
            assertThat(Slug.from(new AccountName("q" + name)).value()).as(seed).matches(SHAPE);
        });
    }

    @Test
    void anArbitraryNumberGivesAValidSlug() {
        Arbitrary.check(2000, (random, seed) -> {
            Slug slug = Slug.from(new AccountName("a" + Arbitrary.textOf("ab-", random, 60) + "z"));
            int number = random.nextInt(1, Integer.MAX_VALUE) >>> random.nextInt(31);
            String numbered = slug.numbered(Math.max(1, number)).value();
            assertThat(numbered).as(seed).matches(SHAPE).hasSizeLessThanOrEqualTo(50);
            assertThat(numbered).as(seed).endsWith("-" + Math.max(1, number));
        });
        assertThat(new Slug("a".repeat(50)).numbered(Integer.MAX_VALUE).value())
                .isEqualTo("a".repeat(39) + "-2147483647");
    }

    private static void refused(String text, String rule) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> new Slug(text))
                .returns("account_slug", InvalidValue::field)
                .returns(rule, InvalidValue::rule);
    }
}
