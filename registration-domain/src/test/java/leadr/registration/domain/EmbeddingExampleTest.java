package leadr.registration.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeRedemptionId;
import leadr.registration.domain.jamcode.JamCodeText;
import leadr.registration.domain.jamcode.RedemptionVerdict;
import leadr.registration.domain.secret.SecretDigest;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationAttempt;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;
import leadr.registration.domain.verification.VerificationPolicy;
import org.junit.jupiter.api.Test;

/** For people who embed the domain without the server. The README quotes what is between the two marks. */
class EmbeddingExampleTest {
    @Test
    void aCodeIsIssuedAndAcceptedAndAJamCodeIsRedeemed() throws GeneralSecurityException {
        byte[] key = "thirty-two bytes kept out of the".getBytes(StandardCharsets.UTF_8);
        Instant now = Instant.parse("2026-11-20T12:00:00Z");

        // example:begin
        Mac hmac = Mac.getInstance("HmacSHA256");
        hmac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] hash = hmac.doFinal("K7WQ2M".getBytes(StandardCharsets.UTF_8));
        VerificationCode code = VerificationCode.issue(
                new VerificationCodeId(UUID.randomUUID()),
                VerificationCodeType.REGISTRATION,
                EmailAddress.of("ada@example.com"),
                null, // a registration has no user yet
                new SecretDigest("key-1", hash),
                VerificationPolicy.DEFAULT.codeLife(),
                now);

        // Ten minutes are not over, and the code may be typed in any case, with blanks and dashes.
        String typed = OneTimeCode.parse("k7w-q2m").secret().reveal();
        byte[] presented = hmac.doFinal(typed.getBytes(StandardCharsets.UTF_8));
        VerificationAttempt attempt = code.attempt(new SecretDigest("key-1", presented), now.plusSeconds(599));
        boolean proved = attempt instanceof VerificationAttempt.Accepted accepted
                && accepted.next().isUsed();

        Attributes features = Attributes.of(Map.of("max_games", 5));
        JamCode jam = JamCode.create(
                new JamCodeId(UUID.randomUUID()), JamCodeText.parse("jam2026"), "Autumn jam", features, 100, null, now);
        RedemptionVerdict verdict =
                jam.redeem(new JamCodeRedemptionId(UUID.randomUUID()), new AccountId(UUID.randomUUID()), false, now);
        boolean granted = verdict instanceof RedemptionVerdict.Redeemed redeemed
                && redeemed.next().usage().currentUses() == 1;
        // example:end

        assertThat(proved).isTrue();
        assertThat(granted).isTrue();
    }
}
