package leadr.registration.adapter.jpa;

import org.junit.jupiter.api.AfterAll;

/** Two nodes share the database, and every call goes to the other one. */
class RegistrationOnPostgresTest extends RegistrationOnDatabase {
    private static final TestDatabase DATABASE = new PostgresDatabase(2);

    RegistrationOnPostgresTest() {
        super(DATABASE, 7, 5);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }
}
