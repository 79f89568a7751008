package leadr.registration.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.secret.SecretDigest;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;
import org.junit.jupiter.api.Test;

class SecretsDoNotPrintTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final UUID ANY_UUID = new UUID(7, 7);
    private static final byte[] HASH = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final SecretDigest DIGEST = new SecretDigest("k1", HASH);

    @Test
    void aPlainSecretDoesNotPrint() {
        assertThat(new PlainSecret("hunter2")).hasToString("[redacted]");
    }

    @Test
    void aOneTimeCodeDoesNotPrint() {
        assertThat(OneTimeCode.parse("ABC234")).hasToString("[redacted]");
        assertThat(OneTimeCode.parse("ABC234").secret()).hasToString("[redacted]");
    }

    @Test
    void anApiKeySecretDoesNotPrint() {
        assertThat(ApiKeySecret.of(HASH)).hasToString("[redacted]");
        assertThat(ApiKeySecret.of(HASH).secret()).hasToString("[redacted]");
    }

    @Test
    void aDigestPrintsItsKeyIdOnly() {
        assertThat(DIGEST).hasToString("SecretDigest[keyId=k1, hash=[redacted]]");
    }

    @Test
    void aVerificationCodePrintsNeitherItsHashNorTheAddress() {
        VerificationCode code = VerificationCode.issue(
                new VerificationCodeId(ANY_UUID),
                VerificationCodeType.REGISTRATION,
                EmailAddress.of("roberta@example.com"),
                null,
                DIGEST,
                Duration.ofMinutes(10),
                NOW);

        assertThat(code.toString())
                .contains("r***@example.com", "hash=[redacted]")
                .doesNotContain("roberta")
                .doesNotContain(everyWayToWrite(HASH));
    }

    @Test
    void anApiKeyPrintsItsPrefixButNeitherItsHashNorItsText() {
        ApiKeySecret secret = ApiKeySecret.of(HASH);
        ApiKey key = ApiKey.issue(
                new ApiKeyId(ANY_UUID),
                new AccountId(ANY_UUID),
                new UserId(ANY_UUID),
                ApiKey.REGISTRATION_KEY_NAME,
                secret,
                DIGEST,
                NOW);

        assertThat(key.toString())
                .contains(secret.prefix(), "hash=[redacted]")
                .doesNotContain(secret.secret().reveal())
                .doesNotContain(everyWayToWrite(HASH));
    }

    private static String[] everyWayToWrite(byte[] bytes) {
        return new String[] {
            new String(bytes, StandardCharsets.US_ASCII),
            HexFormat.of().formatHex(bytes),
            Base64.getEncoder().encodeToString(bytes)
        };
    }
}
