package leadr.registration.adapter.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import leadr.registration.domain.jamcode.JamCodeRedemptionId;

@Entity
@Table(name = "jam_code_redemptions")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class JamCodeRedemptionRow implements UnitOfWork.Row {
    @Id
    UUID id;

    @Column(name = "jam_code_id")
    UUID jamCodeId;

    @Column(name = "account_id")
    UUID accountId;

    String meta;

    @Column(name = "redeemed_at")
    Instant redeemedAt;

    static JamCodeRedemptionRow from(JamCodeRedemption redemption) {
        JamCodeRedemptionRow row = new JamCodeRedemptionRow();
        row.id = redemption.id().value();
        row.jamCodeId = redemption.jamCodeId().value();
        row.accountId = redemption.accountId().value();
        row.meta = AttributesJson.text(redemption.meta());
        row.redeemedAt = redemption.redeemedAt();
        return row;
    }

    JamCodeRedemption toDomain() {
        return new JamCodeRedemption(
                new JamCodeRedemptionId(id),
                new JamCodeId(jamCodeId),
                new AccountId(accountId),
                AttributesJson.of(meta),
                redeemedAt,
                null);
    }

    @Override
    public Object id() {
        return id;
    }
}
