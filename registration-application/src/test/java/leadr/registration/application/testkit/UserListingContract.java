package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.PagingContract.PAGING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.SearchText;
import leadr.registration.application.store.UserFilter;
import leadr.registration.application.store.UserSort;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.account.UserStatus;
import org.junit.jupiter.api.Test;

/** What every store promises of the list of {@link leadr.registration.application.store.Users}. */
public interface UserListingContract extends StoreContract {
    List<UserStatus> STATUSES = List.of(UserStatus.values());

    /**
     * One of many users that have much in common.
     *
     * @param number decides everything but the id
     */
    private static User aUser(Account account, int number) {
        Instant created = NOON.plus(number % 11 / 2, ChronoUnit.MICROS);
        // Ids of both signs: databases do not compare them as Java does.
        UUID id = number % 2 == 0 ? anId() : UUID.nameUUIDFromBytes(new byte[] {(byte) number, (byte) (number >> 8)});
        return new User(
                new UserId(id),
                account.id(),
                email("Ann" + number + "@Bücher.example"),
                new DisplayName("Name" + number % 13),
                Role.MEMBER,
                STATUSES.get(number % STATUSES.size()),
                false,
                created,
                created.plus(number % 5, ChronoUnit.MICROS));
    }

    private List<User> addUsers(Account account, int from, int to) {
        List<User> users =
                IntStream.range(from, to).mapToObj(each -> aUser(account, each)).toList();
        commit(store -> users.forEach(store.users()::add));
        return users.stream().filter(user -> !user.isDeleted()).toList();
    }

    private Account addAccount(String name) {
        Account account = account(name);
        commit(store -> store.accounts().add(account));
        return account;
    }

    private User addUser(Account account, String email, String name, UserStatus status) {
        User user = new User(
                new UserId(anId()),
                account.id(),
                email(email),
                new DisplayName(name),
                Role.MEMBER,
                status,
                false,
                NOON,
                NOON);
        commit(store -> store.users().add(user));
        return user;
    }

    private Walks.Lister<User> users(UserFilter filter) {
        return query -> {
            PageRequest<UserSort> request = PAGING.read(query, UserSort.class, "users");
            Page<User> page = look(store -> store.users().list(filter, request));
            return PAGING.listing(request, page, "users");
        };
    }

    private List<User> listed(UserFilter filter) {
        return users(filter).apply(new PageQuery(100, null, null)).items();
    }

    private static UserFilter q(String text) {
        return new UserFilter(null, null, new SearchText(text));
    }

    @Test
    default void whoMustNotLearnAddressesSearchesInNamesAlone() {
        Account alpha = addAccount("Alpha");
        User ann = addUser(alpha, "bob@example.org", "Ann", UserStatus.ACTIVE);
        User bob = addUser(alpha, "ann@example.org", "Bob", UserStatus.ACTIVE);

        assertThat(listed(q("ann"))).containsExactlyInAnyOrder(ann, bob);
        assertThat(listed(new UserFilter(null, null, new SearchText("ann"), true, false)))
                .containsExactly(ann);
    }

    @Test
    default void theInvitedAreLeftOutForWhoMustNotSeeThem() {
        Account alpha = addAccount("Alpha");
        User active = addUser(alpha, "ann@example.org", "Ann", UserStatus.ACTIVE);
        User suspended = addUser(alpha, "bob@example.org", "Bob", UserStatus.SUSPENDED);
        User invited = addUser(alpha, "cy@example.org", "Cy", UserStatus.INVITED);

        assertThat(listed(UserFilter.NONE)).containsExactlyInAnyOrder(active, suspended, invited);
        assertThat(listed(new UserFilter(null, null, null, false, true))).containsExactlyInAnyOrder(active, suspended);
    }

    private static List<Orders.Order<User>> everyOrder() {
        return Orders.orders(UserSort.class, UserSort.ID, Orders::comparing);
    }

    @Test
    default void usersArePagedBackAndForthByEveryFieldAndDeletedOnesAreNot() {
        List<User> all = addUsers(addAccount("Alpha"), 0, 103);
        assertThat(all).hasSize(78);

        Walks.assertPaged(
                users(UserFilter.NONE),
                everyOrder(),
                "created_at:desc",
                Orders.comparing(UserSort.CREATED_AT, true),
                all);
    }

    @Test
    default void aUserIsListedAsItIsStored() {
        User user = addUser(addAccount("Alpha"), "Ann@Bücher.Example", "Ünïcode", UserStatus.SUSPENDED);

        List<User> listed = listed(UserFilter.NONE);

        assertThat(listed).containsExactly(user);
        // Equal addresses may be written in different ways.
        assertThat(listed.get(0).email().value()).isEqualTo("Ann@Bücher.Example");
    }

    @Test
    default void usersOfAnAccountAreListedWithoutThoseOfAnother() {
        Account beta = addAccount("Beta");
        List<User> ofAlpha = addUsers(addAccount("Alpha"), 0, 40);
        List<User> ofBeta = addUsers(beta, 40, 60);

        Walks.assertListed(users(new UserFilter(beta.id(), null, null)), everyOrder(), ofBeta);
        Walks.assertListed(
                users(UserFilter.NONE),
                everyOrder(),
                Stream.concat(ofAlpha.stream(), ofBeta.stream()).toList());
        assertThat(listed(new UserFilter(account("Gamma").id(), null, null))).isEmpty();
    }

