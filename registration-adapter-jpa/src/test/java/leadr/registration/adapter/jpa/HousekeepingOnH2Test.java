package leadr.registration.adapter.jpa;

import org.junit.jupiter.api.AfterAll;

class HousekeepingOnH2Test extends HousekeepingOnDatabase {
    private static final TestDatabase DATABASE = new H2Database(2);

    HousekeepingOnH2Test() {
        super(DATABASE);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }
}
