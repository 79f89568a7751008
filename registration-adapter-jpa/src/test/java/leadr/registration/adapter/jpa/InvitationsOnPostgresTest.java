package leadr.registration.adapter.jpa;

import org.junit.jupiter.api.AfterAll;

/** Two nodes share the database, and every call goes to the other one. */
class InvitationsOnPostgresTest extends InvitationsOnDatabase {
    private static final TestDatabase DATABASE = new PostgresDatabase(2);

    InvitationsOnPostgresTest() {
        super(DATABASE, 11);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }
}
