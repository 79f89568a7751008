package leadr.registration.application.store;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.account.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * Which audit events are listed.
 *
 * @param actor only what this user did, by the id as text, or {@link AuditEvent#ANONYMOUS} or {@link AuditEvent#SYSTEM}
 * @param action only this
 * @param target only what was done to this, spelled as in the event
 * @param reference only what this request caused
 * @param from only from this moment on
 * @param to only before this moment
 * @param account only what its admins may see
 */
public record AuditFilter(
        @Nullable String actor,
        @Nullable AuditAction action,
        @Nullable String target,
        @Nullable UUID reference,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable AccountId account) {
    /** All of them. */
    public static final AuditFilter NONE = new AuditFilter(null, null, null, null, null, null, null);

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    /** @throws InvalidValue naming {@code actor} or {@code target}, which no event has with control characters */
    public AuditFilter {
        requireNoControl("actor", "Actor", actor);
        requireNoControl("target", "Target", target);
    }

    private static void requireNoControl(String field, String label, @Nullable String value) {
        if (value != null && CONTROL.matcher(value).find()) {
            throw new InvalidValue(field, label + " must not contain control characters");
        }
    }

    /** The same, and only what the admins of this account may see. */
    public AuditFilter in(AccountId whose) {
        return new AuditFilter(actor, action, target, reference, from, to, whose);
    }

    /** Whether an event is listed. */
    public boolean accepts(AuditEvent event) {
        return (actor == null || event.actor().equals(actor))
                && (action == null || event.action() == action)
                && (target == null || event.target().equals(target))
                && (reference == null || event.origin().reference().equals(reference))
                && (from == null || !event.at().isBefore(from))
                && (to == null || event.at().isBefore(to))
                && (account == null || account.equals(event.account()));
    }
}
