package leadr.registration.application.store;

import java.time.Instant;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.User;
import org.jspecify.annotations.Nullable;

/** Makes the audit events of one action. Safe to call from several threads. */
public record AuditEvents(IdGenerator ids, AuditAction action) {
    /**
     * It was done.
     *
     * @param actor as in {@link AuditEvent}, like the others
     * @param reason what was special about it; null for nothing
     */
    public AuditEvent done(
            String actor,
            String target,
            @Nullable String reason,
            @Nullable AccountId account,
            RequestOrigin origin,
            Instant now) {
        return new AuditEvent(ids.next(), now, actor, action, target, Outcome.DONE, reason, origin, account);
    }

    /** It was refused to a user; the admins of that user's account may see it. */
    public AuditEvent refused(User actor, String target, Enum<?> reason, RequestOrigin origin, Instant now) {
        return new AuditEvent(
                ids.next(),
                now,
                actor.id().text(),
                action,
                target,
                Outcome.REFUSED,
                reason.name(),
                origin,
                actor.accountId());
    }
}
