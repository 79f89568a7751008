package leadr.registration.application.jamcode;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.jamCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import leadr.registration.application.access.Superadmin;
import leadr.registration.application.store.JamCodes.Filter;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import leadr.registration.domain.jamcode.JamCodeText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@link FindJamCode}, {@link FindJamCodes} and {@link ListRedemptions}. */
class JamCodeListsTest {
    private static final String MISMATCH =
            "Query parameters don't match cursor state. Start a new pagination sequence.";

    private final Bench bench = new Bench();
    private final Superadmin admin = bench.superadmin();

    private Optional<JamCode> find(JamCodeId id) {
        return bench.jamCodes().find().execute(new FindJamCode.Command(admin, id));
    }

    private Listing<JamCode> codes(Filter filter, int limit, @Nullable String sort, @Nullable String cursor) {
        return bench.jamCodes()
                .list()
                .execute(new FindJamCodes.Command(admin, filter, new PageQuery(limit, sort, cursor)));
    }

    private Optional<Listing<JamCodeRedemption>> redemptions(
            JamCodeId code, int limit, @Nullable String sort, @Nullable String cursor) {
        return bench.jamCodes()
                .redemptions()
                .execute(new ListRedemptions.Command(admin, code, new PageQuery(limit, sort, cursor)));
    }

    private JamCodeRedemption redeemed(String code) {
        return ((RedeemJamCode.Redeemed) bench.jamCodes()
                        .redeem()
                        .execute(new RedeemJamCode.Command(
                                bench.caller(Role.OWNER), code, Attributes.EMPTY, null, Fixtures.from("192.0.2.1"))))
                .redemption();
    }

    @Test
    void aCodeIsFoundWithItsUses() {
        JamCode code = bench.add(jamCode("SPRING", 5));
        assertThat(find(code.id())).contains(code);

        assertThat(redeemed("SPRING").jamCodeId()).isEqualTo(code.id());

        assertThat(find(code.id()).orElseThrow().usage().currentUses()).isEqualTo(1);
    }

    @Test
    void aCodeThatIsUnknownOrDeletedIsNotFound() {
        JamCode deleted = bench.add(jamCode("SPRING", 5).softDelete(NOON));

        assertThat(find(deleted.id())).isEmpty();
        assertThat(find(new JamCodeId(anId()))).isEmpty();
    }

    @Test
    void codesAreListedNewestFirstPageByPage() {
        List<JamCode> newestFirst = new ArrayList<>();
        for (int number = 0; number < 7; number++) {
            JamCode code = jamCode("CODE" + number, null);
            newestFirst.add(
                    0,
                    bench.add(JamCode.create(
                            code.id(), code.code(), "A jam", Attributes.EMPTY, null, null, NOON.plusSeconds(number))));
        }

        Listing<JamCode> first = codes(Filter.NONE, 3, null, null);
        assertThat(first.items()).isEqualTo(newestFirst.subList(0, 3));
        assertThat(first.prevCursor()).isEmpty();
        Listing<JamCode> second = codes(Filter.NONE, 3, null, first.nextCursor().orElseThrow());
        assertThat(second.items()).isEqualTo(newestFirst.subList(3, 6));
        Listing<JamCode> third = codes(Filter.NONE, 3, null, second.nextCursor().orElseThrow());
        assertThat(third.items()).isEqualTo(newestFirst.subList(6, 7));
        assertThat(third.nextCursor()).isEmpty();

        assertThat(codes(Filter.NONE, 3, null, third.prevCursor().orElseThrow()))
                .isEqualTo(second);
        assertThat(codes(Filter.NONE, 3, null, second.prevCursor().orElseThrow())
                        .items())
                .isEqualTo(first.items());
    }

    @Test
    void codesAreListedAsTheFilterSays() {
        JamCode on = bench.add(jamCode("SPRING", 5));
        JamCode off = bench.add(jamCode("SUMMER", 5).deactivate(NOON));
        JamCode gone = bench.add(jamCode("AUTUMN", 5).softDelete(NOON));

        assertThat(codes(Filter.NONE, 9, "code:asc", null).items()).containsExactly(on, off);
        assertThat(codes(new Filter(null, true, false), 9, "code:asc", null).items())
                .containsExactly(on);
        assertThat(codes(new Filter(null, false, false), 9, "code:asc", null).items())
                .containsExactly(off);
        assertThat(codes(new Filter(null, null, true), 9, "code:asc", null).items())
                .containsExactly(gone, on, off);
        assertThat(codes(new Filter(new JamCodeText("SUMMER"), null, false), 9, "code:asc", null)
                        .items())
                .containsExactly(off);
        assertThat(codes(new Filter(new JamCodeText("AUTUMN"), null, false), 9, "code:asc", null)
                        .items())
                .isEmpty();
    }

