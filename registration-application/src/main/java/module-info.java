/** Use cases and ports of registration: depends on the domain only. */
module leadr.registration.application {
    requires transitive leadr.registration.domain;
    requires static org.jspecify;
    requires static com.google.errorprone.annotations;

    exports leadr.registration.application;
    exports leadr.registration.application.access;
    exports leadr.registration.application.account;
    exports leadr.registration.application.apikey;
    exports leadr.registration.application.audit;
    exports leadr.registration.application.housekeeping;
    exports leadr.registration.application.invitation;
    exports leadr.registration.application.jamcode;
    exports leadr.registration.application.mail;
    exports leadr.registration.application.registration;
    exports leadr.registration.application.secret;
    exports leadr.registration.application.store;
}
