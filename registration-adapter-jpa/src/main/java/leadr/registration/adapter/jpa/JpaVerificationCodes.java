package leadr.registration.adapter.jpa;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.store.VerificationCodes;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;
import org.hibernate.LockMode;

final class JpaVerificationCodes implements VerificationCodes {
    // Three walks along an index each, so that it reads only what it returns, however many codes an address has. The
    // bounds
    // are in the text, because H2 keeps the first one it is given as a parameter here.
    private static final String RECENT = """
            select * from (
                (select * from verification_codes where live_key in (:registration, :recovery))
                union all
                (select * from verification_codes
                 where mailbox_key = :mailbox and status = 'PENDING' and type = 'INVITE' and deleted_at is null
                 order by created_at desc, id desc fetch first %1$d rows only)
                union all
                (select * from verification_codes
                 where mailbox_key = :mailbox and status <> 'PENDING' and type <> 'EMAIL_CHANGE' and deleted_at is null
                 order by created_at desc, id desc fetch first %2$d rows only)
            ) recent
            order by case when status <> 'PENDING' then 2 when type = 'INVITE' then 1 else 0 end,
                created_at desc, id desc
            """;

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
    public List<VerificationCode> findRecent(MailboxKey mailbox, int dead) {
        return unit
                .findAll(session -> session.createNativeQuery(
                                RECENT.formatted(LIVE_INVITATIONS, dead), VerificationCodeRow.class)
                        .setParameter(
                                "registration", VerificationCodeRow.liveKey(mailbox, VerificationCodeType.REGISTRATION))
                        .setParameter("recovery", VerificationCodeRow.liveKey(mailbox, VerificationCodeType.RECOVERY))
                        .setParameter("mailbox", mailbox.value())
                        .getResultList())
                .stream()
                .map(VerificationCodeRow::toDomain)
                .toList();
    }

    @Override
    public void supersede(MailboxKey mailbox, VerificationCodeType type, Instant now) {
        supersede(VerificationCodeRow.liveKey(mailbox, type), now);
    }

    @Override
    public void supersedeInvite(UserId user, Instant now) {
        supersede(VerificationCodeRow.liveKey(user, VerificationCodeType.INVITE), now);
    }

    @Override
    public List<VerificationCode> findEmailChanges(UserId user, int atMost) {
        return unit
                .findAll(session -> session.createSelectionQuery("""
                                from VerificationCodeRow c
                                where c.userId = :user and c.type = 'EMAIL_CHANGE'
                                order by c.createdAt desc, c.id desc
                                """, VerificationCodeRow.class)
                        .setParameter("user", user.value())
                        .setMaxResults(atMost)
                        .getResultList())
                .stream()
                .map(VerificationCodeRow::toDomain)
                .toList();
    }

    @Override
    public void supersedeEmailChange(UserId user, Instant now) {
        supersede(VerificationCodeRow.liveKey(user, VerificationCodeType.EMAIL_CHANGE), now);
    }

    private void supersede(String liveKey, Instant now) {
        unit.change(session ->
                session.createMutationQuery("""
                        update VerificationCodeRow c
                        set c.status = 'EXPIRED', c.liveKey = null, c.updatedAt = :now
                        where c.liveKey = :liveKey
                        """).setParameter("now", now).setParameter("liveKey", liveKey));
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
