package planted.adapter.smtp;

import com.nimbusds.jwt.SignedJWT;

/** A door, but of another house; and it knows tokens. */
public final class JpaPersistence {
    SignedJWT token(SignedJWT token) {
        return token;
    }
}
