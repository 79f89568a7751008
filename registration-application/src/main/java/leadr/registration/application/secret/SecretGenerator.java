package leadr.registration.application.secret;

import java.security.SecureRandom;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.verification.OneTimeCode;

/** Source of everything that must not be guessed. Safe to call from several threads. */
@FunctionalInterface
public interface SecretGenerator {
    /** That many bytes of a cryptographic generator (ASVS 11.5.1). */
    byte[] bytes(int count);

    /** The generator of the JDK. */
    static SecretGenerator secure() {
        SecureRandom random = new SecureRandom();
        return count -> {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        };
    }

    /** A fresh one-time code, every one as likely as any other. */
    default OneTimeCode oneTimeCode() {
        StringBuilder code = new StringBuilder();
        for (byte random : bytes(OneTimeCode.LENGTH)) {
            // The alphabet has 32 characters, so five bits of a byte choose one without bias.
            code.append(OneTimeCode.ALPHABET.charAt(random & 31));
        }
        return OneTimeCode.parse(code.toString());
    }

    /** A fresh API key. */
    default ApiKeySecret apiKey() {
        return ApiKeySecret.of(bytes(ApiKeySecret.RANDOM_BYTES));
    }
}
