package leadr.registration.adapter.jpa;

import org.junit.jupiter.api.AfterAll;

class CollisionsOnH2Test extends CollisionsOnDatabase {
    private static final TestDatabase DATABASE = new H2Database(2);

    CollisionsOnH2Test() {
        super(DATABASE);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }
}
