package leadr.registration.adapter.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.RequestMark;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeStatus;
import leadr.registration.domain.verification.VerificationCodeType;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "verification_codes")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class VerificationCodeRow implements UnitOfWork.Row {
    @Id
    UUID id;

    String type;
    String email;

    @Column(name = "mailbox_key")
    String mailboxKey;

    /**
     * While the code is live its mailbox and type, or its user and type where an address may have several; else null. Unique,
     * so at most one is live.
     */
    @Column(name = "live_key")
    @Nullable String liveKey;

    @Column(name = "user_id")
    @Nullable UUID userId;

    @Column(name = "digest_key_id")
    String digestKeyId;

    String digest;
    String status;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "used_at")
    @Nullable Instant usedAt;

    @Column(name = "used_by_key")
    @Nullable String usedByKey;

    @Column(name = "used_by_content")
    @Nullable String usedByContent;

    @Column(name = "consumed_at")
    @Nullable Instant consumedAt;

    @Column(name = "consumed_by_key")
    @Nullable String consumedByKey;

    @Column(name = "consumed_by_content")
    @Nullable String consumedByContent;

    @Column(name = "issued_key")
    @Nullable UUID issuedKey;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "deleted_at")
    @Nullable Instant deletedAt;

    /** @throws IllegalArgumentException for a type of which an address may have several */
    static String liveKey(MailboxKey mailbox, VerificationCodeType type) {
        if (isOfUser(type)) {
            throw new IllegalArgumentException("such a code is live for a user");
        }
        return mailbox.value() + ":" + type.name();
    }

    static String liveKey(UserId user, VerificationCodeType type) {
        return user.value() + ":" + type.name();
    }

    private static boolean isOfUser(VerificationCodeType type) {
        return switch (type) {
            case INVITE, EMAIL_CHANGE -> true;
            case REGISTRATION, RECOVERY -> false;
        };
    }

    private static @Nullable String liveKey(VerificationCode code, MailboxKey mailbox) {
        if (!code.isLive()) {
            return null;
        }
        UserId user = code.userId();
        return user != null && isOfUser(code.type()) ? liveKey(user, code.type()) : liveKey(mailbox, code.type());
    }

    static VerificationCodeRow from(VerificationCode code) {
        MailboxKey mailbox = MailboxKey.of(code.email());
        VerificationCodeRow row = new VerificationCodeRow();
        row.id = code.id().value();
        row.type = code.type().name();
        row.email = code.email().value();
        row.mailboxKey = mailbox.value();
        row.liveKey = liveKey(code, mailbox);
        row.userId = code.userId() == null ? null : code.userId().value();
        row.digestKeyId = code.digest().keyId();
        row.digest = Digests.toText(code.digest());
        row.status = code.status().name();
        row.expiresAt = code.expiresAt();
        row.usedAt = code.usedAt();
        RequestMark usedBy = code.usedBy();
        row.usedByKey = usedBy == null ? null : usedBy.key();
        row.usedByContent = usedBy == null ? null : usedBy.content();
        row.consumedAt = code.consumedAt();
        RequestMark consumedBy = code.consumedBy();
        row.consumedByKey = consumedBy == null ? null : consumedBy.key();
        row.consumedByContent = consumedBy == null ? null : consumedBy.content();
        row.issuedKey = code.issuedKey() == null ? null : code.issuedKey().value();
        row.createdAt = code.createdAt();
        row.updatedAt = code.updatedAt();
        row.deletedAt = code.deletedAt();
        return row;
    }

    VerificationCode toDomain() {
        return new VerificationCode(
                new VerificationCodeId(id),
                VerificationCodeType.valueOf(type),
                EmailAddress.of(email),
                Optional.ofNullable(userId).map(UserId::new).orElse(null),
                Digests.fromText(digestKeyId, digest),
                VerificationCodeStatus.valueOf(status),
                expiresAt,
                usedAt,
                mark(usedByKey, usedByContent),
                consumedAt,
                mark(consumedByKey, consumedByContent),
                Optional.ofNullable(issuedKey).map(ApiKeyId::new).orElse(null),
                createdAt,
                updatedAt,
                deletedAt);
    }

    private static @Nullable RequestMark mark(@Nullable String key, @Nullable String content) {
        return key == null || content == null ? null : new RequestMark(key, content);
    }

    @Override
    public Object id() {
        return id;
    }
}
