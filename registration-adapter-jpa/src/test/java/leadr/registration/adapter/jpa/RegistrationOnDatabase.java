package leadr.registration.adapter.jpa;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import leadr.registration.application.access.AuthenticateApiKey;
import leadr.registration.application.access.AuthenticateApiKey.Authenticated;
import leadr.registration.application.access.KeyCache;
import leadr.registration.application.mail.DeliverPendingMail;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.MailContent;
import leadr.registration.application.mail.MailSender.Delivery;
import leadr.registration.application.mail.MailSender.Outcome;
import leadr.registration.application.mail.MailTemplates;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.registration.CodeRequest;
import leadr.registration.application.registration.CompleteRegistration;
import leadr.registration.application.registration.CompleteRegistration.Completed;
import leadr.registration.application.registration.InitiateRegistration;
import leadr.registration.application.registration.VerifyEmailCode;
import leadr.registration.application.registration.VerifyEmailCode.Verified;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.TextCipher;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;
import leadr.registration.application.testkit.FakeVerificationTokens;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Proofs;
import leadr.registration.application.testkit.Race;
import leadr.registration.application.testkit.SettableClock;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.email.EmailAddress;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.ClientNetwork;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.OneTimeCode;
import leadr.registration.domain.verification.VerificationPolicy;
import leadr.registration.domain.verification.WrongGuess;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real use cases over the real database: what they promise together. */
abstract class RegistrationOnDatabase {
    private static final EmailAddress ADA = EmailAddress.of("ada@example.com");
    private static final VerificationPolicy POLICY = VerificationPolicy.DEFAULT;

    private final TestDatabase database;
    private final int statementsOfInitiate;
    private final int statementsOfVerify;
    private final SettableClock clock = new SettableClock(NOON);
    private final IdGenerator ids = IdGenerator.timeOrdered(clock, Fixtures.SECRETS);
    private final TextCipher cipher = new TextCipher(Fixtures.KEYS, Fixtures.SECRETS, "mail");
    private final MailComposer mails =
            new MailComposer("LEADR", "http://localhost", MailTemplates.builtIn(), cipher, ids);
    private final FakeVerificationTokens tokens = new FakeVerificationTokens();
    private final Transactions transactions;
    private final InitiateRegistration initiate;
    private final VerifyEmailCode verify;
    private final CompleteRegistration complete;
    private final AuthenticateApiKey authenticate;

    /** With what a call costs: how many statements are sent for it. */
    RegistrationOnDatabase(TestDatabase database, int statementsOfInitiate, int statementsOfVerify) {
        this.database = database;
        this.statementsOfInitiate = statementsOfInitiate;
        this.statementsOfVerify = statementsOfVerify;
        this.transactions = database.transactions();
        this.initiate = new InitiateRegistration(
                transactions, Fixtures.SECRETS, Fixtures.CODE_HASHER, mails, ids, clock, POLICY, true);
        this.verify = new VerifyEmailCode(
                transactions, Fixtures.CODE_HASHER, tokens, ids, clock, POLICY, Duration.ofMinutes(10));
        this.complete = new CompleteRegistration(
                transactions,
                tokens,
                Fixtures.SECRETS,
                Fixtures.API_KEY_HASHER,
                new KeyCache(Duration.ZERO),
                mails,
                ids,
                clock,
                true);
        this.authenticate = new AuthenticateApiKey(transactions, Fixtures.API_KEY_HASHER, clock);
    }

    @BeforeEach
    void empty() throws SQLException {
        database.empty();
    }

