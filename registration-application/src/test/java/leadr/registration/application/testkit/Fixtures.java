package leadr.registration.application.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.mail.MailKind;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.KeyRing;
import leadr.registration.application.secret.SealedText;
import leadr.registration.application.secret.SecretGenerator;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.Slug;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.apikey.ApiKeySecret;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.jamcode.Attributes;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import leadr.registration.domain.jamcode.JamCodeRedemptionId;
import leadr.registration.domain.jamcode.JamCodeText;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.ClientNetwork;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;
import org.jspecify.annotations.Nullable;

/** Things to arrange tests with. */
public final class Fixtures {
    /** A moment with microseconds, so that a store that drops them is found out. */
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    public static final SecretGenerator SECRETS = SecretGenerator.secure();
    public static final KeyRing KEYS =
            KeyRing.parse(new PlainSecret("k1:0123456789abcdef0123456789abcdef,k0:fedcba9876543210fedcba9876543210"));
    public static final SecretHasher CODE_HASHER = new SecretHasher(KEYS, "verification-code");
    public static final SecretHasher API_KEY_HASHER = new SecretHasher(KEYS, "api-key");

    private static final IdGenerator IDS = IdGenerator.timeOrdered(() -> NOON, SECRETS);

    private Fixtures() {}

    public static UUID anId() {
        return IDS.next();
    }

    public static EmailAddress email(String text) {
        return EmailAddress.of(text);
    }

    public static Account account(String name, String slug) {
        return Account.found(new AccountId(anId()), new AccountName(name), new Slug(slug), NOON);
    }

    /** A user without special rights. */
    public static User user(Account account, String email, UserStatus status) {
        EmailAddress address = email(email);
        return new User(
                new UserId(anId()),
                account.id(),
                address,
                DisplayName.orFrom(null, address),
                Role.MEMBER,
                status,
                false,
                NOON,
                NOON);
    }

    /** An active user of this role. */
    public static User user(Account account, String email, Role role) {
        EmailAddress address = email(email);
        return new User(
                new UserId(anId()),
                account.id(),
                address,
                DisplayName.orFrom(null, address),
                role,
                UserStatus.ACTIVE,
                false,
                NOON,
                NOON);
    }

    /** A live code that nobody knows. */
    public static VerificationCode code(
            VerificationCodeType type, String email, @Nullable UserId user, Instant createdAt) {
        VerificationCodeId id = new VerificationCodeId(anId());
        return VerificationCode.issue(
                id,
                type,
                email(email),
                user,
                CODE_HASHER.digest(id.text(), SECRETS.oneTimeCode().secret()),
                Duration.ofMinutes(10),
                createdAt);
    }

    /** A mail whose content is noise. */
    public static OutgoingMail mail(String to, Instant createdAt) {
        return OutgoingMail.queue(
                anId(),
                MailKind.WELCOME,
                email(to),
                new SealedText("k1", SECRETS.bytes(500)),
                createdAt,
                createdAt.plus(Duration.ofHours(24)));
    }

    public static RequestOrigin from(String network) {
        return new RequestOrigin(anId(), new ClientNetwork(network));
    }

    public static Account account(String name) {
        AccountName accountName = new AccountName(name);
        return Account.found(new AccountId(anId()), accountName, Slug.from(accountName), NOON);
    }

    public static User owner(Account account, String email) {
        EmailAddress address = email(email);
        return User.foundingOwner(new UserId(anId()), account.id(), address, DisplayName.orFrom(null, address), NOON);
    }

    public static ApiKey key(User user, ApiKeySecret secret) {
        return ApiKey.issue(
                new ApiKeyId(anId()),
                user.accountId(),
                user.id(),
                "Key",
                secret,
                API_KEY_HASHER.digest("", secret.secret()),
                NOON);
    }

    public static VerificationCode registrationCode(String email) {
        return code(VerificationCodeType.REGISTRATION, email, null, NOON);
    }

    /** A jam code that is active and unused, without features and without end. */
    public static JamCode jamCode(String text, @Nullable Integer maxUses) {
        return JamCode.create(
                new JamCodeId(anId()), JamCodeText.parse(text), "A jam", Attributes.EMPTY, maxUses, null, NOON);
    }

    /** A redemption that nobody has decided on. */
    public static JamCodeRedemption redemption(JamCode code, Account account, Instant at) {
        return new JamCodeRedemption(
                new JamCodeRedemptionId(anId()), code.id(), account.id(), code.features(), at, null);
    }
}
