package leadr.registration.adapter.jpa;

import org.junit.jupiter.api.AfterAll;

/** Two nodes share the database, and every call goes to the other one. */
class CompletionOnPostgresTest extends CompletionOnDatabase {
    private static final TestDatabase DATABASE = new PostgresDatabase(2);

    CompletionOnPostgresTest() {
        super(DATABASE, 0);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }
}
