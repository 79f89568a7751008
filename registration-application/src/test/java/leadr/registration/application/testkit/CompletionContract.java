package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.email;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import leadr.registration.application.access.KeyCache;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.mail.MailTemplates;
import leadr.registration.application.mail.PreferredLanguages;
import leadr.registration.application.registration.CompleteRegistration;
import leadr.registration.application.registration.CompleteRegistration.Completed;
import leadr.registration.application.registration.CompleteRegistration.Reason;
import leadr.registration.application.registration.CompleteRegistration.Refused;
import leadr.registration.application.registration.CompleteRegistration.Result;
import leadr.registration.application.secret.IdGenerator;
import leadr.registration.application.secret.TextCipher;
import leadr.registration.application.store.OpenInvitation;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.InvitationStatus;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.MailboxKey;

/** Of those who complete with the tokens of one address at one moment, exactly one wins, on every store. */
public interface CompletionContract extends StoreContract {
    String ANN = "ann@example.org";

    /** What is raced for: the tokens, and who takes them. */
    record Scene(Proofs proofs, CompleteRegistration complete) {
        static Scene on(StoreContract contract) {
            FakeVerificationTokens tokens = new FakeVerificationTokens();
            InstantSource clock = () -> NOON.plusSeconds(1);
            IdGenerator ids = IdGenerator.timeOrdered(clock, SECRETS);
            MailComposer mails = new MailComposer(
                    "LEADR",
                    "http://localhost",
                    MailTemplates.builtIn(),
                    new TextCipher(Fixtures.KEYS, SECRETS, "mail"),
                    ids);
            return new Scene(
                    new Proofs(contract.transactions(), tokens, clock),
                    new CompleteRegistration(
                            contract.transactions(),
                            tokens,
                            SECRETS,
                            Fixtures.API_KEY_HASHER,
                            new KeyCache(Duration.ZERO),
                            mails,
                            ids,
                            clock,
                            true));
        }

        Result complete(PlainSecret token) {
            return complete(token, "Ann's Games");
        }

        Result complete(PlainSecret token, String accountName) {
            return complete.execute(new CompleteRegistration.Command(
                    token, accountName, null, null, null, null, PreferredLanguages.NONE, Fixtures.from("192.0.2.1")));
        }

        /** One runner for each token. */
        List<Result> race(List<PlainSecret> tokens) {
            return Race.of(tokens.size(), number -> () -> complete(tokens.get(number)));
        }
    }

    private static void assertOneWins(List<Result> results, Reason others) {
        assertThat(results).filteredOn(Completed.class::isInstance).hasSize(1);
        assertThat(Collections.frequency(results, refused(others))).isEqualTo(results.size() - 1);
    }

    private static Refused refused(Reason reason) {
        return new Refused(reason, null);
    }

    private UserStatus status(User user) {
        return find(store -> store.users().find(user.id())).orElseThrow().status();
    }

    private InvitationStatus invitationStatus(User user) {
        return find(store -> store.invitations().find(user.id()))
                .map(Invitation::status)
                .orElseThrow();
    }

    private List<OpenInvitation> pending() {
        return List.copyOf(list(store -> store.invitations().findPending(MailboxKey.of(email(ANN)))));
    }

    @RaceTest(value = "accepting with one token", runners = 4)
    default void ofThoseWhoAcceptWithOneTokenOneJoins() {
        Scene scene = Scene.on(this);
        User invited = scene.proofs().invited(scene.proofs().owner("Alpha"), ANN, Role.MEMBER);

        List<Result> results = scene.race(Collections.nCopies(4, scene.proofs().invitation(invited)));

        assertOneWins(results, Reason.TOKEN_USED);
        assertThat(status(invited)).isEqualTo(UserStatus.ACTIVE);
        assertThat(invitationStatus(invited)).isEqualTo(InvitationStatus.ACCEPTED);
        assertThat(keysOf(invited)).isEqualTo(1);
    }

    private int keysOf(User user) {
        return list(store -> store.apiKeys().findActiveForUpdate(user.id())).size();
    }

    @RaceTest(value = "accepting one invitation that was sent twice", runners = 2)
    default void anInvitationThatWasSentTwiceIsAcceptedOnce() {
        Scene scene = Scene.on(this);
        User invited = scene.proofs().invited(scene.proofs().owner("Alpha"), ANN, Role.MEMBER);

        List<Result> results = scene.race(
                List.of(scene.proofs().invitation(invited), scene.proofs().invitation(invited)));

        assertOneWins(results, Reason.USER_NOT_INVITED);
        assertThat(keysOf(invited)).isEqualTo(1);
    }

