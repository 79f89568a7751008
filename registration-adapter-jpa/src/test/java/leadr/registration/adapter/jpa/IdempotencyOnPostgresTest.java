package leadr.registration.adapter.jpa;

import org.junit.jupiter.api.AfterAll;

class IdempotencyOnPostgresTest extends IdempotencyOnDatabase {
    private static final TestDatabase DATABASE = new PostgresDatabase(2);

    IdempotencyOnPostgresTest() {
        super(DATABASE);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }
}