    @Test
    default void everybodyOfAnAddressIsFoundHoweverItIsWritten() {
        Account alpha = addAccount("Alpha");
        Account beta = addAccount("Beta");
        User active = addUser(alpha, "Ann@Bücher.example", "A", UserStatus.ACTIVE);
        User invited = addUser(beta, "ANN@bücher.EXAMPLE", "B", UserStatus.INVITED);
        User deleted = addUser(beta, "ann@bücher.example", "C", UserStatus.DELETED);
        User other = addUser(beta, "annn@bücher.example", "D", UserStatus.SUSPENDED);
        assertThat(deleted.isDeleted()).isTrue();

        assertThat(listed(new UserFilter(null, email("ann@xn--bcher-kva.example"), null)))
                .containsExactlyInAnyOrder(active, invited);
        assertThat(listed(new UserFilter(beta.id(), email("aNN@bücher.example"), null)))
                .containsExactly(invited);
        assertThat(listed(new UserFilter(null, other.email(), null))).containsExactly(other);
        assertThat(listed(new UserFilter(null, email("nn@bücher.example"), null)))
                .isEmpty();
    }

    @Test
    default void whoHasAcceptedIsFoundByTheAddressAndTheDeletedAreNot() {
        Account alpha = addAccount("Alpha");
        User invited = addUser(alpha, "Ann@example.org", "A", UserStatus.INVITED);
        User active = invited.acceptInvitation(invited.displayName(), NOON.plusSeconds(1));
        UserFilter ann = new UserFilter(null, email("ann@example.org"), null);
        commit(store -> {
            assertThat(store.users().findForUpdate(invited.id())).contains(invited);
            store.users().update(active);
        });
        assertThat(listed(ann)).containsExactly(active);

        commit(store -> {
            assertThat(store.users().findForUpdate(invited.id())).contains(active);
            store.users().update(active.delete(NOON.plusSeconds(2)));
        });
        assertThat(listed(ann)).isEmpty();
        assertThat(listed(UserFilter.NONE)).isEmpty();
    }

    @Test
    default void aPartOfTheNameOrTheAddressFindsUsersInAnyCase() {
        Account alpha = addAccount("Alpha");
        User ann = addUser(alpha, "first@example.org", "Ann Müller", UserStatus.ACTIVE);
        User bob = addUser(alpha, "Joanna.X@other.example", "Bob", UserStatus.INVITED);
        User deleted = addUser(alpha, "anna@gone.example", "Anna", UserStatus.DELETED);
        assertThat(deleted.isDeleted()).isTrue();

        assertThat(listed(q("aNN"))).containsExactlyInAnyOrder(ann, bob);
        assertThat(listed(q(" n mü "))).containsExactly(ann);
        assertThat(listed(q("Müller"))).containsExactly(ann);
        assertThat(listed(q("@OTHER"))).containsExactly(bob);
        assertThat(listed(q("xyz"))).isEmpty();
    }

    @Test
    default void whatIsLookedForInUsersStandsForItself() {
        Account alpha = addAccount("Alpha");
        User percent = addUser(alpha, "a@example.org", "100% Ann", UserStatus.ACTIVE);
        User underscore = addUser(alpha, "b@example.org", "An_n", UserStatus.ACTIVE);
        User backslash = addUser(alpha, "c@example.org", "A\\nn '", UserStatus.ACTIVE);

        assertThat(listed(q("%"))).containsExactly(percent);
        assertThat(listed(q("_"))).containsExactly(underscore);
        assertThat(listed(q("\\"))).containsExactly(backslash);
        assertThat(listed(q("'"))).containsExactly(backslash);
        assertThat(listed(q("a%n"))).isEmpty();
    }

    @Test
    default void theNewestUsersComeFirstWhenNobodySaysHow() {
        List<User> all = addUsers(addAccount("Alpha"), 0, 30);

        assertThat(users(UserFilter.NONE).apply(new PageQuery(7, null, null)).items())
                .isEqualTo(all.stream()
                        .sorted(Orders.comparing(UserSort.CREATED_AT, true)
                                .thenComparing(Orders.comparing(UserSort.ID, false)))
                        .limit(7)
                        .toList());
    }

    @Test
    default void whereNoUserIsListedThereIsOneEmptyPage() {
        Listing<User> page = users(UserFilter.NONE).apply(new PageQuery(7, null, null));

        assertThat(page.items()).isEmpty();
        assertThat(page.nextCursor()).isEmpty();
        assertThat(page.prevCursor()).isEmpty();
    }

    @RaceTest(value = "walks through the users while others join", runners = 16)
    default void ofTheUsersWhoJoinWhileManyWalkThroughThemNobodyIsLost() {
        Account alpha = addAccount("Alpha");
        List<User> initial = addUsers(alpha, 0, 60);

        Walks.raceWithThoseWhoAdd(
                users(UserFilter.NONE), everyOrder().get(2), initial, number -> addUsers(alpha, number, number + 1));
    }
}
