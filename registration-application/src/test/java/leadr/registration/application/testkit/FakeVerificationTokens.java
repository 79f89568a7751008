package leadr.registration.application.testkit;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import leadr.registration.application.secret.VerificationTokens;
import leadr.registration.domain.secret.PlainSecret;

/** Tokens that are looked up instead of signed. */
public final class FakeVerificationTokens implements VerificationTokens {
    /** A token that was signed here for something else. */
    public static final PlainSecret OF_WRONG_TYPE = new PlainSecret("token-of-wrong-type");

    private final Map<PlainSecret, Claims> issued = new ConcurrentHashMap<>();

    @Override
    public PlainSecret issue(Claims claims) {
        PlainSecret token = new PlainSecret("token-" + claims.subject().value() + "-" + claims.issuedAt());
        issued.put(token, claims);
        return token;
    }

    @Override
    public Reading read(PlainSecret token, Instant now) {
        if (token.equals(OF_WRONG_TYPE)) {
            return new Rejected(Reason.WRONG_TYPE);
        }
        Claims claims = issued.get(token);
        if (claims == null) {
            return new Rejected(Reason.INVALID);
        }
        return now.isBefore(claims.expiresAt()) ? new Valid(claims) : new Expired(claims);
    }
}
