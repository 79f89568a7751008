package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.jamCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeText;
import leadr.registration.domain.jamcode.UsageLimit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store promises of {@link leadr.registration.application.store.JamCodes}, but for uses and lists. */
public interface JamCodesContract extends JamCodesOnStore {
    private static Attributes oddFeatures() {
        Map<String, @Nullable Object> odd = new LinkedHashMap<>();
        odd.put("zebra", 1);
        odd.put("", "an empty name");
        odd.put("alpha", null);
        odd.put(
                "Ünïcode 東京 \uD83C\uDFAE",
                "\u0001 \n\r\t \u2028 \u2029 \u007F \"quotes\" \\back\\ /slash </script> '--");
        odd.put("a.b[0].$c", " blanks around ");
        odd.put("booleans", Arrays.asList(true, false, null));
        odd.put("int", List.of(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE));
        odd.put("long", List.of(Integer.MAX_VALUE + 1L, Integer.MIN_VALUE - 1L, Long.MAX_VALUE, Long.MIN_VALUE));
        odd.put(
                "big",
                List.of(
                        BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE),
                        BigInteger.ONE.shiftLeft(1023),
                        BigInteger.ONE.shiftLeft(1023).negate()));
        odd.put(
                "decimal",
                List.of(
                        new BigDecimal("0.1"),
                        new BigDecimal("1.50"),
                        new BigDecimal("-0.000000000000000000000000000001"),
                        new BigDecimal("3.141592653589793238462643383279502884197169399375105820974944592307816406286"),
                        new BigDecimal("1.5E+200"),
                        new BigDecimal("1.5E-200")));
        odd.put("no list", List.of());
        odd.put("no object", Map.of());
        Map<String, @Nullable Object> within = new LinkedHashMap<>();
        within.put("z", List.of(Map.of("deeper", List.of(List.of(1, "two")))));
        within.put("a", null);
        within.put("m", Map.of());
        odd.put("object", within);
        odd.put("deepest", nested(Attributes.MAX_DEPTH - 1));
        return Attributes.of(odd);
    }

    private static Object nested(int depth) {
        Object value = "bottom";
        for (int level = 0; level < depth; level++) {
            value = level % 2 == 0 ? List.of(value) : Map.of("in", value);
        }
        return value;
    }

    @Test
    default void aJamCodeComesBackAsItWasAdded() {
        Instant odd = NOON.plusSeconds(1).plusNanos(1_000);
        JamCode plain = jamCode("PLAIN1", null);
        JamCode full = new JamCode(
                new JamCodeId(anId()),
                new JamCodeText("Z".repeat(50)),
                "\uD83C\uDFAE".repeat(500),
                oddFeatures(),
                UsageLimit.of(Integer.MAX_VALUE),
                false,
                odd,
                NOON,
                odd.plusNanos(1_000),
                odd.plusNanos(2_000));
        JamCode third = new JamCode(
                new JamCodeId(anId()),
                new JamCodeText("000"),
                "O'Reilly \"&\" <Söhne>;\r\n\t-- 東京",
                Attributes.EMPTY,
                UsageLimit.of(1),
                true,
                Instant.parse("9999-12-31T23:59:59.999999Z"),
                NOON,
                NOON,
                null);
        List<JamCode> all = List.of(plain, full, third);
        commit(store -> all.forEach(store.jamCodes()::add));

        commit(store -> all.forEach(code -> {
            assertThat(store.jamCodes().find(code.id())).contains(code);
            assertThat(store.jamCodes().find(code.code())).contains(code);
            assertThat(store.jamCodes().findForUpdate(code.id())).contains(code);
        }));
    }

    @Test
    default void theEntriesOfTheFeaturesKeepTheirOrder() {
        JamCode code = added(jamCode("ORDER", null).withFeatures(oddFeatures(), NOON));

        // Two maps are equal in whatever order, their texts are not.
        assertThat(stored(code).features().values())
                .hasToString(code.features().values().toString());
    }

    @Test
    default void aJamCodeThatWasNeverAddedIsNotFound() {
        added(jamCode("SPRING", 3));

        JamCodeId nobody = new JamCodeId(anId());
        assertThat(find(store -> store.jamCodes().find(nobody))).isEmpty();
        assertThat(find(store -> store.jamCodes().findForUpdate(nobody))).isEmpty();
        assertThat(find(store -> store.jamCodes().find(new JamCodeText("SPRIN"))))
                .isEmpty();
        assertThat(find(store -> store.jamCodes().find(new JamCodeText("SPRING1"))))
                .isEmpty();
    }

    @Test
    default void aDeletedJamCodeIsFound() {
        JamCode code = added(jamCode("GONE", 3));
        JamCode deleted = code.softDelete(NOON.plusSeconds(1));
        commit(store -> {
            assertThat(store.jamCodes().findForUpdate(code.id())).contains(code);
            store.jamCodes().update(deleted);
        });

        assertThat(find(store -> store.jamCodes().find(code.id()))).contains(deleted);
        assertThat(find(store -> store.jamCodes().find(code.code()))).contains(deleted);
        assertThat(find(store -> store.jamCodes().findForUpdate(code.id()))).contains(deleted);
    }

    @Test
    default void whatATransactionAddsItSees() {
        JamCode code = jamCode("ALPHA", 3);

        commit(store -> {
            store.jamCodes().add(code);
            assertThat(store.jamCodes().find(code.id())).contains(code);
            assertThat(store.jamCodes().find(code.code())).contains(code);
        });
    }

    @Test
    default void aSecondJamCodeWithTheSameTextIsRefusedAlsoWhenTheFirstIsDeleted() {
        added(jamCode("ALPHA", 3));
        added(jamCode("BETA", 3).softDelete(NOON));

        Duplicates.assertDuplicate(UniqueRule.JAM_CODE, () -> added(jamCode("ALPHA", null)));
        Duplicates.assertDuplicate(UniqueRule.JAM_CODE, () -> added(jamCode("BETA", null)));
    }

    @Test
    default void anIdGivenTwiceToJamCodesIsRefused() {
        JamCode code = added(jamCode("ALPHA", 3));

        Duplicates.assertDuplicate(
                UniqueRule.ID,
                () -> added(JamCode.create(
                        code.id(), new JamCodeText("BETA"), "Another", Attributes.EMPTY, null, null, NOON)));
    }

    @RaceTest(value = "jam codes with one text", runners = 20)
    default void ofTwentyJamCodesWithOneTextAtOnceOneIsAdded() {
        List<Optional<UniqueRule>> outcomes =
                race(20, number -> store -> store.jamCodes().add(jamCode("ALPHA", number + 1)));

        StoreContract.assertOneWinner(outcomes, UniqueRule.JAM_CODE);
    }

    @Test
    default void theNextStateOfAJamCodeIsStored() {
        JamCode code = added(jamCode("ALPHA", 3));
        Instant later = NOON.plusSeconds(5).plusNanos(1_000);
        JamCode next = code.describe("Another \uD83C\uDFAE", later)
                .withFeatures(oddFeatures(), later)
                .withMaxUses(null, later)
                .withExpiresAt(NOON.plusSeconds(9).plusNanos(1_000), later)
                .deactivate(later)
                .softDelete(later);

        commit(store -> {
            assertThat(store.jamCodes().findForUpdate(code.id())).contains(code);
            store.jamCodes().update(next);
            assertThat(store.jamCodes().find(code.id())).contains(next);
        });
        assertThat(stored(code)).isEqualTo(next);

        JamCode back = next.withMaxUses(7, NOON)
                .withExpiresAt(null, NOON)
                .activate(NOON)
                .restore(NOON)
                .withFeatures(Attributes.EMPTY, NOON);
        commit(store -> {
            assertThat(store.jamCodes().findForUpdate(code.id())).contains(next);
            store.jamCodes().update(back);
        });
        assertThat(stored(code)).isEqualTo(back);
    }

    @Test
    default void aJamCodeIsNotUpdatedUnlessItWasLoadedForUpdateInTheSameTransaction() {
        JamCode code = added(jamCode("ALPHA", 3));
        JamCode next = code.deactivate(NOON.plusSeconds(1));
        assertThat(find(store -> store.jamCodes().findForUpdate(code.id()))).contains(code);

        assertThatThrownBy(() -> commit(store -> store.jamCodes().update(next)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> commit(store -> {
                    assertThat(store.jamCodes().find(code.id())).contains(code);
                    assertThat(store.jamCodes().find(code.code())).contains(code);
                    store.jamCodes().update(next);
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(stored(code)).isEqualTo(code);
    }

    @RaceTest(value = "changes of one jam code by admins", runners = 20)
    default void ofTwentyChangesOfOneJamCodeAtOnceNoneIsLost() {
        JamCode code = added(jamCode("ALPHA", 3).withFeatures(Attributes.of(Map.of("count", 0)), NOON));

        List<Optional<UniqueRule>> outcomes = race(20, number -> store -> {
            JamCode loaded = store.jamCodes().findForUpdate(code.id()).orElseThrow();
            Map<String, @Nullable Object> features =
                    new LinkedHashMap<>(loaded.features().values());
            features.put("count", (Integer) Objects.requireNonNull(features.get("count")) + 1);
            features.put("admin-" + number, true);
            store.jamCodes()
                    .update(loaded.withFeatures(
                            Attributes.of(features), loaded.updatedAt().plusSeconds(1)));
        });

        assertThat(outcomes).containsOnly(Optional.empty());
        List<String> names = new ArrayList<>(List.of("count"));
        IntStream.range(0, 20).forEach(number -> names.add("admin-" + number));
        assertThat(stored(code).features().values()).containsOnlyKeys(names).containsEntry("count", 20);
        assertThat(stored(code).updatedAt()).isEqualTo(NOON.plusSeconds(20));
    }
}
