package leadr.registration.adapter.jpa;

import org.junit.jupiter.api.AfterAll;

class IdempotencyOnH2Test extends IdempotencyOnDatabase {
    private static final TestDatabase DATABASE = new H2Database(2);

    IdempotencyOnH2Test() {
        super(DATABASE);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }
}
