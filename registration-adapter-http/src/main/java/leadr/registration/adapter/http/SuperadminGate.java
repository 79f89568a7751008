package leadr.registration.adapter.http;

import leadr.registration.application.access.AuthorizeSuperadmin;
import leadr.registration.application.access.Superadmin;
import leadr.registration.application.store.AuditAction;

/** Lets superadmins through. Asked last, when the form of the request is known to be right. */
final class SuperadminGate {
    private final AuthorizeSuperadmin authorizeSuperadmin;

    SuperadminGate(AuthorizeSuperadmin authorizeSuperadmin) {
        this.authorizeSuperadmin = authorizeSuperadmin;
    }

    /**
     * The caller as a superadmin.
     *
     * @param target what it would be done to
     * @throws Refusal for anybody else, noted in the audit log
     */
    Superadmin pass(Exchange exchange, AuditAction attempted, String target) {
        return authorizeSuperadmin
                .execute(new AuthorizeSuperadmin.Command(exchange.caller(), attempted, target, exchange.origin()))
                .orElseThrow(() -> new Refusal(ProblemCode.SUPERADMIN_REQUIRED));
    }
}