    @Test
    void aCursorGoesOnUnderTheFilterItWasMadeWithOnly() {
        IntStream.range(0, 5).forEach(number -> bench.add(jamCode("CODE" + number, null)));
        Filter filter = new Filter(null, true, false);
        String cursor = codes(filter, 2, null, null).nextCursor().orElseThrow();
        List<Filter> others = List.of(
                Filter.NONE,
                new Filter(null, false, false),
                new Filter(null, true, true),
                new Filter(new JamCodeText("CODE1"), true, false));

        assertThat(codes(filter, 2, null, cursor).items()).hasSize(2);
        for (Filter other : others) {
            assertThatExceptionOfType(InvalidValue.class)
                    .isThrownBy(() -> assertThat(codes(other, 2, null, cursor)).isNull())
                    .returns("cursor", InvalidValue::field)
                    .returns(MISMATCH, InvalidValue::rule);
        }
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(
                        () -> assertThat(codes(filter, 2, "code:asc", cursor)).isNull())
                .returns(MISMATCH, InvalidValue::rule);
    }

    @Test
    void anOrderNobodyKnowsIsRefused() {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() ->
                        assertThat(codes(Filter.NONE, 2, "features:asc", null)).isNull())
                .returns("sort", InvalidValue::field);
        JamCode code = bench.add(jamCode("SPRING", 5));
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() ->
                        assertThat(redemptions(code.id(), 2, "code:asc", null)).isNull())
                .returns("sort", InvalidValue::field);
    }

    @Test
    void theRedemptionsOfACodeAreListedNewestFirstPageByPage() {
        JamCode code = bench.add(jamCode("SPRING", null));
        bench.add(jamCode("SUMMER", null));
        List<JamCodeRedemption> newestFirst = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            bench.clock.advance(Duration.ofSeconds(1));
            newestFirst.add(0, redeemed("SPRING"));
            assertThat(redeemed("SUMMER").jamCodeId()).isNotEqualTo(code.id());
        }

        Listing<JamCodeRedemption> first = redemptions(code.id(), 2, null, null).orElseThrow();
        assertThat(first.items()).isEqualTo(newestFirst.subList(0, 2));
        assertThat(first.prevCursor()).isEmpty();
        Listing<JamCodeRedemption> second = redemptions(
                        code.id(), 2, null, first.nextCursor().orElseThrow())
                .orElseThrow();
        assertThat(second.items()).isEqualTo(newestFirst.subList(2, 3));
        assertThat(second.nextCursor()).isEmpty();
        assertThat(redemptions(code.id(), 2, null, second.prevCursor().orElseThrow())
                        .orElseThrow()
                        .items())
                .isEqualTo(first.items());
    }

    @Test
    void aCursorGoesOnInTheListOfItsCodeOnly() {
        JamCode spring = bench.add(jamCode("SPRING", null));
        JamCode summer = bench.add(jamCode("SUMMER", null));
        for (int number = 0; number < 3; number++) {
            assertThat(redeemed("SPRING")).isNotNull();
        }
        String cursor = redemptions(spring.id(), 2, null, null)
                .orElseThrow()
                .nextCursor()
                .orElseThrow();

        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() ->
                        assertThat(redemptions(summer.id(), 2, null, cursor)).isNull())
                .returns(MISMATCH, InvalidValue::rule);
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(
                        () -> assertThat(codes(Filter.NONE, 2, null, cursor)).isNull())
                .returns(MISMATCH, InvalidValue::rule);
    }

    @Test
    void theRedemptionsOfACodeThatIsUnknownOrDeletedAreNotListed() {
        JamCode code = bench.add(jamCode("SPRING", null));
        assertThat(redeemed("SPRING")).isNotNull();
        assertThat(redemptions(code.id(), 2, null, null).orElseThrow().items()).hasSize(1);
        bench.change(code, each -> each.softDelete(NOON));

        assertThat(redemptions(code.id(), 2, null, null)).isEmpty();
        assertThat(redemptions(new JamCodeId(anId()), 2, null, null)).isEmpty();
    }

    @Test
    void aCodeWithoutRedemptionsHasAnEmptyList() {
        JamCode code = bench.add(jamCode("SPRING", null));

        assertThat(redemptions(code.id(), 2, null, null))
                .contains(new Listing<>(List.of(), Optional.empty(), Optional.empty()));
    }
}
