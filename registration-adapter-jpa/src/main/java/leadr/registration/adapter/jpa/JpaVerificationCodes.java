package leadr.registration.adapter.jpa;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.store.VerificationCodes;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;
import org.hibernate.LockMode;

final class JpaVerificationCodes implements VerificationCodes {
    private final UnitOfWork unit;

    JpaVerificationCodes(UnitOfWork unit) {
        this.unit = unit;
    }

    @Override
    public void add(VerificationCode code) {
        unit.insert(VerificationCodeRow.from(code));
    }

    @Override
    public void update(VerificationCode code) {
        unit.update(VerificationCodeRow.from(code));
    }

    @Override
    public Optional<VerificationCode> findForUpdate(VerificationCodeId id) {
        return unit.find(VerificationCodeRow.class, id.value(), LockMode.PESSIMISTIC_WRITE)
                .map(VerificationCodeRow::toDomain);
    }

    @Override
    public List<VerificationCode> findRecent(MailboxKey mailbox, int limit) {
        return unit
                .findAll(session -> session.createSelectionQuery("""
                                from VerificationCodeRow c
                                where c.mailboxKey = :mailbox and c.deletedAt is null
                                order by c.createdAt desc, c.id desc
                                """, VerificationCodeRow.class)
                        .setParameter("mailbox", mailbox.value())
                        .setMaxResults(limit)
                        .getResultList())
                .stream()
                .map(VerificationCodeRow::toDomain)
                .toList();
    }

    @Override
    public void supersede(MailboxKey mailbox, VerificationCodeType type, Instant now) {
        unit.change(session -> session.createMutationQuery("""
                        update VerificationCodeRow c
                        set c.status = 'EXPIRED', c.liveKey = null, c.updatedAt = :now
                        where c.liveKey = :liveKey
                        """)
                .setParameter("now", now)
                .setParameter("liveKey", VerificationCodeRow.liveKey(mailbox, type)));
    }

    @Override
    public int purge(Instant before, int atMost) {
        return Purge.oldest(
                unit,
                VerificationCodeRow.class,
                "r.expiresAt < :before and (r.consumedAt is null or r.consumedAt < :before)",
                "expiresAt",
                before,
                atMost);
    }
}
