package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.mail;
import static leadr.registration.application.testkit.Fixtures.owner;
import static leadr.registration.application.testkit.Fixtures.registrationCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import leadr.registration.application.store.DuplicateKey;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.Slug;
import leadr.registration.domain.account.User;
import leadr.registration.domain.verification.VerificationCode;
import org.junit.jupiter.api.Test;

/** What every store promises of its transactions. */
public interface TransactionsContract extends StoreContract {
    @Test
    default void returningCommitsAndHandsTheResultOut() {
        Account account = account("Alpha");

        String result = look(store -> {
            store.accounts().add(account);
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(find(store -> store.accounts().find(account.id()))).contains(account);
    }

    @Test
    default void throwingUndoesEverythingAndTheExceptionComesOutAsItIs() {
        Account account = account("Alpha");
        User owner = owner(account, "ann@example.org");
        VerificationCode code = registrationCode("ann@example.org");
        RuntimeException bug = new UnsupportedOperationException("bug");

        assertThatThrownBy(() -> commit(store -> {
                    store.accounts().add(account);
                    store.users().add(owner);
                    store.verificationCodes().add(code);
                    store.outbox().add(mail("ann@example.org", NOON));
                    throw bug;
                }))
                .isSameAs(bug);

        commit(store -> {
            assertThat(store.accounts().find(account.id())).isEmpty();
            assertThat(store.users().find(owner.id())).isEmpty();
            assertThat(store.verificationCodes().findForUpdate(code.id())).isEmpty();
            assertThat(store.outbox().claim(UUID.randomUUID(), NOON, Duration.ofSeconds(30)))
                    .isEmpty();
        });
    }

    @Test
    default void anErrorUndoesEverythingToo() {
        Account account = account("Alpha");
        Error error = new AssertionError("broken");

        assertThatThrownBy(() -> commit(store -> {
                    store.accounts().add(account);
                    throw error;
                }))
                .isSameAs(error);

        assertThat(find(store -> store.accounts().find(account.id()))).isEmpty();
    }

    @Test
    default void aStoreIsNotUsedAfterItsTransaction() {
        List<RegistrationStore> kept = new ArrayList<>();
        commit(kept::add);
        assertThatThrownBy(() -> commit(store -> {
                    kept.add(store);
                    throw new UnsupportedOperationException("bug");
                }))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(kept).hasSize(2).allSatisfy(ended -> {
            Account account = account("Alpha");
            assertThatThrownBy(() -> ended.accounts().add(account)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> assertThat(ended.users().anySuperAdmin()).isFalse())
                    .isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    default void aDuplicateThatIsSwallowedInTheBlockStillLosesTheTransaction() {
        Account first = account("Alpha");
        Account beside = account("Beside");
        commit(store -> store.accounts().add(first));

        assertThatThrownBy(() -> commit(store -> {
                    store.accounts().add(beside);
                    try {
                        store.accounts().add(account("Another name", "alpha"));
                    } catch (DuplicateKey swallowed) {
                        assertThat(swallowed.rule()).isNotNull();
                    }
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(find(store -> store.accounts().find(beside.id()))).isEmpty();
        assertThat(find(store -> store.accounts().find(first.id()))).contains(first);
    }

    @Test
    default void theStoreWorksOnAfterALostTransaction() {
        commit(store -> store.accounts().add(account("Alpha")));
        assertThatThrownBy(() -> commit(store -> store.accounts().add(account("Alpha"))))
                .isInstanceOf(DuplicateKey.class);

        Account next = account("Beta");
        commit(store -> store.accounts().add(next));

        assertThat(find(store -> store.accounts().find(next.id()))).contains(next);
    }

    @RaceTest(value = "numbers under one lock", runners = 20)
    default void aLockOfOneNameIsHeldByOneTransactionAtATime() {
        int runners = 20;

        List<Integer> numbers = Race.of(
                runners,
                runner -> () -> look(store -> {
                    store.lock("numbering");
                    List<Slug> candidates = IntStream.rangeClosed(1, runners)
                            .mapToObj(number -> new Slug("team-" + number))
                            .toList();
                    int number = 1
                            + store.accounts()
                                    .taken(new AccountName("Nobody"), candidates)
                                    .slugs()
                                    .size();
                    store.accounts().add(account("Team " + number, "team-" + number));
                    return number;
                }));

        Set<Integer> different = new HashSet<>(numbers);
        assertThat(different).hasSize(runners);
    }

    @Test
    default void aLockCanBeTakenTwiceAndWithOthers() {
        commit(store -> {
            store.lock("one");
            store.lock("one");
            store.lock("another");
        });
        assertThatThrownBy(() -> commit(store -> {
                    store.lock("one");
                    throw new UnsupportedOperationException("bug");
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        Account account = account("Alpha");

        commit(store -> {
            store.lock("one");
            store.accounts().add(account);
        });

        assertThat(find(store -> store.accounts().find(account.id()))).contains(account);
    }
}
