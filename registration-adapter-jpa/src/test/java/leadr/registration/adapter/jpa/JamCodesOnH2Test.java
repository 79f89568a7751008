package leadr.registration.adapter.jpa;

import org.junit.jupiter.api.AfterAll;

class JamCodesOnH2Test extends JamCodesOnDatabase {
    private static final TestDatabase DATABASE = new H2Database(2);

    JamCodesOnH2Test() {
        super(DATABASE);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }
}
