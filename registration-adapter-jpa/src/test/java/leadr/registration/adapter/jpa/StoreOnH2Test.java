package leadr.registration.adapter.jpa;

import org.junit.jupiter.api.AfterAll;

class StoreOnH2Test extends StoreOnDatabase {
    private static final TestDatabase DATABASE = new H2Database();

    StoreOnH2Test() {
        super(DATABASE);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }
}
