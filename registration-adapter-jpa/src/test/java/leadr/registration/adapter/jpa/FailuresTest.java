package leadr.registration.adapter.jpa;

import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.StoreUnavailable;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.account.Account;
import org.assertj.core.util.Throwables;
import org.hibernate.JDBCException;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class FailuresTest {
    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "90131"})
    void whatIsLostAgainstAnotherTransactionIsRunAgain(String state) {
        assertThat(translated(state)).isInstanceOf(Rerun.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08006", "08001", "53300", "57014", "57P01", "57P03", "55P03", "25006", "40003", "HYT00", "90098",
                "90121"
            })
    void anOutageAndATimeOutAreNot(String state) {
        assertThat(translated(state)).isInstanceOf(StoreUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42601", "23502", "22001", "25P02"})
    void aBugComesOutAsItIs(String state) {
        assertThat(translated(state)).isInstanceOf(JDBCException.class);
    }

    private static RuntimeException translated(String state) {
        return Failures.translate(new JDBCException("failed", new SQLException("said", state)));
    }

    @Test
    void aRuleIsFoundInTheWordsOfAServerThatDoesNotSpeakEnglish() {
        SQLException german = new SQLException(
                "FEHLER: doppelter Schlüsselwert verletzt Unique-Constraint »uk_accounts_slug«", "23505");

        RuntimeException failure = Failures.translate(
                new ConstraintViolationException("failed", german, "insert", ConstraintKind.UNIQUE, null));

        assertThat(failure).isInstanceOf(DuplicateKey.class);
        assertThat(((DuplicateKey) failure).rule()).isEqualTo(UniqueRule.ACCOUNT_SLUG);
    }

    @Test
    void aDuplicateQuotesNoAddressInItsExceptionNorInTheLog() {
        for (TestDatabase database : List.of(new H2Database(), new PostgresDatabase())) {
            try (database;
                    LogAtDebug log = new LogAtDebug()) {
                Throwable failure = catchThrowable(() -> addTwice(database));

                assertThat(failure).isInstanceOf(DuplicateKey.class).hasNoCause();
                assertThat(Throwables.getStackTrace(failure)).doesNotContainIgnoringCase("ada@");
                assertThat(log.text()).contains("insert into users").doesNotContainIgnoringCase("ada@");
            }
        }
    }

    private static boolean addTwice(TestDatabase database) {
        Account account = account("Alpha");
        return database.transactions().run(store -> {
            store.accounts().add(account);
            store.users().add(owner(account, "ada@example.com"));
            store.users().add(owner(account, "ADA@example.com"));
            return true;
        });
    }

    /** Everything that Hibernate and the pool say at DEBUG, also by the logger that is off by configuration. */
    private static final class LogAtDebug implements AutoCloseable {
        private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
        private final Map<Logger, Level> before;

        LogAtDebug() {
            appender.list = new CopyOnWriteArrayList<>();
            appender.start();
            before = List.of("org.hibernate", "org.hibernate.orm.jdbc.error", "com.zaxxer.hikari").stream()
                    .map(name -> (Logger) LoggerFactory.getLogger(name))
                    .collect(Collectors.toMap(logger -> logger, Logger::getEffectiveLevel));
            before.keySet().forEach(logger -> {
                logger.setLevel(Level.DEBUG);
                logger.setAdditive(false);
                logger.addAppender(appender);
            });
        }

        String text() {
            return appender.list.stream()
                    .map(event -> event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                    .collect(Collectors.joining("\n"));
        }

        @Override
        public void close() {
            before.forEach((logger, level) -> {
                logger.detachAppender(appender);
                logger.setAdditive(true);
                logger.setLevel(level);
            });
        }
    }
}
