package leadr.registration.adapter.jpa;

import org.junit.jupiter.api.AfterAll;

class JamCodesOnPostgresTest extends JamCodesOnDatabase {
    private static final TestDatabase DATABASE = new PostgresDatabase(2);

    JamCodesOnPostgresTest() {
        super(DATABASE);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }
}
