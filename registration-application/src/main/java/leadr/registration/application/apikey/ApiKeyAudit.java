package leadr.registration.application.apikey;

import java.time.Instant;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;

/** Audit events of one action on API keys. */
record ApiKeyAudit(IdGenerator ids, AuditAction action) {
    /** @param actor as {@link AuditEvent} wants it */
    AuditEvent done(String actor, ApiKey key, RequestOrigin origin, Instant now) {
        return new AuditEvent(
                ids.next(), now, actor, action, key.id().text(), Outcome.DONE, null, origin, key.accountId());
    }

    AuditEvent refused(User actor, String target, Enum<?> reason, RequestOrigin origin, Instant now) {
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
