package leadr.registration.domain.verification;

import static leadr.registration.domain.verification.Codes.ID;
import static leadr.registration.domain.verification.Codes.LATER;
import static leadr.registration.domain.verification.Codes.NOW;
import static leadr.registration.domain.verification.Codes.pending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.SecretDigest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are remembered with a code. */
class RequestMarkTest {
    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);
    private static final RequestMark MARK = new RequestMark(ONE, TWO);
    private static final ApiKeyId KEY = new ApiKeyId(UUID.fromString("01980000-0000-7000-8000-00000000000a"));

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "G111111111111111111111111111111111111111111111111111111111111111"})
    void aMarkIsTwoDigests(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestMark(text, ONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestMark(ONE, text));
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestMark(ONE + "1", ONE));
    }

    @Test
    void marksOfOneKeyAreToldByTheirContent() {
        assertThat(MARK.hasKeyOf(new RequestMark(ONE, ONE))).isTrue();
        assertThat(MARK.hasKeyOf(new RequestMark(TWO, TWO))).isFalse();
    }

    @Test
    void aUsedCodeRemembersWhoPresentedItAndStaysAsItIs() {
        VerificationCode used = pending().markAsUsed(LATER);

        VerificationCode remembered = used.presentedBy(MARK);

        assertThat(remembered.usedBy()).isEqualTo(MARK);
        assertThat(remembered.updatedAt()).isEqualTo(used.updatedAt());
        assertThat(remembered.id()).isEqualTo(ID);
        assertThat(remembered.usedAt()).isEqualTo(LATER);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> pending().presentedBy(MARK));
    }

    @Test
    void aConsumedCodeRemembersTheRequestAndTheKeyThatCameOfIt() {
        VerificationCode consumed =
                pending().markAsUsed(LATER).presentedBy(MARK).consume(KEY, new RequestMark(TWO, ONE), LATER);

        assertThat(consumed.usedBy()).isEqualTo(MARK);
        assertThat(consumed.consumedBy()).isEqualTo(new RequestMark(TWO, ONE));
        assertThat(consumed.issuedKey()).isEqualTo(KEY);
        assertThat(consumed.consumedAt()).isEqualTo(LATER);
        assertThat(consumed.softDelete(LATER).restore(LATER)).isEqualTo(consumed);
        assertThat(consumed.softDelete(LATER).issuedKey()).isEqualTo(KEY);
    }

    @Test
    void whatHasNotHappenedHasNoRequestAndNoKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> restored(MARK, false, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> restored(null, true, MARK, null));
        assertThatIllegalArgumentException().isThrownBy(() -> restored(null, true, null, KEY));
        assertThat(restored(MARK, true, null, null).usedBy()).isEqualTo(MARK);
    }

    private static VerificationCode restored(
            @Nullable RequestMark usedBy,
            boolean used,
            @Nullable RequestMark consumedBy,
            @Nullable ApiKeyId issuedKey) {
        return new VerificationCode(
                ID,
                VerificationCodeType.REGISTRATION,
                EmailAddress.of("ada@example.com"),
                null,
                new SecretDigest("k1", new byte[SecretDigest.LENGTH]),
                used ? VerificationCodeStatus.USED : VerificationCodeStatus.PENDING,
                LATER.plusSeconds(600),
                used ? LATER : null,
                usedBy,
                null,
                consumedBy,
                issuedKey,
                NOW,
                NOW,
                null);
    }
}
