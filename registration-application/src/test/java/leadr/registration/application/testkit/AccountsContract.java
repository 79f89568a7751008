package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import leadr.registration.application.store.Accounts.Taken;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.AccountStatus;
import leadr.registration.domain.account.Slug;
import org.junit.jupiter.api.Test;

/** What every store promises of {@link leadr.registration.application.store.Accounts}. */
public interface AccountsContract extends StoreContract {
    @Test
    default void anAccountComesBackAsItWasAdded() {
        Account active = account("Café Ünïcode 東京 🎮", "cafe");
        Account suspended = new Account(
                new AccountId(anId()),
                new AccountName("O'Reilly \"&\" <Söhne>; --"),
                new Slug("oreilly"),
                AccountStatus.SUSPENDED,
                NOON,
                NOON.plusSeconds(86_400).plusNanos(1_000));
        commit(store -> {
            store.accounts().add(active);
            store.accounts().add(suspended);
        });

        commit(store -> {
            assertThat(store.accounts().find(active.id())).contains(active);
            assertThat(store.accounts().findForUpdate(active.id())).contains(active);
            assertThat(store.accounts().find(suspended.id())).contains(suspended);
        });
    }

    @Test
    default void theLongestNamesFit() {
        // A hundred code points of two chars each; and of one that folds into three.
        List<Account> longest = List.of(
                account("\uD83C\uDFAE".repeat(100), "a".repeat(50)), account("\uFB03".repeat(100), "b".repeat(50)));
        commit(store -> longest.forEach(store.accounts()::add));

        commit(store -> longest.forEach(account -> {
            assertThat(store.accounts().find(account.id())).contains(account);
            assertThat(isTaken(store, account.name())).isTrue();
        }));
    }

    @Test
    default void anAccountThatWasNeverAddedIsNotFound() {
        AccountId nobody = new AccountId(anId());

        assertThat(find(store -> store.accounts().find(nobody))).isEmpty();
        assertThat(find(store -> store.accounts().findForUpdate(nobody))).isEmpty();
    }

    @Test
    default void theNextStateOfAnAccountIsStored() {
        Account account = account("Alpha");
        commit(store -> store.accounts().add(account));
        Account suspended = account.suspend(NOON.plusSeconds(5));

        commit(store -> {
            assertThat(store.accounts().findForUpdate(account.id())).contains(account);
            store.accounts().update(suspended);
        });

        assertThat(find(store -> store.accounts().find(account.id()))).contains(suspended);
    }

    @Test
    default void anAccountIsNotUpdatedUnlessItWasLoadedInTheSameTransaction() {
        Account account = account("Alpha");
        commit(store -> store.accounts().add(account));
        assertThat(find(store -> store.accounts().findForUpdate(account.id()))).contains(account);

        assertThatThrownBy(() -> commit(store -> store.accounts().update(account.suspend(NOON))))
                .isInstanceOf(IllegalStateException.class);

        assertThat(find(store -> store.accounts().find(account.id()))).contains(account);
    }

    @Test
    default void theTakenSlugsAreThoseOfAccounts() {
        commit(store -> {
            store.accounts().add(account("One", "alpha"));
            store.accounts().add(account("Two", "alpha-2"));
            store.accounts().add(account("Three", "beta"));
        });

        AccountName free = new AccountName("Four");
        List<Slug> asked = List.of(new Slug("alpha"), new Slug("alpha-1"), new Slug("alpha-2"), new Slug("alpha-20"));
        assertThat(taken(free, asked)).isEqualTo(new Taken(false, Set.of(new Slug("alpha"), new Slug("alpha-2"))));
        assertThat(taken(free, List.of(new Slug("gamma")))).isEqualTo(new Taken(false, Set.of()));
        assertThat(taken(new AccountName("Three"), List.of(new Slug("alpha"))))
                .isEqualTo(new Taken(true, Set.of(new Slug("alpha"))));
    }

