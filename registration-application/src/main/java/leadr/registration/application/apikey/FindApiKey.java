package leadr.registration.application.apikey;

import java.time.InstantSource;
import java.util.Optional;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.Right;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;

/** Looks an API key up; its text is kept nowhere. */
public final class FindApiKey {
    private final Transactions transactions;
    private final InstantSource clock;
    private final AuditEvents audit;

    public FindApiKey(Transactions transactions, IdGenerator ids, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
        this.audit = new AuditEvents(ids, AuditAction.READ_API_KEYS);
    }

    /** Somebody wants to see a key. */
    public record Command(Caller caller, ApiKeyId id, RequestOrigin origin) {}

    /** What became of it. */
    public sealed interface Result {}

    /** The key, whatever its state. */
    public record Found(ApiKey key) implements Result {}

    /** Nothing is shown. */
    public record Refused(Reason reason) implements Result {}

    /** Why nothing is shown. */
    public enum Reason {
        /** It is a key of somebody in the account whose keys the caller may not see. */
        FORBIDDEN,
        NOT_FOUND
    }

    /** Looks a key up. */
    public Result execute(Command command) {
        return transactions.run(store -> find(store, command));
    }

    private Result find(RegistrationStore store, Command command) {
        Optional<ApiKey> key = store.apiKeys().find(command.id());
        Optional<User> owner = key.flatMap(found -> store.users().find(found.userId()));
        User caller = command.caller().user();
        return switch (Right.SEE_KEYS.decide(caller, owner)) {
            case ALLOWED -> new Found(key.orElseThrow());
            case NOT_THERE -> new Refused(Reason.NOT_FOUND);
            case FORBIDDEN -> {
                store.auditLog()
                        .add(audit.refused(
                                caller, command.id().text(), Reason.FORBIDDEN, command.origin(), clock.instant()));
                yield new Refused(Reason.FORBIDDEN);
            }
        };
    }
}
