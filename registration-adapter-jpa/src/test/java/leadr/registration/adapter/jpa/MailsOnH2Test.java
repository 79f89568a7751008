package leadr.registration.adapter.jpa;

import org.junit.jupiter.api.AfterAll;

class MailsOnH2Test extends MailsOnDatabase {
    private static final TestDatabase DATABASE = new H2Database(2);

    MailsOnH2Test() {
        super(DATABASE);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }
}