    private Taken taken(AccountName name, List<Slug> slugs) {
        return look(store -> store.accounts().taken(name, slugs));
    }

    private static boolean isTaken(RegistrationStore store, AccountName name) {
        Taken taken = store.accounts().taken(name, List.of(new Slug("no-such-slug")));
        assertThat(taken.slugs()).isEmpty();
        return taken.name();
    }

    @Test
    default void aNameIsTakenInAnyCase() {
        commit(store -> store.accounts().add(account("Straße Σίσυφος", "strasse")));

        commit(store -> {
            assertThat(isTaken(store, new AccountName("STRASSE ΣΊΣΥΦΟΣ"))).isTrue();
            assertThat(isTaken(store, new AccountName("straße σίσυφος"))).isTrue();
            assertThat(isTaken(store, new AccountName("Strasse"))).isFalse();
            assertThat(isTaken(store, new AccountName("Stra_e Σίσυφος"))).isFalse();
        });
    }

    @Test
    default void whatATransactionAddsItSees() {
        Account account = account("Alpha");

        commit(store -> {
            store.accounts().add(account);
            assertThat(store.accounts().find(account.id())).contains(account);
            assertThat(store.accounts().taken(account.name(), List.of(account.slug())))
                    .isEqualTo(new Taken(true, Set.of(account.slug())));
        });
    }

    @Test
    default void aSecondAccountWithTheSameSlugOrNameIsRefused() {
        commit(store -> store.accounts().add(account("Alpha", "alpha")));

        Duplicates.assertDuplicate(
                UniqueRule.ACCOUNT_SLUG, () -> commit(store -> store.accounts().add(account("Beta", "alpha"))));
        Duplicates.assertDuplicate(
                UniqueRule.ACCOUNT_NAME, () -> commit(store -> store.accounts().add(account("ALPHA", "beta"))));
    }

    @Test
    default void anIdGivenTwiceIsRefused() {
        Account account = account("Alpha");
        commit(store -> store.accounts().add(account));

        Duplicates.assertDuplicate(
                UniqueRule.ID,
                () -> commit(store -> store.accounts()
                        .add(Account.found(account.id(), new AccountName("Beta"), new Slug("beta"), NOON))));
    }

    @RaceTest(value = "accounts with one slug", runners = 20)
    default void ofTwentyAccountsWithOneSlugAtOnceOneIsAdded() {
        List<Optional<UniqueRule>> outcomes =
                race(20, number -> store -> store.accounts().add(account("Team " + number, "team")));

        StoreContract.assertOneWinner(outcomes, UniqueRule.ACCOUNT_SLUG);
    }

    @RaceTest(value = "accounts with one name", runners = 20)
    default void ofTwentyAccountsWithOneNameInAnyCaseAtOnceOneIsAdded() {
        List<Optional<UniqueRule>> outcomes = race(
                20,
                number -> store -> store.accounts()
                        .add(account(number % 2 == 0 ? "Ärger" : "Ärger".toUpperCase(Locale.ROOT), "team-" + number)));

        StoreContract.assertOneWinner(outcomes, UniqueRule.ACCOUNT_NAME);
    }

    @RaceTest(value = "changes of one account", runners = 20)
    default void ofTwentyChangesOfOneAccountAtOnceNoneIsLost() {
        Account account = account("Alpha");
        commit(store -> store.accounts().add(account));

        List<Optional<UniqueRule>> outcomes = race(20, number -> store -> {
            Account loaded = store.accounts().findForUpdate(account.id()).orElseThrow();
            Instant next = loaded.updatedAt().plusSeconds(1);
            store.accounts().update(loaded.isActive() ? loaded.suspend(next) : loaded.activate(next));
        });

        assertThat(outcomes).containsOnly(Optional.empty());
        assertThat(find(store -> store.accounts().find(account.id())).map(Account::updatedAt))
                .contains(NOON.plusSeconds(20));
    }
}
