package leadr.registration.app.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import leadr.registration.app.BenchServer;
import leadr.registration.application.secret.SecretGenerator;

/** The keyed hashes, tokens and sealed mails of the floor, in the JDK's own means. */
final class FloorSecrets {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int CODE_BYTES = 6;

    /** Together with what is put in, about as long as the mails of the product. */
    private static final String MAIL = "One line of what a mail says, as text and once more as HTML.\n".repeat(16);

    private final SecretGenerator random;
    private final SecretKeySpec hmacKey;
    private final SecretKeySpec sealKey;

    FloorSecrets(SecretGenerator random) {
        this.random = random;
        hmacKey = new SecretKeySpec(random.bytes(32), "HmacSHA256");
        sealKey = new SecretKeySpec(random.bytes(32), "AES");
    }

    /** Whose registration a token completes. */
    record Claims(UUID code, String email) {}

    /** Drawn, and then the one text that the load knows, as in {@link BenchServer}. */
    String code() {
        byte[] drawn = random.bytes(CODE_BYTES);
        return drawn.length == CODE_BYTES ? BenchServer.CODE : "";
    }

    String mailbox(String email) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(email.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash);
    }

    String digest(String context, String secret) throws GeneralSecurityException {
        return HexFormat.of().formatHex(hmac(context + "\n" + secret));
    }

    private byte[] hmac(String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(hmacKey);
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    String token(UUID code, String email) throws GeneralSecurityException {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String claims = base64.encodeToString((code + " " + email).getBytes(StandardCharsets.UTF_8));
        return claims + "." + base64.encodeToString(hmac(claims));
    }

    /** @throws GeneralSecurityException when it was not made here */
    Claims read(String token) throws GeneralSecurityException {
        String[] parts = token.split("\\.", 2);
        Base64.Decoder base64 = Base64.getUrlDecoder();
        if (parts.length != 2 || !MessageDigest.isEqual(hmac(parts[0]), base64.decode(parts[1]))) {
            throw new GeneralSecurityException("not a token of ours");
        }
        String[] claims = new String(base64.decode(parts[0]), StandardCharsets.UTF_8).split(" ", 2);
        return new Claims(UUID.fromString(claims[0]), claims[1]);
    }

    static String verification(String code) {
        return MAIL + code;
    }

    static String welcome(String accountName) {
        return MAIL + accountName;
    }

    byte[] seal(UUID mail, String text) throws GeneralSecurityException {
        byte[] nonce = random.bytes(NONCE_BYTES);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, sealKey, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(mail.toString().getBytes(StandardCharsets.UTF_8));
        byte[] sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
        byte[] bytes = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, bytes, NONCE_BYTES, sealed.length);
        return bytes;
    }
}
