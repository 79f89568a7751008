package leadr.registration.adapter.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Function;
import leadr.registration.application.invitation.InvitationRequest;
import leadr.registration.application.invitation.InvitationRequest.Done;
import leadr.registration.application.invitation.InvitationUseCases;
import leadr.registration.application.invitation.InviteUser;
import leadr.registration.application.invitation.InviteUser.Invited;
import leadr.registration.application.invitation.ListInvitations;
import leadr.registration.application.invitation.ListInvitations.Listed;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.ShownInvitationStatus;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.email.EmailAddress;

/** {@code /register/invite} and {@code /register/invites}: inviting somebody by e-mail, and what became of it. */
final class InvitationRoutes {
    private static final String ID = "user_id";
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final InvitationUseCases useCases;
    private final EmailRule emails;

    InvitationRoutes(InvitationUseCases useCases, EmailRule emails) {
        this.useCases = useCases;
        this.emails = emails;
    }

    void addTo(Routes routes, String prefix) {
        String invites = prefix + "/register/invites";
        String invite = invites + "/{" + ID + "}";
        routes.post(prefix + "/register/invite", Access.USER, this::invite);
        routes.get(invites, Access.USER, this::list);
        routes.post(invite + "/resend", Access.USER, this::resend);
        routes.delete(invite, Access.USER, this::revoke);
    }

    private void invite(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        JsonBody body = exchange.body();
        Optional<EmailAddress> email = body.required("email", emails::read);
        Optional<DisplayName> displayName =
                body.optional("display_name", DisplayName::ifGiven).flatMap(Function.identity());
        Optional<Role> role = body.optional("role", InvitationRoutes::role);
        body.refuseViolations();

        InviteUser.Command command = new InviteUser.Command(
                exchange.caller(),
                email.orElseThrow(),
                displayName.orElse(null),
                role.orElse(null),
                AcceptLanguage.of(ctx),
                exchange.origin());
        InviteUser.Result result = useCases.invite().execute(command);
        if (result instanceof InviteUser.Refused refused) {
            throw new Refusal(problemFor(refused.reason(), command.email()));
        }
        Json.answer(ctx, CREATED, InvitationSent.of(((Invited) result).invitation()));
    }

    private void list(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        Violations violations = exchange.body().violations();
        QueryParameters query = QueryParameters.of(ctx, violations);
        PageQuery page = PageParameters.read(query);
        Optional<ShownInvitationStatus> status = query.constant("status", ShownInvitationStatus.class);
        Optional<AccountId> account = query.optional("account_id", AccountId::parse);
        violations.refuse();

        ListInvitations.Command command = new ListInvitations.Command(
                exchange.caller(), account.orElse(null), status.orElse(null), page, exchange.origin());
        ListInvitations.Result result =
                PageParameters.list(() -> useCases.list().execute(command));
        if (result instanceof ListInvitations.Refused refused) {
            throw new Refusal(codeFor(refused.reason()));
        }
        Listed listed = (Listed) result;
        Json.answer(ctx, OK, PageBody.of(listed.listing(), invited -> InvitationView.from(invited, listed.now())));
    }

    private void resend(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        InvitationRequest request = request(ctx, exchange);
        Invitation sent = done(useCases.resend().execute(request, AcceptLanguage.of(ctx)));
        Json.answer(ctx, OK, InvitationSent.of(sent));
    }

    private void revoke(Context ctx) {
        Exchange exchange = Exchange.of(ctx);
        Invitation unused = done(useCases.revoke().execute(request(ctx, exchange)));
        Json.answerNothing(ctx);
    }

    private static InvitationRequest request(Context ctx, Exchange exchange) {
        Violations violations = exchange.body().violations();
        Optional<UserId> id = PathParameters.read(ctx, ID, UserId::parse, violations);
        violations.refuse();
        return new InvitationRequest(exchange.caller(), id.orElseThrow(), exchange.origin());
    }

    private static Invitation done(InvitationRequest.Result result) {
        if (result instanceof InvitationRequest.Refused refused) {
            throw new Refusal(codeFor(refused.reason()));
        }
        return ((Done) result).invitation();
    }

    private static Role role(String text) {
        for (Role role : new Role[] {Role.MEMBER, Role.ADMIN}) {
            if (WireName.of(role).equals(text)) {
                return role;
            }
        }
        throw new InvalidValue("role", "Input should be one of member, admin");
    }

    /** The address is repeated as it was read, so it is one. */
    private static Problem problemFor(InviteUser.Reason reason, EmailAddress email) {
        return switch (reason) {
            case NOT_ADMIN -> Problem.of(ProblemCode.ADMIN_REQUIRED);
            case NOT_OWNER -> Problem.of(ProblemCode.OWNER_REQUIRED);
            case ALREADY_MEMBER ->
                Problem.of(ProblemCode.USER_EXISTS)
                        .withDetail("User with email " + email.value() + " already exists and is active");
        };
    }

    private static ProblemCode codeFor(ListInvitations.Reason reason) {
        return switch (reason) {
            case NOT_ADMIN -> ProblemCode.ADMIN_REQUIRED;
        };
    }

    private static ProblemCode codeFor(InvitationRequest.Reason reason) {
        return switch (reason) {
            case NOT_ADMIN -> ProblemCode.ADMIN_REQUIRED;
            case NOT_OWNER -> ProblemCode.OWNER_REQUIRED;
            case NOT_FOUND -> ProblemCode.INVITATION_NOT_FOUND;
            case ACCEPTED -> ProblemCode.INVITATION_ACCEPTED;
        };
    }

    private record InvitationSent(String userId, String email, String status, String message) {
        static InvitationSent of(Invitation invitation) {
            String email = invitation.email().value();
            return new InvitationSent(invitation.userId().text(), email, "invited", "Invitation sent to " + email);
        }
    }
}
