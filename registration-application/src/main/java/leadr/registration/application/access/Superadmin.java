package leadr.registration.application.access;

import leadr.registration.domain.account.UserId;

/** Somebody who was found to be a superadmin, which is the only way to one: see {@link AuthorizeSuperadmin}. */
public final class Superadmin {
    private final Caller caller;

    Superadmin(Caller caller) {
        if (!caller.user().superAdmin()) {
            throw new IllegalArgumentException("a superadmin is one");
        }
        this.caller = caller;
    }

    public UserId userId() {
        return caller.user().id();
    }
}
