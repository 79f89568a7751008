package leadr.registration.adapter.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeText;
import leadr.registration.domain.jamcode.UsageLimit;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/** A jam code; how often it was used is the sum of its {@linkplain JamCodeStripeRow stripes}. */
@Entity
@Table(name = "jam_codes")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class JamCodeRow implements UnitOfWork.Row {
    @Id
    UUID id;

    String code;
    String description;
    String features;

    @Column(name = "max_uses")
    @Nullable Integer maxUses;

    boolean active;

    @Column(name = "expires_at")
    @Nullable Instant expiresAt;

    /** Grows with every change; what was decided on an earlier one is decided again. */
    int revision;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "deleted_at")
    @Nullable Instant deletedAt;

    @Formula("(select coalesce(sum(s.uses), 0) from jam_code_stripes s where s.jam_code_id = id)")
    int currentUses;

    static JamCodeRow from(JamCode code) {
        JamCodeRow row = new JamCodeRow();
        row.id = code.id().value();
        row.code = code.code().value();
        row.description = code.description();
        row.features = AttributesJson.text(code.features());
        row.maxUses = code.usage().maxUses();
        row.active = code.active();
        row.expiresAt = code.expiresAt();
        row.createdAt = code.createdAt();
        row.updatedAt = code.updatedAt();
        row.deletedAt = code.deletedAt();
        return row;
    }

    JamCode toDomain() {
        return toDomain(currentUses);
    }

    /** @param uses counted under a lock that came after this row was read */
    JamCode toDomain(int uses) {
        return new JamCode(
                new JamCodeId(id),
                new JamCodeText(code),
                description,
                AttributesJson.of(features),
                new UsageLimit(maxUses, uses),
                active,
                expiresAt,
                createdAt,
                updatedAt,
                deletedAt);
    }

    @Override
    public Object id() {
        return id;
    }
}
