package leadr.registration.adapter.jpa;

import org.junit.jupiter.api.AfterAll;

class CompletionOnH2Test extends CompletionOnDatabase {
    private static final TestDatabase DATABASE = new H2Database();

    CompletionOnH2Test() {
        super(DATABASE, 1);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }
}
