package leadr.registration.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import leadr.registration.application.secret.KeyRing;
import leadr.registration.application.secret.VerificationTokens;
import leadr.registration.application.secret.VerificationTokens.Claims;
import leadr.registration.application.secret.VerificationTokens.Expired;
import leadr.registration.application.secret.VerificationTokens.Reading;
import leadr.registration.application.secret.VerificationTokens.Reason;
import leadr.registration.application.secret.VerificationTokens.Rejected;
import leadr.registration.application.secret.VerificationTokens.Valid;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerificationTokensTest {
    // 64 bytes, so that a signature with HS512 can be made with them.
    private static final String KEY = "k1-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789-abcdefghijklm";
    private static final String OLD_KEY = "k0-9876543210-zyxwvutsrqponmlkjihgfedcba-9876543210-zyxwvutsrqpo";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant END = NOON.plus(Duration.ofMinutes(10));
    private static final VerificationCodeId ID = VerificationCodeId.parse("ver_01957f6e-7c00-7abc-8def-0123456789ab");
    private static final UserId USER = UserId.parse("usr_01957f6e-7c00-7abc-8def-0123456789ac");
    private static final Claims CLAIMS =
            new Claims(ID, EmailAddress.of("Ada@Example.com"), VerificationCodeType.REGISTRATION, null, NOON, END);

    private static final JwtVerificationTokens TOKENS = tokens("k1:" + KEY + ",k0:" + OLD_KEY);

    private static JwtVerificationTokens tokens(String ring) {
        return new JwtVerificationTokens(KeyRing.parse(new PlainSecret(ring)));
    }

    private static Reading read(String token) {
        return TOKENS.read(new PlainSecret(token), NOON);
    }

    private static JWSHeader.Builder header() {
        return header(JWSAlgorithm.HS256);
    }

    private static JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType("reg-verify+jwt"))
                .keyID("k1");
    }

    private static JWTClaimsSet.Builder body() {
        return new JWTClaimsSet.Builder()
                .issuer("leadr-registration")
                .audience("leadr-registration-complete")
                .subject(ID.text())
                .jwtID(ID.value().toString())
                .claim("email", "ada@example.com")
                .claim("type", "registration")
                .issueTime(Date.from(NOON))
                .expirationTime(Date.from(END));
    }

    private static String signed(JWSHeader.Builder header, JWTClaimsSet.Builder body, String key) {
        return signed(header, body.build().toPayload(), key);
    }

    private static String signed(JWSHeader.Builder header, Payload body, String key) {
        try {
            JWSObject token = new JWSObject(header.build(), body);
            token.sign(new MACSigner(key));
            return token.serialize();
        } catch (JOSEException unsigned) {
            throw new AssertionError(unsigned);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsIssuedIsRead(VerificationCodeType type) {
        UserId user = type == VerificationCodeType.REGISTRATION ? null : USER;
        Claims claims = new Claims(ID, EmailAddress.of("Zoë@Bücher.example"), type, user, NOON, END);

        Reading reading = TOKENS.read(TOKENS.issue(claims), NOON);

        assertThat(reading).isEqualTo(new Valid(claims));
        assertThat(((Valid) reading).claims().email().value()).isEqualTo("Zoë@Bücher.example");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REGISTRATION")
    void theTokenOfAnInvitationOrARecoverySaysWhose(VerificationCodeType type) throws ParseException {
        PlainSecret token = TOKENS.issue(new Claims(ID, EmailAddress.of("ada@example.com"), type, USER, NOON, END));

        assertThat(SignedJWT.parse(token.reveal()).getJWTClaimsSet().getClaims())
                .containsEntry("user_id", "usr_01957f6e-7c00-7abc-8def-0123456789ac")
                .containsEntry("type", type.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void aUserIsNamedExactlyWhereThereIsOne() {
        for (String type : List.of("invite", "recovery")) {
            JWTClaimsSet.Builder body = body().claim("type", type);
            assertThat(read(signed(header(), body, KEY))).isEqualTo(new Rejected(Reason.INVALID));
            for (Object wrong :
                    List.of("", "usr_1", "acc_01957f6e-7c00-7abc-8def-0123456789ac", 7, List.of(USER.text()))) {
                assertThat(read(signed(header(), body.claim("user_id", wrong), KEY)))
                        .isEqualTo(new Rejected(Reason.INVALID));
            }
            assertThat(read(signed(header(), body.claim("user_id", USER.text()), KEY)))
                    .isInstanceOfSatisfying(
                            Valid.class,
                            valid -> assertThat(valid.claims().userId()).isEqualTo(USER));
        }
        assertThat(read(signed(header(), body().claim("user_id", USER.text()), KEY)))
                .isEqualTo(new Rejected(Reason.INVALID));
        assertThat(read(signed(header(), body(), KEY))).isInstanceOf(Valid.class);
    }

    @Test
    void theSameClaimsGiveTheSameToken() {
        assertThat(TOKENS.issue(CLAIMS)).isEqualTo(TOKENS.issue(CLAIMS));
        assertThat(TOKENS.issue(CLAIMS)).isEqualTo(tokens("k1:" + KEY).issue(CLAIMS));
    }

    @Test
    void theTokenHasTheHeadersAndClaimsOfTheContract() throws ParseException {
        SignedJWT token = SignedJWT.parse(TOKENS.issue(CLAIMS).reveal());

        assertThat(token.getHeader().toJSONObject())
                .isEqualTo(Map.of("alg", "HS256", "typ", "reg-verify+jwt", "kid", "k1"));
        assertThat(token.getJWTClaimsSet().toJSONObject())
                .isEqualTo(Map.of(
                        "iss", "leadr-registration",
                        "aud", "leadr-registration-complete",
                        "sub", "ver_01957f6e-7c00-7abc-8def-0123456789ab",
                        "jti", "01957f6e-7c00-7abc-8def-0123456789ab",
                        "email", "Ada@Example.com",
                        "type", "registration",
                        "iat", NOON.getEpochSecond(),
                        "exp", END.getEpochSecond()));
    }

    @Test
    void theTokensBuiltByTheseTestsAreValidAsTheyAre() {
        assertThat(read(signed(header(), body(), KEY))).isEqualTo(new Valid(CLAIMS));
    }

    @Test
    void aTokenIsAcceptedUntilTheTickBeforeItsEnd() {
        PlainSecret token = TOKENS.issue(CLAIMS);

        assertThat(TOKENS.read(token, END.minusNanos(1))).isEqualTo(new Valid(CLAIMS));
        assertThat(TOKENS.read(token, END)).isEqualTo(new Expired(CLAIMS));
        assertThat(TOKENS.read(token, END.plusSeconds(86_400))).isEqualTo(new Expired(CLAIMS));
    }

    @Test
    void noCharacterOfHeaderOrPayloadCanBeChanged() {
        String token = TOKENS.issue(CLAIMS).reveal();
        int signed = token.lastIndexOf('.');
        for (int i = 0; i < signed; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';

            assertThat(read(token.substring(0, i) + other + token.substring(i + 1)))
                    .as("character %d", i)
                    .isEqualTo(new Rejected(Reason.INVALID));
        }
    }

    @Test
    void noBitOfTheSignatureCanBeChanged() {
        String token = TOKENS.issue(CLAIMS).reveal();
        int dot = token.lastIndexOf('.');
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] changed = signature.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));

            assertThat(read(token.substring(0, dot + 1)
                            + Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .as("bit %d", bit)
                    .isEqualTo(new Rejected(Reason.INVALID));
        }
        assertThat(read(token.substring(0, dot + 1))).isEqualTo(new Rejected(Reason.INVALID));
        assertThat(read(token.substring(0, dot + 20))).isEqualTo(new Rejected(Reason.INVALID));
    }

    @Test
    void aTokenWithoutASignatureIsInvalid() {
        String token = TOKENS.issue(CLAIMS).reveal();
        String[] parts = token.split("\\.", -1);
        String none = base64("{\"alg\":\"none\",\"typ\":\"reg-verify+jwt\",\"kid\":\"k1\"}");

        assertThat(read(new PlainJWT(body().build()).serialize())).isEqualTo(new Rejected(Reason.INVALID));
        assertThat(read(none + "." + parts[1] + ".")).isEqualTo(new Rejected(Reason.INVALID));
        assertThat(read(none + "." + parts[1] + "." + parts[2])).isEqualTo(new Rejected(Reason.INVALID));
    }

    @Test
    void anotherAlgorithmIsInvalidEvenWithTheRightKey() {
        assertThat(read(signed(header(JWSAlgorithm.HS384), body(), KEY))).isEqualTo(new Rejected(Reason.INVALID));
        assertThat(read(signed(header(JWSAlgorithm.HS512), body(), KEY))).isEqualTo(new Rejected(Reason.INVALID));
    }

    @Test
    void theKeyIsNamedAndOneOfTheRing() {
        assertThat(read(signed(header().keyID(null), body(), KEY))).isEqualTo(new Rejected(Reason.INVALID));
        assertThat(read(signed(header().keyID("k2"), body(), KEY))).isEqualTo(new Rejected(Reason.INVALID));
        assertThat(read(signed(header().keyID("K1"), body(), KEY))).isEqualTo(new Rejected(Reason.INVALID));
        assertThat(read(signed(header().keyID("k0"), body(), KEY))).isEqualTo(new Rejected(Reason.INVALID));
        assertThat(read(signed(header().keyID(""), body(), KEY))).isEqualTo(new Rejected(Reason.INVALID));
    }

    @Test
    void aTokenSignedHereForSomethingElseIsOfTheWrongType() {
        assertThat(read(signed(header().type(JOSEObjectType.JWT), body(), KEY)))
                .isEqualTo(new Rejected(Reason.WRONG_TYPE));
        assertThat(read(signed(header().type(null), body(), KEY))).isEqualTo(new Rejected(Reason.WRONG_TYPE));
        assertThat(read(signed(header().type(new JOSEObjectType("session+jwt")), new Payload("no claims"), KEY)))
                .isEqualTo(new Rejected(Reason.WRONG_TYPE));
    }

    @Test
    void aTokenOfAnotherTypeThatWasNotSignedHereIsInvalid() {
        assertThat(read(signed(header().type(JOSEObjectType.JWT), body(), OLD_KEY)))
                .isEqualTo(new Rejected(Reason.INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "sub", "jti", "email", "type", "iat", "exp"})
    void aTokenThatLacksAClaimIsInvalid(String name) {
        assertThat(read(signed(header(), body().claim(name, null), KEY))).isEqualTo(new Rejected(Reason.INVALID));
    }

    @ParameterizedTest
    @MethodSource
    void aTokenWithAWrongClaimIsInvalid(UnaryOperator<JWTClaimsSet.Builder> wrong) {
        assertThat(read(signed(header(), wrong.apply(body()), KEY))).isEqualTo(new Rejected(Reason.INVALID));
    }

    static Stream<UnaryOperator<JWTClaimsSet.Builder>> aTokenWithAWrongClaimIsInvalid() {
        return Stream.of(
                body -> body.issuer("somebody-else"),
                body -> body.issuer("leadr-registration/"),
                body -> body.audience("leadr-registration"),
                body -> body.audience(List.of()),
                body -> body.audience(List.of("leadr-registration-complete", "leadr-registration-session")),
                body -> body.jwtID(UUID.randomUUID().toString()),
                body -> body.jwtID(ID.text()),
                body -> body.jwtID(ID.value().toString().toUpperCase(java.util.Locale.ROOT)),
                body -> body.subject("acc_" + ID.value()),
                body -> body.subject(ID.value().toString()),
                body -> body.subject(""),
                body -> body.claim("email", "nobody"),
                body -> body.claim("email", 42),
                body -> body.claim("email", List.of("ada@example.com")),
                body -> body.claim("type", "admin"),
                body -> body.claim("type", ""),
                body -> body.claim("type", true),
                body -> body.claim("exp", "soon"),
                body -> body.claim("iat", List.of()));
    }

    @Test
    void aSignedTextThatIsNoSetOfClaimsIsInvalid() {
        for (String text : List.of("hello", "", "[]", "null", "{", "{\"iss\":1}")) {
            assertThat(read(signed(header(), new Payload(text), KEY))).as(text).isEqualTo(new Rejected(Reason.INVALID));
        }
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNoTokenAtAllIsInvalid(String text) {
        assertThat(read(text)).isEqualTo(new Rejected(Reason.INVALID));
    }

    static Stream<String> whatIsNoTokenAtAllIsInvalid() {
        return Stream.of(
                " ",
                "ABC234",
                ".",
                "..",
                "....",
                "a.b.c",
                "e30.e30.e30",
                "ä.ö.ü",
                "\u0000.\u0000.\u0000",
                TOKENS.issue(CLAIMS).reveal() + ".x.y",
                TOKENS.issue(CLAIMS).reveal().replace('.', ','),
                base64("{\"alg\":\"HS256\",\"alg\":\"none\"}") + ".e30.x",
                base64("{\"alg\":null}") + ".e30.x",
                base64("{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false,\"kid\":\"k1\"}") + ".e30.x",
                base64("{\"alg\":" + "[".repeat(2_900)) + ".e30.x",
                base64("{\"alg\":\"HS256\",\"a\":" + "{\"a\":".repeat(500) + "1" + "}".repeat(500) + "}") + ".e30.x");
    }

    @Test
    void whatIsTooLongIsInvalidUnread() {
        assertThat(read("x".repeat(5_000))).isEqualTo(new Rejected(Reason.INVALID));

        int longest = 0;
        for (int padding = 2_500; padding < 2_900; padding++) {
            String token = signed(header(), body().claim("padding", "x".repeat(padding)), KEY);
            boolean fits = token.length() <= 4_096;
            longest = fits ? token.length() : longest;

            assertThat(read(token)).isEqualTo(fits ? new Valid(CLAIMS) : new Rejected(Reason.INVALID));
        }
        assertThat(longest).isBetween(4_094, 4_096);
    }

    @Test
    void aTokenSignedWithTheOldKeyOfTheRingIsStillValid() {
        PlainSecret old = tokens("k0:" + OLD_KEY).issue(CLAIMS);

        assertThat(TOKENS.read(old, NOON)).isEqualTo(new Valid(CLAIMS));
        assertThat(tokens("k1:" + KEY).read(old, NOON)).isEqualTo(new Rejected(Reason.INVALID));
    }

    @Test
    void newTokensAreSignedWithTheFirstKey() throws ParseException {
        SignedJWT token = SignedJWT.parse(TOKENS.issue(CLAIMS).reveal());

        assertThat(token.getHeader().getKeyID()).isEqualTo("k1");
        assertThat(tokens("k1:" + KEY).read(TOKENS.issue(CLAIMS), NOON)).isEqualTo(new Valid(CLAIMS));
    }

    @Test
    void theKeyForApiKeysDoesNotVerifyTokensEvenUnderTheSameId() {
        VerificationTokens pepper = tokens("k1:" + "pepper-" + OLD_KEY);

        assertThat(TOKENS.read(pepper.issue(CLAIMS), NOON)).isEqualTo(new Rejected(Reason.INVALID));
        assertThat(pepper.read(TOKENS.issue(CLAIMS), NOON)).isEqualTo(new Rejected(Reason.INVALID));
    }

    @Test
    void aTokenHasOneText() {
        String token = signed(header(), body(), KEY);
        assertThat(read(token)).isInstanceOf(VerificationTokens.Valid.class);
        char last = token.charAt(token.length() - 1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        String sameBytes = token.substring(0, token.length() - 1) + alphabet.charAt(alphabet.indexOf(last) ^ 1);
        for (String other : new String[] {token + "=", token + "!!", " " + token, token + "\n", sameBytes}) {
            assertThat(read(other)).isEqualTo(new VerificationTokens.Rejected(VerificationTokens.Reason.INVALID));
        }
    }
}
