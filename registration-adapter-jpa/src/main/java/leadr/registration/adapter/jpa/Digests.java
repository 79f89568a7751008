package leadr.registration.adapter.jpa;

import java.util.HexFormat;
import leadr.registration.domain.secret.SecretDigest;

/** A digest as it is stored: hexadecimal beside the id of its key. */
final class Digests {
    private Digests() {}

    static String toText(SecretDigest digest) {
        return HexFormat.of().formatHex(digest.hash());
    }

    static SecretDigest fromText(String keyId, String text) {
        return new SecretDigest(keyId, HexFormat.of().parseHex(text));
    }
}
