package leadr.registration.application.store;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.verification.RequestMark;

/**
 * A request whose client wants a repeat to be recognised.
 *
 * @param caller whose keys do not meet those of others
 * @param action what was asked for
 * @param result the id of what came of it
 */
public record IdempotentRequest(UserId caller, AuditAction action, RequestMark mark, UUID result, Instant at) {
    /** For how long a repeat is recognised. */
    public static final Duration LIFE = Duration.ofHours(24);

    /** Whether a request at this moment is too late to be its repeat. */
    public boolean isOver(Instant now) {
        return !now.isBefore(at.plus(LIFE));
    }
}
