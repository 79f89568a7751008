package leadr.registration.adapter.http;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import leadr.registration.application.audit.ListAuditEvents;
import leadr.registration.application.audit.ListAuditEvents.Found;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditFilter;
import leadr.registration.application.store.PageQuery;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.UserId;

/** {@code /audit}: what was done and what was refused, for those who run an account and for superadmins. */
final class AuditRoutes {
    private static final Pattern UUID_SHAPE =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Set<String> NO_USERS = Set.of(AuditEvent.ANONYMOUS, AuditEvent.SYSTEM);
    /** An e-mail address has 254 at most. */
    private static final int MAX_TARGET_LENGTH = 320;

    private final ListAuditEvents listAuditEvents;

    AuditRoutes(ListAuditEvents listAuditEvents) {
        this.listAuditEvents = listAuditEvents;
    }

    void addTo(Routes routes, String prefix) {
        routes.get(prefix + "/audit", Access.USER, this::list);
    }

    private void list(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        Violations violations = exchange.body().violations();
        QueryParameters query = QueryParameters.of(ctx, violations);
        PageQuery page = PageParameters.read(query);
        Optional<String> actor = query.optional("actor", AuditRoutes::actor);
        Optional<AuditAction> action = query.constant("action", AuditAction.class);
        Optional<String> target = query.optional("target", AuditRoutes::target);
        Optional<UUID> reference = query.optional("reference", AuditRoutes::reference);
        Optional<Instant> from = query.optional("from", WireTime::parse);
        Optional<Instant> to = query.optional("to", WireTime::parse);
        Optional<AccountId> account = query.optional("account_id", AccountId::parse);
        violations.refuse();

        AuditFilter filter = new AuditFilter(
                actor.orElse(null),
                action.orElse(null),
                target.orElse(null),
                reference.orElse(null),
                from.orElse(null),
                to.orElse(null),
                account.orElse(null));
        ListAuditEvents.Result result = PageParameters.list(() -> listAuditEvents.execute(
                new ListAuditEvents.Command(exchange.caller(), filter, page, exchange.origin())));
        if (result instanceof ListAuditEvents.Refused refused) {
            throw new Refusal(codeFor(refused.reason()));
        }
        Json.answer(ctx, 200, PageBody.of(((Found) result).events(), AuditEventView::from));
    }

    private static String actor(String text) {
        return NO_USERS.contains(text) ? text : UserId.parse(text).text();
    }

    private static String target(String text) {
        if (text.isEmpty() || text.length() > MAX_TARGET_LENGTH) {
            throw new InvalidValue("target", "Input should have 1 to " + MAX_TARGET_LENGTH + " characters");
        }
        AuditFilter checked = new AuditFilter(null, null, text, null, null, null, null);
        return String.valueOf(checked.target());
    }

    /** As a problem document names its request, or as the log does. */
    private static UUID reference(String text) {
        String uuid = text.startsWith(Problem.INSTANCE) ? text.substring(Problem.INSTANCE.length()) : text;
        if (!UUID_SHAPE.matcher(uuid).matches()) {
            throw new InvalidValue("reference", "Input should be the instance of a problem: urn:uuid: and a UUID");
        }
        return UUID.fromString(uuid);
    }

    private static ProblemCode codeFor(ListAuditEvents.Reason reason) {
        return switch (reason) {
            case FORBIDDEN -> ProblemCode.ADMIN_REQUIRED;
        };
    }
}