    @Test
    void everyBranchOfInitiateRunsTheSameStatementsAndOneCommit() {
        EmailAddress unknown = EmailAddress.of("unknown@example.com");
        EmailAddress suspended = EmailAddress.of("suspended@example.com");
        EmailAddress superadmin = EmailAddress.of("root@example.com");
        EmailAddress locked = EmailAddress.of("locked@example.com");
        aUser("Known", ADA, false, false);
        aUser("Suspended", suspended, true, false);
        aUser("Root", superadmin, false, true);
        Proofs proofs = new Proofs(transactions, tokens, clock);
        User host = proofs.owner("Alpha");
        User closed = proofs.owner(Fixtures.account("Closed").suspend(NOON));
        EmailAddress invited =
                proofs.invited(host, "invited@example.com", Role.MEMBER).email();
        EmailAddress wanted =
                proofs.invited(host, "wanted@example.com", Role.MEMBER).email();
        assertThat(proofs.invited(closed, "wanted@example.com", Role.ADMIN).email())
                .isEqualTo(wanted);
        spendTheWholeBudget(locked);
        List<String> pattern = statementsOfInitiate(unknown);

        assertThat(pattern).hasSize(statementsOfInitiate);
        assertThat(statementsOfInitiate(ADA)).as("known, gets back in").isEqualTo(pattern);
        assertThat(statementsOfInitiate(invited)).as("invited").isEqualTo(pattern);
        assertThat(statementsOfInitiate(wanted)).as("invited twice").isEqualTo(pattern);
        assertThat(statementsOfInitiate(closed.email())).as("suspended account").isEqualTo(pattern);
        assertThat(statementsOfInitiate(suspended)).as("suspended").isEqualTo(pattern);
        assertThat(statementsOfInitiate(superadmin)).as("superadmin").isEqualTo(pattern);
        assertThat(statementsOfInitiate(locked)).as("locked").isEqualTo(pattern);
        clock.advance(Duration.ofMinutes(2));
        assertThat(statementsOfInitiate(unknown)).as("mailed to before").isEqualTo(pattern);
        List<String> coolingDown = statementsOfInitiate(unknown);
        assertThat(tables(coolingDown)).as("cooling down").isEqualTo(tables(pattern));
    }

    @Test
    void everyBranchOfInitiateCommitsOnce() {
        List<Statistics> nodes =
                database.nodes().stream().map(JpaPersistence::statistics).toList();
        aUser("Known", ADA, false, false);
        Proofs proofs = new Proofs(transactions, tokens, clock);
        EmailAddress invited = proofs.invited(proofs.owner("Alpha"), "invited@example.com", Role.MEMBER)
                .email();
        for (EmailAddress email : List.of(ADA, EmailAddress.of("unknown@example.com"), invited, ADA)) {
            nodes.forEach(Statistics::clear);
            requestCode(email);
            assertThat(nodes.stream().mapToLong(Statistics::getTransactionCount).sum())
                    .isEqualTo(1);
            assertThat(nodes.stream()
                            .mapToLong(Statistics::getSuccessfulTransactionCount)
                            .sum())
                    .isEqualTo(1);
        }
    }

    @Test
    void aCodeIsAcceptedInFewStatements() {
        OneTimeCode code = mailedCode(ADA);
        database.drainStatements();

        assertThat(verify(ADA, code)).isInstanceOf(Verified.class);

        assertThat(database.drainStatements()).hasSize(statementsOfVerify);
    }

    @Test
    void aKeyIsFoundInOneStatementAndItsUseNotedOnceAMinute() {
        Completed completed = (Completed) complete(tokenFor(ADA), "Key Makers");
        String key = completed.apiKey().secret().reveal();
        database.drainStatements();

        assertThat(authenticate(key)).hasSize(2);
        assertThat(authenticate(key)).hasSize(1);
        clock.advance(Duration.ofMinutes(2));
        assertThat(authenticate(key)).hasSize(2);
    }

    private List<String> authenticate(String key) {
        assertThat(authenticate.execute(new AuthenticateApiKey.Command(key))).isInstanceOf(Authenticated.class);
        return database.drainStatements();
    }

    @Test
    void twoParallelInitiatesLeaveOneLiveCodeAndOneMail() throws SQLException {
        List<CodeRequest.Result> results = Race.of(2, number -> () -> initiate.execute(request(ADA)));

        assertThat(results).allMatch(CodeRequest.Accepted.class::isInstance);
        assertThat(count("verification_codes where live_key is not null")).isEqualTo(1);
        assertThat(count("mails")).isEqualTo(1);
    }

