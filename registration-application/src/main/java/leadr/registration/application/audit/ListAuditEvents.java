package leadr.registration.application.audit;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.Right;
import leadr.registration.application.access.Right.Decision;
import leadr.registration.application.access.Right.Reach;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.AuditFilter;
import leadr.registration.application.store.AuditSort;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.Paging;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.verification.ClientNetwork;

/**
 * Lists audit events, page by page: to those who run an account what concerns it, to superadmins everything. From which
 * network somebody acted who is no user of the account, or has not said who they are, is shown to superadmins only: who finds
 * a leaked key and hands it in, say, is not made known to those whose key it was.
 */
public final class ListAuditEvents {
    private static final String ALL = "audit";
    private static final Set<String> STRANGERS = Set.of(AuditEvent.ANONYMOUS, AuditEvent.SYSTEM);

    private final Transactions transactions;
    private final Paging paging;
    private final InstantSource clock;
    private final AuditEvents audit;

    public ListAuditEvents(Transactions transactions, Paging paging, IdGenerator ids, InstantSource clock) {
        this.transactions = transactions;
        this.paging = paging;
        this.clock = clock;
        this.audit = new AuditEvents(ids, AuditAction.READ_AUDIT);
    }

    /**
     * Somebody wants to see events.
     *
     * @param filter narrows what the caller may see, and never widens it: with another account than the own one there is
     *     nothing for anybody but superadmins
     */
    public record Command(Caller caller, AuditFilter filter, PageQuery query, RequestOrigin origin) {}

    /** What became of it. */
    public sealed interface Result {}

    /** The events; one whose network is not for the caller has {@link ClientNetwork#NONE}. */
    public record Found(Listing<AuditEvent> events) implements Result {}

    /** Nothing is shown. */
    public record Refused(Reason reason) implements Result {}

    /** Why nothing is shown. */
    public enum Reason {
        /** The caller is a member. */
        FORBIDDEN
    }

    /**
     * Lists events.
     *
     * @throws leadr.registration.domain.InvalidValue naming {@code sort} or {@code cursor}
     */
    public Result execute(Command command) {
        User caller = command.caller().user();
        AccountId home = caller.accountId();
        if (Right.SEE_AUDIT.decide(caller, home) != Decision.ALLOWED) {
            return refuse(command);
        }
        AuditFilter asked = command.filter();
        boolean everywhere = Right.SEE_AUDIT.reach(caller) == Reach.EVERYBODY;
        boolean nothing = !everywhere && asked.account() != null && !home.equals(asked.account());
        AuditFilter filter = everywhere ? asked : asked.in(home);
        String scope = "audit " + filter;
        PageRequest<AuditSort> request = paging.read(command.query(), AuditSort.class, scope);
        boolean strangers = Right.SEE_STRANGERS.decide(caller, home) == Decision.ALLOWED;
        Page<AuditEvent> page = nothing
                ? new Page<>(List.of(), false)
                : transactions.run(store -> {
                    Page<AuditEvent> found = store.auditLog().list(filter, request);
                    return strangers ? found : withoutNetworksOfStrangers(store, home, found);
                });
        return new Found(paging.listing(request, page, scope));
    }

    private Refused refuse(Command command) {
        return transactions.run(store -> {
            store.auditLog()
                    .add(audit.refused(
                            command.caller().user(), ALL, Reason.FORBIDDEN, command.origin(), clock.instant()));
            return new Refused(Reason.FORBIDDEN);
        });
    }

    private static Page<AuditEvent> withoutNetworksOfStrangers(
            RegistrationStore store, AccountId home, Page<AuditEvent> page) {
        Map<String, Boolean> own = page.items().stream()
                .map(AuditEvent::actor)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), actor -> isOf(store, home, actor)));
        return new Page<>(
                page.items().stream()
                        .map(event -> Boolean.TRUE.equals(own.get(event.actor())) ? event : event.withoutClient())
                        .toList(),
                page.more());
    }

    private static boolean isOf(RegistrationStore store, AccountId home, String actor) {
        return !STRANGERS.contains(actor)
                && store.users()
                        .find(UserId.parse(actor))
                        .filter(user -> user.accountId().equals(home))
                        .isPresent();
    }
}
