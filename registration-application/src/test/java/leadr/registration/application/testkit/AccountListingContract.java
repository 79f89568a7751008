package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.PagingContract.PAGING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import leadr.registration.application.store.AccountFilter;
import leadr.registration.application.store.AccountSort;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.SearchText;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.AccountName;
import leadr.registration.domain.account.AccountStatus;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.Slug;
import leadr.registration.domain.account.UserStatus;
import org.junit.jupiter.api.Test;

/** What every store promises of the list of {@link leadr.registration.application.store.Accounts}. */
public interface AccountListingContract extends StoreContract {
    /**
     * One of many accounts that have much in common.
     *
     * @param number decides everything but the id
     */
    private static Account anAccount(int number) {
        Instant created = NOON.plus(number % 11 / 2, ChronoUnit.MICROS);
        // Ids of both signs: databases do not compare them as Java does.
        UUID id = number % 2 == 0 ? anId() : UUID.nameUUIDFromBytes(new byte[] {(byte) number, (byte) (number >> 8)});
        return new Account(
                new AccountId(id),
                new AccountName("Team" + (10_000 + number * 7_919 % 10_007)),
                new Slug("t" + (9_999 - number)),
                number % 3 == 0 ? AccountStatus.SUSPENDED : AccountStatus.ACTIVE,
                created,
                created.plus(number % 5, ChronoUnit.MICROS));
    }

    private List<Account> addAccounts(int from, int to) {
        List<Account> accounts = IntStream.range(from, to)
                .mapToObj(AccountListingContract::anAccount)
                .toList();
        commit(store -> accounts.forEach(store.accounts()::add));
        return accounts;
    }

    private Account added(Account account) {
        commit(store -> store.accounts().add(account));
        return account;
    }

    private Walks.Lister<Account> accounts(AccountFilter filter) {
        return query -> {
            PageRequest<AccountSort> request = PAGING.read(query, AccountSort.class, "accounts");
            Page<Account> page = look(store -> store.accounts().list(filter, request));
            return PAGING.listing(request, page, "accounts");
        };
    }

    private List<Account> listed(AccountFilter filter) {
        return accounts(filter).apply(new PageQuery(100, null, null)).items();
    }

    private static AccountFilter q(String text) {
        return new AccountFilter(null, null, new SearchText(text));
    }

    private static List<Orders.Order<Account>> everyOrder() {
        return Orders.orders(AccountSort.class, AccountSort.ID, Orders::comparing);
    }

    @Test
    default void accountsArePagedBackAndForthByEveryField() {
        List<Account> all = addAccounts(0, 103);

        Walks.assertPaged(
                accounts(AccountFilter.NONE),
                everyOrder(),
                "created_at:desc",
                Orders.comparing(AccountSort.CREATED_AT, true),
                all);
    }

    @Test
    default void aPartOfTheNameOrTheSlugFindsAccountsInAnyCase() {
        Account cafe = added(account("Café Müller", "cafe-one"));
        Account other = added(account("Second", "the-cafeteria"));
        Account third = added(account("Third_100%", "x-y"));

        assertThat(listed(q("CAFE"))).containsExactlyInAnyOrder(cafe, other);
        assertThat(listed(q("é M"))).containsExactly(cafe);
        assertThat(listed(q("sEC"))).containsExactly(other);
        assertThat(listed(q("-"))).containsExactlyInAnyOrder(cafe, other, third);
        assertThat(listed(q("_"))).containsExactly(third);
        assertThat(listed(q("%"))).containsExactly(third);
        assertThat(listed(q("\\"))).isEmpty();
        assertThat(listed(AccountFilter.NONE)).containsExactlyInAnyOrder(cafe, other, third);
    }

    @Test
    default void accountsThatAreLookedForArePagedBackAndForth() {
        List<Account> all = addAccounts(0, 60);

        Walks.assertListed(
                accounts(q("7")),
                everyOrder(),
                all.stream()
                        .filter(account -> account.name().value().contains("7")
                                || account.slug().value().contains("7"))
                        .toList());
    }

    @Test
    default void anAccountIsFoundByItsIdAndByTheAddressOfWhoHasJoinedIt() {
        Account alpha = added(account("Alpha"));
        Account beta = added(account("Beta"));
        commit(store -> {
            store.users().add(Fixtures.user(alpha, "Ann@Bücher.example", Role.MEMBER));
            store.users().add(Fixtures.user(alpha, "suspended@example.org", UserStatus.SUSPENDED));
            store.users().add(Fixtures.user(beta, "ann@bücher.example", UserStatus.INVITED));
            store.users().add(Fixtures.user(beta, "gone@example.org", UserStatus.DELETED));
        });

        assertThat(listed(new AccountFilter(beta.id(), null, null))).containsExactly(beta);
        assertThat(listed(new AccountFilter(new AccountId(anId()), null, null))).isEmpty();
        assertThat(listed(email("ANN@xn--bcher-kva.example"))).containsExactly(alpha);
        assertThat(listed(email("suspended@example.org"))).containsExactly(alpha);
        assertThat(listed(email("gone@example.org"))).isEmpty();
        assertThat(listed(email("nobody@example.org"))).isEmpty();
        assertThat(listed(new AccountFilter(beta.id(), Fixtures.email("suspended@example.org"), null)))
                .isEmpty();
        assertThat(listed(
                        new AccountFilter(alpha.id(), Fixtures.email("suspended@example.org"), new SearchText("lph"))))
                .containsExactly(alpha);
    }

    private static AccountFilter email(String email) {
        return new AccountFilter(null, Fixtures.email(email), null);
    }

    @Test
    default void whereNoAccountIsListedThereIsOneEmptyPage() {
        assertThat(listed(AccountFilter.NONE)).isEmpty();
    }

    @RaceTest(value = "walks through the accounts while others are founded", runners = 16)
    default void ofTheAccountsThatAreFoundedWhileManyWalkThroughThemNoneIsLost() {
        List<Account> initial = addAccounts(0, 60);

        Walks.raceWithThoseWhoAdd(
                accounts(AccountFilter.NONE), everyOrder().get(2), initial, number -> addAccounts(number, number + 1));
    }
}