    @RaceTest(value = "accepting the invitations of two accounts", runners = 2)
    default void whoIsInvitedByTwoAccountsJoinsOne() {
        Scene scene = Scene.on(this);
        User alpha = scene.proofs().invited(scene.proofs().owner("Alpha"), ANN, Role.MEMBER);
        User beta = scene.proofs().invited(scene.proofs().owner("Beta"), ANN, Role.ADMIN);

        List<Result> results = scene.race(
                List.of(scene.proofs().invitation(alpha), scene.proofs().invitation(beta)));

        assertOneWins(results, Reason.USER_NOT_INVITED);
        User winner = results.get(0) instanceof Completed ? alpha : beta;
        User loser = winner.equals(alpha) ? beta : alpha;
        assertThat(status(winner)).isEqualTo(UserStatus.ACTIVE);
        assertThat(status(loser)).isEqualTo(UserStatus.DELETED);
        assertThat(invitationStatus(winner)).isEqualTo(InvitationStatus.ACCEPTED);
        assertThat(invitationStatus(loser)).isEqualTo(InvitationStatus.REVOKED);
    }

    @RaceTest(value = "accepting an invitation against founding an account", runners = 2)
    default void whoIsInvitedJoinsOrFounds() {
        Scene scene = Scene.on(this);
        PlainSecret begunBefore = scene.proofs().registration(ANN);
        User invited = scene.proofs().invited(scene.proofs().owner("Alpha"), ANN, Role.MEMBER);

        List<Result> results = scene.race(List.of(begunBefore, scene.proofs().invitation(invited)));

        boolean founded = results.get(0) instanceof Completed;
        assertThat(results.get(founded ? 1 : 0))
                .isEqualTo(refused(founded ? Reason.USER_NOT_INVITED : Reason.EMAIL_TAKEN));
        assertThat(results.get(founded ? 0 : 1)).isInstanceOf(Completed.class);
        assertThat(status(invited)).isEqualTo(founded ? UserStatus.DELETED : UserStatus.ACTIVE);
        assertThat(pending()).isEmpty();
        assertThat(find(store -> store.users().findOccupant(email(ANN))).map(User::accountId))
                .contains(((Completed) results.get(founded ? 0 : 1)).account().id());
    }

    @RaceTest(value = "accepting an invitation against suspending the account", runners = 2)
    default void whoSuspendsAnAccountSeesEverybodyWhoHasJoinedIt() {
        Scene scene = Scene.on(this);
        User owner = scene.proofs().owner("Alpha");
        User invited = scene.proofs().invited(owner, ANN, Role.MEMBER);
        PlainSecret token = scene.proofs().invitation(invited);
        AtomicBoolean seen = new AtomicBoolean();

        List<Optional<Result>> results = Race.of(
                2,
                number -> number == 0
                        ? () -> Optional.of(scene.complete(token))
                        : suspending(
                                owner.accountId(),
                                store -> seen.set(store.users()
                                        .find(invited.id())
                                        .orElseThrow()
                                        .isActive())));

        assertThat(results.get(0))
                .get()
                .satisfies(result -> assertThat(
                                result instanceof Completed || result.equals(refused(Reason.ACCOUNT_SUSPENDED)))
                        .isTrue());
        boolean joined = results.get(0).orElseThrow() instanceof Completed;
        assertThat(seen.get()).as("seen by who suspends").isEqualTo(joined);
        assertThat(status(invited)).isEqualTo(joined ? UserStatus.ACTIVE : UserStatus.INVITED);
        assertThat(find(store -> store.accounts().find(owner.accountId()))
                        .orElseThrow()
                        .isActive())
                .isFalse();
    }

    /** What somebody does who sees the members of an account while it is suspended. */
    interface Look {
        void at(RegistrationStore store);
    }

    private Callable<Optional<Result>> suspending(AccountId id, Look look) {
        return () -> {
            commit(store -> {
                var account = store.accounts().findForUpdate(id).orElseThrow();
                look.at(store);
                store.accounts().update(account.suspend(NOON));
            });
            return Optional.empty();
        };
    }

    @RaceTest(value = "getting back in with one token", runners = 4)
    default void ofThoseWhoGetBackInWithOneTokenOneGetsAKey() {
        Scene scene = Scene.on(this);
        User owner = scene.proofs().owner("Alpha");

        List<Result> results = scene.race(Collections.nCopies(4, scene.proofs().recovery(owner)));

        assertOneWins(results, Reason.TOKEN_USED);
        assertThat(keysOf(owner)).isEqualTo(1);
    }

    @RaceTest(value = "getting back in against suspending the account", runners = 2)
    default void whoSuspendsAnAccountSeesEveryKeyOfIt() {
        Scene scene = Scene.on(this);
        User owner = scene.proofs().owner("Alpha");
        PlainSecret token = scene.proofs().recovery(owner);
        AtomicBoolean seen = new AtomicBoolean();

        List<Optional<Result>> results = Race.of(
                2,
                number -> number == 0
                        ? () -> Optional.of(scene.complete(token))
                        : suspending(
                                owner.accountId(),
                                store -> seen.set(!store.apiKeys()
                                        .findActiveForUpdate(owner.id())
                                        .isEmpty())));

        boolean recovered = results.get(0).orElseThrow() instanceof Completed;
        assertThat(seen.get()).as("seen by who suspends").isEqualTo(recovered);
        if (!recovered) {
            assertThat(results.get(0)).contains(refused(Reason.ACCOUNT_SUSPENDED));
        }
    }
}
