package leadr.registration.adapter.jpa;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import leadr.registration.application.store.StoreUnavailable;
import leadr.registration.application.store.Transactions;
import org.hibernate.SessionFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.hibernate.stat.Statistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open database: tables up to date, a pool of connections, and the way to run transactions. Safe for several threads. */
public final class JpaPersistence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JpaPersistence.class);
    private static final int VALIDATION_SECONDS = 2;

    private final HikariDataSource dataSource;
    private final SessionFactory sessions;

    private JpaPersistence(HikariDataSource dataSource, SessionFactory sessions) {
        this.dataSource = dataSource;
        this.sessions = sessions;
    }

    /**
     * Connects, brings the tables up to date, and gets ready.
     *
     * @throws StoreUnavailable when the database cannot be reached, or another process holds the H2 files
     */
    public static JpaPersistence open(PersistenceSettings settings) {
        return open(settings, sql -> sql);
    }

    /** Opens with an ear on every statement, for tests that compare them. */
    static JpaPersistence open(PersistenceSettings settings, StatementInspector inspector) {
        HikariDataSource dataSource = ConnectionPool.open(settings);
        try {
            Schema.migrate(dataSource, settings.isPostgres());
            return new JpaPersistence(dataSource, sessions(dataSource, inspector));
        } catch (SQLException unreachable) {
            dataSource.close();
            throw Failures.unreachable(unreachable);
        } catch (RuntimeException failure) {
            dataSource.close();
            throw failure;
        }
    }

    private static SessionFactory sessions(DataSource dataSource, StatementInspector inspector) {
        return new HibernatePersistenceConfiguration("registration")
                .managedClasses(
                        AccountRow.class,
                        UserRow.class,
                        ApiKeyRow.class,
                        VerificationCodeRow.class,
                        InvitationRow.class,
                        MailboxRow.class,
                        MailRow.class,
                        MailSummaryRow.class,
                        JamCodeRow.class,
                        JamCodeRedemptionRow.class,
                        IdempotentRequestRow.class,
                        AuditEventRow.class)
                .property("jakarta.persistence.nonJtaDataSource", dataSource)
                // The pool hands out connections without auto-commit; telling so saves a round trip.
                .property("hibernate.connection.provider_disables_autocommit", true)
                .property("hibernate.jdbc.time_zone", "UTC")
                // A commit after a failed statement has to fail, not to roll back and look happy.
                .transactionCompliance(true)
                .statementInspector(inspector)
                // It would log the database's own words, which quote the values of rows.
                .property("hibernate.jdbc.log.errors", false)
                .property("hibernate.cache.use_second_level_cache", false)
                .createEntityManagerFactory();
    }

    /** The way to the store. */
    public Transactions transactions() {
        return new JpaTransactions(sessions);
    }

    /** The pool, for a table of one's own in the same database. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** Whether the database answers now; never throws. */
    public boolean isReady() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(VALIDATION_SECONDS);
        } catch (SQLException unavailable) {
            LOG.warn("the database does not answer: {}", unavailable.getClass().getName());
            return false;
        }
    }

    /** Counts transactions from the first call on, for tests. */
    Statistics statistics() {
        Statistics statistics = sessions.getStatistics();
        statistics.setStatisticsEnabled(true);
        return statistics;
    }

    @Override
    public void close() {
        sessions.close();
        dataSource.close();
    }
}
