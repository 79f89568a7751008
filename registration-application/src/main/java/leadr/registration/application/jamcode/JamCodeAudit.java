package leadr.registration.application.jamcode;

import java.time.Instant;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Caller;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.domain.account.UserId;
import org.jspecify.annotations.Nullable;

/** Audit events of one action on jam codes. */
record JamCodeAudit(IdGenerator ids, AuditAction action) {
    AuditEvent done(UserId actor, String target, @Nullable String note, RequestOrigin origin, Instant now) {
        return new AuditEvent(ids.next(), now, actor.text(), action, target, Outcome.DONE, note, origin, null);
    }

    /** Of a caller who acts for the own account. */
    AuditEvent done(Caller actor, String target, @Nullable String note, RequestOrigin origin, Instant now) {
        return new AuditEvent(
                ids.next(),
                now,
                actor.user().id().text(),
                action,
                target,
                Outcome.DONE,
                note,
                origin,
                actor.account().id());
    }

    AuditEvent refused(UserId actor, String target, Enum<?> reason, RequestOrigin origin, Instant now) {
        return new AuditEvent(
                ids.next(), now, actor.text(), action, target, Outcome.REFUSED, reason.name(), origin, null);
    }

    /** Of a caller who acts for the own account. */
    AuditEvent refused(Caller actor, Enum<?> reason, RequestOrigin origin, Instant now) {
        return new AuditEvent(
                ids.next(),
                now,
                actor.user().id().text(),
                action,
                actor.account().id().text(),
                Outcome.REFUSED,
                reason.name(),
                origin,
                actor.account().id());
    }
}
