/** Codes, accounts, keys and their invariants: JDK only, immutable, thread-safe; time and randomness are passed in. */
module leadr.registration.domain {
    requires static org.jspecify;
    requires static com.google.errorprone.annotations;

    exports leadr.registration.domain;
    exports leadr.registration.domain.account;
    exports leadr.registration.domain.apikey;
    exports leadr.registration.domain.email;
    exports leadr.registration.domain.jamcode;
    exports leadr.registration.domain.secret;
    exports leadr.registration.domain.verification;
}