    @Test
    void ofTwentyParallelVerificationsOneWinsAndNobodyIsLockedOut() {
        OneTimeCode code = mailedCode(ADA);

        List<VerifyEmailCode.Result> results = Race.of(20, number -> () -> verify(ADA, code));

        assertThat(results).filteredOn(Verified.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(result ->
                        result.equals(new VerifyEmailCode.Refused(VerifyEmailCode.Reason.USED, Duration.ZERO)))
                .hasSize(19);
        clock.advance(Duration.ofMinutes(2));
        assertThat(verify(ADA, mailedCode(ADA))).isInstanceOf(Verified.class);
    }

    @Test
    void aWrongGuessIsCountedAlthoughItIsRefused() {
        OneTimeCode code = mailedCode(ADA);
        OneTimeCode wrong = OneTimeCode.parse("000000");
        for (int guess = 0; guess < POLICY.maxAttempts(); guess++) {
            assertThat(verify(ADA, wrong))
                    .isEqualTo(new VerifyEmailCode.Refused(VerifyEmailCode.Reason.WRONG, Duration.ZERO));
        }

        assertThat(verify(ADA, code))
                .isEqualTo(new VerifyEmailCode.Refused(VerifyEmailCode.Reason.LOCKED, POLICY.attemptWindow()));
    }

    @Test
    void ofTwentyParallelCompletesOfOneTokenOneMakesAnAccount() throws SQLException {
        PlainSecret token = tokenFor(ADA);

        List<CompleteRegistration.Result> results = Race.of(20, number -> () -> complete(token, "Team " + number));

        assertThat(results).filteredOn(Completed.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(result -> result instanceof CompleteRegistration.Refused refused
                        && refused.reason() == CompleteRegistration.Reason.TOKEN_USED)
                .hasSize(19);
        assertThat(List.of(count("accounts"), count("users"), count("api_keys")))
                .containsOnly(1);
    }

    @Test
    void ofTwentyParallelRegistrationsOfOneNameOneMakesAnAccount() throws SQLException {
        List<PlainSecret> proved = IntStream.range(0, 20)
                .mapToObj(number -> tokenFor(EmailAddress.of("maker" + number + "@example.com")))
                .toList();

        List<CompleteRegistration.Result> results =
                Race.of(20, number -> () -> complete(proved.get(number), "One Team"));

        assertThat(results).filteredOn(Completed.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(result -> result instanceof CompleteRegistration.Refused refused
                        && refused.reason() == CompleteRegistration.Reason.ACCOUNT_NAME_TAKEN)
                .hasSize(19);
        assertThat(List.of(count("accounts"), count("users"), count("api_keys")))
                .containsOnly(1);
    }

    @Test
    void namesThatMakeTheSameSlugAllGetAnAccountAtOnce() throws SQLException {
        List<PlainSecret> proved = IntStream.range(0, 10)
                .mapToObj(number -> tokenFor(EmailAddress.of("maker" + number + "@example.com")))
                .toList();

        List<CompleteRegistration.Result> results =
                Race.of(10, number -> () -> complete(proved.get(number), "Same Slug" + "!".repeat(number)));

        assertThat(results).allMatch(Completed.class::isInstance);
        assertThat(results)
                .extracting(result -> ((Completed) result).account().slug().value())
                .doesNotHaveDuplicates()
                .allMatch(slug -> slug.startsWith("same-slug"));
    }

    @Test
    void aRefusedRegistrationLeavesNothingButItsAuditEvent() throws SQLException {
        assertThat(complete(tokenFor(ADA), "Taken Name")).isInstanceOf(Completed.class);
        PlainSecret token = tokenFor(EmailAddress.of("bob@example.com"));
        List<Integer> before = counts();

        assertThat(complete(token, "taken NAME")).isEqualTo(refused(CompleteRegistration.Reason.ACCOUNT_NAME_TAKEN));

        List<Integer> after = counts();
        assertThat(after.subList(0, 5)).isEqualTo(before.subList(0, 5));
        assertThat(after.get(5)).isEqualTo(before.get(5) + 1);
        assertThat(complete(token, "Another Name")).isInstanceOf(Completed.class);
    }

    private static CompleteRegistration.Result refused(CompleteRegistration.Reason reason) {
        return new CompleteRegistration.Refused(reason, null);
    }

    private List<Integer> counts() throws SQLException {
        return List.of(
                count("accounts"),
                count("users"),
                count("api_keys"),
                count("mails"),
                count("verification_codes where consumed_at is not null"),
                count("audit_events"));
    }

    private int count(String from) throws SQLException {
        return Integer.parseInt(database.query("select count(*) from " + from).get(0));
    }

    private List<String> statementsOfInitiate(EmailAddress email) {
        database.drainStatements();
        requestCode(email);
        return database.drainStatements();
    }

    /** What a statement does to which table: an insert of nothing is written as an insert from a select. */
    private static List<String> tables(List<String> statements) {
        return statements.stream()
                .map(sql -> sql.strip().replaceAll("(?s)^(insert into \\w+|update \\w+|select).*?(from \\w+)?.*", "$1"))
                .toList();
    }

    private void requestCode(EmailAddress email) {
        assertThat(initiate.execute(request(email))).isInstanceOf(CodeRequest.Accepted.class);
    }

    private static CodeRequest request(EmailAddress email) {
        return new CodeRequest(email, PreferredLanguages.NONE, Fixtures.from("192.0.2.1"));
    }

    private VerifyEmailCode.Result verify(EmailAddress email, OneTimeCode code) {
        return verify.execute(new VerifyEmailCode.Command(email, code, null, Fixtures.from("192.0.2.1")));
    }

    private CompleteRegistration.Result complete(PlainSecret token, String name) {
        return complete.execute(new CompleteRegistration.Command(
                token, name, null, null, null, null, PreferredLanguages.NONE, Fixtures.from("192.0.2.1")));
    }

    private PlainSecret tokenFor(EmailAddress email) {
        return ((Verified) verify(email, mailedCode(email))).token();
    }

    /** Asks for a code, has the outbox delivered, and reads the mail. */
    private OneTimeCode mailedCode(EmailAddress email) {
        requestCode(email);
        List<MailContent> received = new ArrayList<>();
        DeliverPendingMail deliver = new DeliverPendingMail(
                transactions,
                (id, to, content) -> {
                    if (to.equals(email) && content.code() != null) {
                        received.add(content);
                    }
                    return new Delivery(Outcome.SENT, "250");
                },
                cipher,
                ids,
                clock);
        assertThat(deliver.execute(100)).isPositive();
        return OneTimeCode.parse(
                Optional.ofNullable(received.get(received.size() - 1).code()).orElseThrow());
    }

    private void aUser(String name, EmailAddress email, boolean suspended, boolean superAdmin) {
        Account account = Fixtures.account(name);
        User user = Fixtures.owner(account, email.value());
        User asWanted = superAdmin ? user.asSuperAdmin(NOON) : suspended ? user.suspend(NOON) : user;
        commit(store -> {
            store.accounts().add(account);
            store.users().add(asWanted);
        });
    }

    private void spendTheWholeBudget(EmailAddress email) {
        MailboxKey key = MailboxKey.of(email);
        Mailbox spent = new Mailbox(
                key,
                Collections.nCopies(
                        POLICY.maxAttemptsFromAllNetworks(), new WrongGuess(new ClientNetwork("192.0.2.9"), NOON)),
                List.of());
        commit(store -> {
            assertThat(store.mailboxes().findForUpdate(key)).isNotNull();
            store.mailboxes().update(spent);
        });
    }

    private void commit(Consumer<RegistrationStore> work) {
        boolean done = transactions.run(store -> {
            work.accept(store);
            return true;
        });
        assertThat(done).isTrue();
    }
}
