package planted.app;

import jakarta.mail.Session;

/** Knows the mail library. */
public final class Wiring {
    Session mail(Session session) {
        return session;
    }
}
