package leadr.registration.application.secret;

import java.util.Arrays;

/** A text that only {@link TextCipher} can read: the id of the key that sealed it, and nonce and ciphertext. */
public final class SealedText {
    private final String keyId;
    private final byte[] bytes;

    /** Restores a sealed text as it was stored; the bytes are copied. */
    public SealedText(String keyId, byte[] bytes) {
        this.keyId = keyId;
        this.bytes = bytes.clone();
    }

    public String keyId() {
        return keyId;
    }

    /** A copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedText that && keyId.equals(that.keyId) && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The key id and the length only. */
    @Override
    public String toString() {
        return "SealedText[keyId=" + keyId + ", " + bytes.length + " bytes]";
    }
}
