package leadr.registration.app;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import leadr.registration.application.secret.KeyRing;
import leadr.registration.application.secret.VerificationTokens;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;

/**
 * Verification tokens as JWT (RFC 7519) signed with HS256, by the rules of RFC 8725: one algorithm (3.1), keys only from
 * the settings (3.10), an explicit type (3.11), issuer and audience checked (3.8, 3.9). The {@code jti} is the subject's:
 * a code is exchanged for one token.
 */
final class JwtVerificationTokens implements VerificationTokens {
    private static final JOSEObjectType TYPE = new JOSEObjectType("reg-verify+jwt");
    private static final String ISSUER = "leadr-registration";
    private static final String AUDIENCE = "leadr-registration-complete";
    private static final int MAX_LENGTH = 4096;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final KeyRing keys;

    JwtVerificationTokens(KeyRing keys) {
        this.keys = keys;
    }

    @Override
    public PlainSecret issue(Claims claims) {
        String keyId = keys.currentId();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(TYPE)
                .keyID(keyId)
                .build();
        UserId user = claims.userId();
        JWTClaimsSet body = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(claims.subject().text())
                .jwtID(claims.subject().value().toString())
                .claim("email", claims.email().value())
                .claim("type", claims.type().name().toLowerCase(Locale.ROOT))
                // A claim without a value is not written.
                .claim("user_id", user == null ? null : user.text())
                .issueTime(Date.from(claims.issuedAt()))
                .expirationTime(Date.from(claims.expiresAt()))
                .build();
        SignedJWT token = new SignedJWT(header, body);
        try {
            token.sign(new MACSigner(keys.bytes(keyId).orElseThrow()));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("keys of a ring have 32 bytes or more", impossible);
        }
        return new PlainSecret(token.serialize());
    }

    @Override
    public Reading read(PlainSecret token, Instant now) {
        try {
            if (token.reveal().length() > MAX_LENGTH
                    || !SHAPE.matcher(token.reveal()).matches()) {
                return new Rejected(Reason.INVALID);
            }
            SignedJWT jwt = SignedJWT.parse(token.reveal());
            if (!isSignedHere(jwt)) {
                return new Rejected(Reason.INVALID);
            }
            if (!TYPE.equals(jwt.getHeader().getType())) {
                return new Rejected(Reason.WRONG_TYPE);
            }
            return read(jwt.getJWTClaimsSet(), now);
        } catch (ParseException | JOSEException | IllegalArgumentException notOurs) {
            return new Rejected(Reason.INVALID);
        }
    }

    private boolean isSignedHere(SignedJWT jwt) throws JOSEException {
        if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())) {
            return false;
        }
        Base64URL signature = jwt.getSignature();
        if (!Base64URL.encode(signature.decode()).equals(signature)) {
            // Written another way it would verify as well, and one token would have many texts.
            return false;
        }
        Optional<byte[]> key = Optional.ofNullable(jwt.getHeader().getKeyID()).flatMap(keys::bytes);
        return key.isPresent() && jwt.verify(new MACVerifier(key.get()));
    }

    private static Reading read(JWTClaimsSet body, Instant now) throws ParseException {
        String subject = body.getSubject();
        String email = body.getStringClaim("email");
        String type = body.getStringClaim("type");
        String user = body.getStringClaim("user_id");
        Date issuedAt = body.getIssueTime();
        Date expiresAt = body.getExpirationTime();
        if (!ISSUER.equals(body.getIssuer())
                || !List.of(AUDIENCE).equals(body.getAudience())
                || subject == null
                || email == null
                || type == null
                || issuedAt == null
                || expiresAt == null) {
            return new Rejected(Reason.INVALID);
        }
        VerificationCodeId id = VerificationCodeId.parse(subject);
        if (!Objects.equals(body.getJWTID(), id.value().toString())) {
            return new Rejected(Reason.INVALID);
        }
        Claims claims = new Claims(
                id,
                EmailAddress.of(email),
                VerificationCodeType.valueOf(type.toUpperCase(Locale.ROOT)),
                user == null ? null : UserId.parse(user),
                issuedAt.toInstant(),
                expiresAt.toInstant());
        return now.isBefore(claims.expiresAt()) ? new Valid(claims) : new Expired(claims);
    }
}
