package leadr.registration.adapter.jpa;

import org.junit.jupiter.api.AfterAll;

class CollisionsOnPostgresTest extends CollisionsOnDatabase {
    private static final TestDatabase DATABASE = new PostgresDatabase(2);

    CollisionsOnPostgresTest() {
        super(DATABASE);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }
}
