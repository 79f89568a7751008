package leadr.registration.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeRedemptionId;
import leadr.registration.domain.verification.VerificationCodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixedIdTest {
    private static final String UUID_TEXT = "019370a0-1b2c-7d3e-8f40-51627384a5b6";
    private static final UUID VALUE = UUID.fromString(UUID_TEXT);

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void anIdIsWrittenAsItsPrefixAndALowerCaseUuid(
            String prefix, Function<UUID, PrefixedId> of, Function<String, PrefixedId> parse) {
        PrefixedId id = of.apply(VALUE);

        assertThat(id.value()).isEqualTo(VALUE);
        assertThat(id.prefix()).isEqualTo(prefix);
        assertThat(id.text()).isEqualTo(prefix + "_" + UUID_TEXT);
        assertThat(id).hasToString(id.text());
        assertThat(parse.apply(id.text())).isEqualTo(id);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void anIdOfEveryOtherKindIsRefused(
            String prefix, Function<UUID, PrefixedId> of, Function<String, PrefixedId> parse) {
        assertThat(of.apply(VALUE).prefix()).isEqualTo(prefix);
        assertThat(kinds().map(kind -> (String) kind.get()[0]).filter(other -> !other.equals(prefix)))
                .hasSize(5)
                .allSatisfy(other -> assertThatExceptionOfType(InvalidValue.class)
                        .isThrownBy(() -> parse.apply(other + "_" + UUID_TEXT))
                        .returns("id", InvalidValue::field)
                        .returns("Expected an id of the form " + prefix + "_<uuid>", InvalidValue::rule));
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                kind("acc", AccountId::new, AccountId::parse),
                kind("usr", UserId::new, UserId::parse),
                kind("key", ApiKeyId::new, ApiKeyId::parse),
                kind("jam", JamCodeId::new, JamCodeId::parse),
                kind("red", JamCodeRedemptionId::new, JamCodeRedemptionId::parse),
                kind("ver", VerificationCodeId::new, VerificationCodeId::parse));
    }

    private static Arguments kind(String prefix, Function<UUID, PrefixedId> of, Function<String, PrefixedId> parse) {
        return Arguments.of(prefix, of, parse);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acc",
                "acc_",
                UUID_TEXT,
                "acc" + UUID_TEXT,
                "acc-" + UUID_TEXT,
                "ACC_" + UUID_TEXT,
                "acc_019370A0-1B2C-7D3E-8F40-51627384A5B6",
                "acc_019370a01b2c7d3e8f4051627384a5b6",
                "acc_1-1-1-1-1",
                "acc_" + UUID_TEXT + " ",
                "acc_" + UUID_TEXT + "\n",
                " acc_" + UUID_TEXT,
                "acc_acc_" + UUID_TEXT,
                "acc_{" + UUID_TEXT + "}",
                "acc_019370a0-1b2c-7d3e-8f40-51627384a5bg"
            })
    void anotherShapeIsRefused(String text) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> AccountId.parse(text))
                .withMessage("id: Expected an id of the form acc_<uuid>");
    }

    @Test
    void nothingButInvalidValueIsThrownForArbitraryText() {
        Arbitrary.check(2000, (random, seed) -> {
            String text = "acc_" + Arbitrary.text(random, 40);
            assertThat(Arbitrary.isTaken(
                            text, it -> assertThat(AccountId.parse(it)).isNotNull()))
                    .as(seed)
                    .isFalse();
        });
    }
}
