package leadr.registration.adapter.jpa;

import org.junit.jupiter.api.AfterAll;

class HousekeepingOnPostgresTest extends HousekeepingOnDatabase {
    private static final TestDatabase DATABASE = new PostgresDatabase(2);

    HousekeepingOnPostgresTest() {
        super(DATABASE);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }
}
