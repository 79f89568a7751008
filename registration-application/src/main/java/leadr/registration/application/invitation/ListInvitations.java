package leadr.registration.application.invitation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.Right;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvents;
import leadr.registration.application.store.InvitationFilter;
import leadr.registration.application.store.InvitationSort;
import leadr.registration.application.store.InvitedUser;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.Paging;
import leadr.registration.application.store.ShownInvitationStatus;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.AccountId;
import org.jspecify.annotations.Nullable;

/** Lists the invitations of an account, page by page. */
public final class ListInvitations {
    private final Transactions transactions;
    private final Paging paging;
    private final InstantSource clock;
    private final AuditEvents audit;

    public ListInvitations(Transactions transactions, Paging paging, IdGenerator ids, InstantSource clock) {
        this.transactions = transactions;
        this.paging = paging;
        this.clock = clock;
        this.audit = new AuditEvents(ids, AuditAction.READ_INVITATIONS);
    }

    /**
     * Somebody wants to see who is invited.
     *
     * @param account null for the caller's; with another one there is nothing for anybody but superadmins
     * @param status only those that are shown so; null for all
     */
    public record Command(
            Caller caller,
            @Nullable AccountId account,
            @Nullable ShownInvitationStatus status,
            PageQuery query,
            RequestOrigin origin) {
        private AccountId where() {
            return account == null ? caller.account().id() : account;
        }
    }

    /** What became of it. */
    public sealed interface Result {}

    /**
     * A page of them.
     *
     * @param now the moment at which they are shown
     */
    public record Listed(Listing<InvitedUser> listing, Instant now) implements Result {}

    /** Nothing is shown. */
    public record Refused(Reason reason) implements Result {}

    /** Why nothing is shown. */
    public enum Reason {
        /** Neither owner nor admin, and no superadmin. */
        NOT_ADMIN
    }

    /**
     * Lists invitations.
     *
     * @throws leadr.registration.domain.InvalidValue naming {@code sort} or {@code cursor}
     */
    public Result execute(Command command) {
        return switch (Right.SEE_INVITATIONS.decide(command.caller().user(), command.where())) {
            case ALLOWED -> list(command, false);
            case NOT_THERE -> list(command, true);
            case FORBIDDEN -> forbid(command);
        };
    }

    private Listed list(Command command, boolean nothing) {
        Instant now = clock.instant();
        InvitationFilter filter = new InvitationFilter(command.where(), command.status(), now);
        String scope = "invitations account=" + filter.account() + " status=" + filter.status();
        PageRequest<InvitationSort> request = paging.read(command.query(), InvitationSort.class, scope);
        Page<InvitedUser> page = nothing
                ? new Page<>(List.of(), false)
                : transactions.run(store -> store.invitations().list(filter, request));
        return new Listed(paging.listing(request, page, scope), now);
    }

    private Refused forbid(Command command) {
        return transactions.run(store -> {
            store.auditLog()
                    .add(audit.refused(
                            command.caller().user(),
                            command.where().text(),
                            Reason.NOT_ADMIN,
                            command.origin(),
                            clock.instant()));
            return new Refused(Reason.NOT_ADMIN);
        });
    }
}
