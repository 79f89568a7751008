package leadr.registration.adapter.jpa;

import org.junit.jupiter.api.AfterAll;

class InvitationsOnH2Test extends InvitationsOnDatabase {
    private static final TestDatabase DATABASE = new H2Database();

    InvitationsOnH2Test() {
        super(DATABASE, 12);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }
}
