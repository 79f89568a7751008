package leadr.registration.adapter.jpa;

import org.junit.jupiter.api.AfterAll;

/** Two nodes share the database, and every call goes to the other one. */
class StoreOnPostgresTest extends StoreOnDatabase {
    private static final TestDatabase DATABASE = new PostgresDatabase(2);

    StoreOnPostgresTest() {
        super(DATABASE);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }
}
