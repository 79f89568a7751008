package leadr.registration.application.housekeeping;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.ToIntFunction;
import leadr.registration.application.store.IdempotentRequest;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.verification.VerificationPolicy;

/**
 * Deletes what nobody needs any more, the oldest first, a few rows at a time and each few in a transaction of their own, so
 * that nobody waits for it. Users, accounts, keys, jam codes, redemptions and invitations stay. Safe to run on several
 * threads and nodes at once: they take turns.
 */
public final class PurgeExpired {
    /** How many rows of a kind go in one transaction. */
    public static final int BATCH = 500;

    static final Duration MAIL_RETENTION = Duration.ofDays(30);

    /** Longer than anything still asks for a code that has ended, or for the request that used its token up. */
    static final Duration CODE_RETENTION = Duration.ofDays(7);

    /** How far apart the clocks of two nodes may be. */
    static final Duration MARGIN = Duration.ofHours(1);

    private static final String LOCK = "housekeeping";

    private final Transactions transactions;
    private final InstantSource clock;
    private final VerificationPolicy policy;
    private final Duration auditRetention;

    /** @param auditRetention how long audit events are kept */
    public PurgeExpired(
            Transactions transactions, InstantSource clock, VerificationPolicy policy, Duration auditRetention) {
        this.transactions = transactions;
        this.clock = clock;
        this.policy = policy;
        this.auditRetention = auditRetention;
    }

    /**
     * Deletes at most {@link #BATCH} rows of each kind.
     *
     * @return how many rows altogether; with 0 nothing is left to delete for now
     */
    public int execute() {
        Instant now = clock.instant();
        List<ToIntFunction<RegistrationStore>> kinds = List.of(
                store -> store.auditLog().purge(now.minus(auditRetention), BATCH),
                store -> store.outbox().purge(now.minus(MAIL_RETENTION), BATCH),
                store -> store.idempotentRequests()
                        .purge(now.minus(IdempotentRequest.LIFE).minus(MARGIN), BATCH),
                store -> store.verificationCodes().purge(now.minus(CODE_RETENTION), BATCH),
                store -> store.mailboxes().purge(now.minus(policy.memory()).minus(MARGIN), BATCH));
        return kinds.stream().mapToInt(this::alone).sum();
    }

    /** One after the other on all nodes: two would only wait for each other's rows. */
    private int alone(ToIntFunction<RegistrationStore> purge) {
        return transactions.run(store -> {
            store.lock(LOCK);
            return purge.applyAsInt(store);
        });
    }
}
