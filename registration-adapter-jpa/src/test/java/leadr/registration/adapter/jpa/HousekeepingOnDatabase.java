package leadr.registration.adapter.jpa;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.housekeeping.PurgeExpired;
import leadr.registration.application.mail.MailKind;
import leadr.registration.application.mail.MailState;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.IdempotentRequest;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Race;
import leadr.registration.application.testkit.SettableClock;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The purge of what nobody needs any more, by two nodes. */
abstract class HousekeepingOnDatabase {
    private static final int OF_EACH_KIND = PurgeExpired.BATCH + 100;
    private static final List<String> KINDS =
            List.of("audit_events", "mails", "idempotent_requests", "verification_codes", "mailboxes");

    private final TestDatabase database;
    private final SettableClock clock = new SettableClock(NOON);

    HousekeepingOnDatabase(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void empty() throws SQLException {
        database.empty();
    }

    private Transactions node(int number) {
        return database.nodes().get(number % database.nodes().size()).transactions();
    }

    private PurgeExpired purgeOn(int node) {
        return new PurgeExpired(node(node), clock, VerificationPolicy.DEFAULT, Duration.ofDays(365));
    }

    private void commit(Consumer<RegistrationStore> work) {
        assertThat(node(0).<Boolean>run(store -> {
                    work.accept(store);
                    return true;
                }))
                .isTrue();
    }

    /** Something of every kind, tied to accounts, users and keys as it is in life. */
    private void fill() {
        Account account = Fixtures.account("Alpha");
        User owner = Fixtures.owner(account, "owner@example.org");
        ApiKey key = Fixtures.key(owner, Fixtures.SECRETS.apiKey());
        JamCode jam = Fixtures.jamCode("JAM", 5);
        commit(store -> {
            store.accounts().add(account);
            store.users().add(owner);
            store.apiKeys().add(key);
            store.jamCodes().add(jam);
            store.jamCodeRedemptions().add(Fixtures.redemption(jam, account, NOON));
            assertThat(store.jamCodes().claimUse(jam)).isTrue();
            IntStream.range(0, OF_EACH_KIND).forEach(number -> fill(store, number, owner, key));
        });
    }

    private static void fill(RegistrationStore store, int number, User owner, ApiKey key) {
        String email = "ann" + number + "@example.org";
        store.auditLog()
                .add(new AuditEvent(
                        Fixtures.anId(),
                        NOON.plusSeconds(number),
                        owner.id().text(),
                        AuditAction.VERIFY_CODE,
                        "a***@example.org",
                        AuditEvent.Outcome.DONE,
                        null,
                        Fixtures.from("192.0.2.1"),
                        owner.accountId()));
        store.outbox()
                .add(new OutgoingMail(
                        Fixtures.anId(),
                        MailKind.WELCOME,
                        EmailAddress.of(email),
                        null,
                        MailState.FAILED,
                        1,
                        NOON,
                        NOON,
                        NOON.plusSeconds(1),
                        null,
                        "550 no"));
        assertThat(store.idempotentRequests()
                        .claim(new IdempotentRequest(
                                owner.id(),
                                AuditAction.CREATE_JAM_CODE,
                                new IdempotencyKey("key" + number).mark("content"),
                                Fixtures.anId(),
                                NOON)))
                .isEmpty();
        VerificationCode code = Fixtures.registrationCode(email);
        store.verificationCodes()
                .add(number % 2 == 0 ? code : code.markAsUsed(NOON).consume(key.id(), null, NOON));
        Mailbox mailbox = store.mailboxes().findForUpdate(MailboxKey.of(EmailAddress.of(email)));
        store.mailboxes().update(new Mailbox(mailbox.key(), List.of(), List.of(NOON)));
    }

    private List<String> rows(String table) {
        try {
            return database.query("select count(*) from " + table);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void twoNodesPurgeAtOnceAndEachRowGoesOnceAndNobodyFails() {
        fill();
        clock.advance(Duration.ofDays(400));

        List<Integer> purged = Race.of(4, number -> {
            PurgeExpired purge = purgeOn(number);
            return () -> {
                int all = 0;
                for (int rows = purge.execute(); rows > 0; rows = purge.execute()) {
                    all += rows;
                }
                return all;
            };
        });

        assertThat(purged.stream().mapToInt(each -> each).sum()).isEqualTo(KINDS.size() * OF_EACH_KIND);
        assertThat(KINDS).allSatisfy(table -> assertThat(rows(table)).containsExactly("0"));
        assertThat(List.of("accounts", "users", "api_keys", "jam_codes", "jam_code_redemptions"))
                .allSatisfy(table -> assertThat(rows(table)).containsExactly("1"));
    }

    @Test
    void whatIsNewStays() {
        fill();
        clock.advance(Duration.ofMinutes(59));

        assertThat(purgeOn(0).execute()).isZero();

        assertThat(KINDS).allSatisfy(table -> assertThat(rows(table)).containsExactly("" + OF_EACH_KIND));
    }

    @Test
    void aMailboxThatARequestHoldsIsPassedOver() {
        MailboxKey held = MailboxKey.of(EmailAddress.of("held@example.org"));
        MailboxKey free = MailboxKey.of(EmailAddress.of("free@example.org"));
        commit(store -> List.of(held, free)
                .forEach(key -> store.mailboxes()
                        .update(new Mailbox(store.mailboxes().findForUpdate(key).key(), List.of(), List.of(NOON)))));
        clock.advance(Duration.ofDays(1));

        commit(store -> {
            Mailbox mailbox = store.mailboxes().findForUpdate(held);
            assertThat(CompletableFuture.supplyAsync(() -> purgeOn(1).execute())
                            .orTimeout(4, TimeUnit.SECONDS)
                            .join())
                    .isEqualTo(1);
            store.mailboxes().update(new Mailbox(held, List.of(), List.of(clock.instant())));
            assertThat(mailbox.mails()).containsExactly(NOON);
        });

        assertThat(purgeOn(0).execute()).isZero();
        assertThat(rows("mailboxes")).containsExactly("1");
    }

    @Test
    void aNodeThatPurgesKeepsTheOthersWaitingForItsBatch() {
        CompletableFuture<Integer> other = new CompletableFuture<>();

        commit(store -> {
            store.lock("housekeeping");
            CompletableFuture<Void> unused =
                    CompletableFuture.supplyAsync(() -> purgeOn(1).execute()).thenAccept(other::complete);
            assertThatThrownBy(() -> other.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        });

        assertThat(other.orTimeout(4, TimeUnit.SECONDS).join()).isZero();
    }

    /** A node of a version before counts mails and guesses, and does not say when. */
    @Test
    void aMailboxThatAnOlderVersionWroteIsPurgedByWhatIsInIt() throws SQLException {
        MailboxKey ann = MailboxKey.of(EmailAddress.of("ann@example.org"));
        commit(store -> store.mailboxes()
                .update(new Mailbox(store.mailboxes().findForUpdate(ann).key(), List.of(), List.of(NOON))));
        database.execute("update mailboxes set last_event = timestamp with time zone '1970-01-01 00:00:00+00'");

        assertThat(purgeOn(0).execute()).isZero();
        assertThat(rows("mailboxes")).containsExactly("1");

        clock.advance(Duration.ofDays(1));
        assertThat(purgeOn(0).execute()).isEqualTo(1);
    }
}
