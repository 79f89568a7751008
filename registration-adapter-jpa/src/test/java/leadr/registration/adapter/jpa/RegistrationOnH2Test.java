package leadr.registration.adapter.jpa;

import org.junit.jupiter.api.AfterAll;

class RegistrationOnH2Test extends RegistrationOnDatabase {
    private static final TestDatabase DATABASE = new H2Database();

    RegistrationOnH2Test() {
        super(DATABASE, 8, 6);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }
}
