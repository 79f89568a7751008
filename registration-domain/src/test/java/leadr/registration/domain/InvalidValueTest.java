package leadr.registration.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.function.Function;
import java.util.stream.Stream;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Slug;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.jamcode.JamCodeText;
import leadr.registration.domain.verification.OneTimeCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InvalidValueTest {
    private static final String TELLTALE = "Zq7Xw";

    @Test
    void namesTheFieldAndTheRule() {
        InvalidValue refusal = new InvalidValue("account_slug", "Account slug must not exceed 50 characters");

        assertThat(refusal.field()).isEqualTo("account_slug");
        assertThat(refusal.rule()).isEqualTo("Account slug must not exceed 50 characters");
        assertThat(refusal).hasMessage("account_slug: Account slug must not exceed 50 characters");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void theMessageNeverContainsTheInput(String field, Function<String, Object> reader, String input) {
        InvalidValue refusal = catchThrowableOfType(InvalidValue.class, () -> reader.apply(input));

        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.toString()).doesNotContain(TELLTALE);
        assertThat(refusal.rule()).doesNotContain(TELLTALE).doesNotEndWith(".");
        assertThat(refusal).hasNoCause();
    }

    static Stream<Arguments> theMessageNeverContainsTheInput() {
        return Stream.of(
                refused("id", AccountId::parse, "usr_" + TELLTALE),
                refused("account_name", AccountName::new, TELLTALE.repeat(21)),
                refused("account_name", AccountName::new, TELLTALE + "\u0007"),
                refused("display_name", DisplayName::new, TELLTALE.repeat(21)),
                refused("display_name", DisplayName::new, TELLTALE + "\u202E"),
                refused("account_slug", Slug::new, TELLTALE),
                refused("account_slug", Slug::new, TELLTALE.repeat(11)),
                refused("email", EmailAddress::of, TELLTALE),
                refused("email", EmailAddress::of, TELLTALE + "@"),
                refused("email", EmailAddress::of, TELLTALE + " " + TELLTALE + "@example.com"),
                refused("email", EmailAddress::of, "a@" + TELLTALE),
                refused("email", EmailAddress::of, "a@" + TELLTALE + "..com"),
                refused("email", EmailAddress::of, TELLTALE.repeat(60) + "@example.com"),
                refused("code", JamCodeText::parse, TELLTALE + "!"),
                refused("code", JamCodeText::parse, TELLTALE + "\u00DF"),
                refused("code", OneTimeCode::parse, TELLTALE),
                refused("api_key", ApiKeySecret::parse, "ldr_" + TELLTALE),
                refused("api_key", ApiKeySecret::parse, "ldr_" + TELLTALE.repeat(9) + "1234"));
    }

    private static Arguments refused(String field, Function<String, Object> reader, String input) {
        return Arguments.of(field, reader, input);
    }
}
