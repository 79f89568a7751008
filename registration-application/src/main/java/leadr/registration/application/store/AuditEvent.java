package leadr.registration.application.store;

import java.time.Instant;
import java.util.UUID;
import leadr.registration.application.RequestOrigin;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.verification.ClientNetwork;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done or refused. Holds no secret and no whole e-mail address.
 *
 * @param actor the id of the user who acts, or {@link #ANONYMOUS}, or {@link #SYSTEM}
 * @param target what it was done to: an id, or a masked address
 * @param reason why it was refused or what was special about it, as an enum constant; null when there is nothing to say
 * @param origin the request that caused it
 * @param account whose admins may see it, beside superadmins; null for none
 */
public record AuditEvent(
        UUID id,
        Instant at,
        String actor,
        AuditAction action,
        String target,
        Outcome outcome,
        @Nullable String reason,
        RequestOrigin origin,
        @Nullable AccountId account) {
    /** Somebody who has not said who they are. */
    public static final String ANONYMOUS = "anonymous";

    /** The system itself, at start. */
    public static final String SYSTEM = "system";

    /** The same without the network it came from. */
    public AuditEvent withoutClient() {
        return new AuditEvent(
                id,
                at,
                actor,
                action,
                target,
                outcome,
                reason,
                new RequestOrigin(origin.reference(), ClientNetwork.NONE),
                account);
    }

    /** Whether it was done. */
    public enum Outcome {
        DONE,
        REFUSED
    }
}
