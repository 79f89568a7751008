package leadr.registration.application.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals texts that have to be read again, such as a mail with a code in it: AES-256-GCM (NIST SP 800-38D) under a key
 * derived from a ring, a random 96-bit nonce, and the context as associated data, so that a sealed text cannot be moved to
 * another row. Safe to call from several threads.
 */
public final class TextCipher {
    private static final String AES_GCM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final KeyRing keys;
    private final SecretGenerator random;
    private final byte[] purpose;

    /** @param purpose a constant such as {@code mail}; keys of different purposes have nothing in common */
    public TextCipher(KeyRing keys, SecretGenerator random, String purpose) {
        this.keys = keys;
        this.random = random;
        this.purpose = ("seal:" + purpose).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Seals a text.
     *
     * @param context what the text belongs to, such as the id of its row; the same is needed to open it
     */
    public SealedText seal(String context, String text) {
        byte[] nonce = random.bytes(NONCE_BYTES);
        String keyId = keys.currentId();
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key(keyId).orElseThrow(), nonce, context)
                    .doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] bytes = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, bytes, NONCE_BYTES, sealed.length);
            return new SealedText(keyId, bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has AES-GCM", impossible);
        }
    }

    /** The text, or empty when its key is gone, or the bytes are not what was sealed in this context. */
    public Optional<String> open(String context, SealedText sealed) {
        byte[] bytes = sealed.bytes();
        Optional<SecretKeySpec> key = key(sealed.keyId());
        if (key.isEmpty() || bytes.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            return Optional.empty();
        }
        try {
            byte[] text = cipher(Cipher.DECRYPT_MODE, key.get(), Arrays.copyOf(bytes, NONCE_BYTES), context)
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (AEADBadTagException tampered) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has AES-GCM", impossible);
        }
    }

    private Optional<SecretKeySpec> key(String keyId) {
        return keys.hmac(keyId, purpose).map(bytes -> new SecretKeySpec(bytes, "AES"));
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(AES_GCM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
