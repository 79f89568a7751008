package leadr.registration.application.account;

import static leadr.registration.application.account.People.ORIGIN;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.email;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Stream;
import leadr.registration.application.access.AuthorizeSuperadmin;
import leadr.registration.application.access.Caller;
import leadr.registration.application.account.FindUsers.Found;
import leadr.registration.application.account.FindUsers.Reason;
import leadr.registration.application.account.FindUsers.Refused;
import leadr.registration.application.account.FindUsers.Result;
import leadr.registration.application.store.AccountFilter;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.SearchText;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who sees which accounts and users, and what of them. */
class FindPeopleTest {
    private static final PageQuery ALL = new PageQuery(100, "display_name:asc", null);

    private final People people = new People();

    private Result list(
            Caller caller, @Nullable AccountId account, @Nullable String email, @Nullable String q, PageQuery query) {
        return people.useCases()
                .listUsers()
                .execute(new FindUsers.Command(
                        caller,
                        account,
                        email == null ? null : email(email),
                        q == null ? null : new SearchText(q),
                        query,
                        ORIGIN));
    }

    private List<User> listed(Caller caller, @Nullable AccountId account, @Nullable String email, @Nullable String q) {
        return ((Found) list(caller, account, email, q, ALL))
                .users().items().stream().map(ShownUser::user).toList();
    }

    private static List<User> users(Caller... callers) {
        return Stream.of(callers).map(Caller::user).toList();
    }

    private ShownUser find(Caller caller, UserId id) {
        return people.useCases()
                .findUser()
                .execute(new FindUser.Command(caller, id))
                .orElseThrow();
    }

    private boolean finds(Caller caller, UserId id) {
        return people.useCases()
                .findUser()
                .execute(new FindUser.Command(caller, id))
                .isPresent();
    }

    @Test
    void everybodySeesTheUsersOfTheOwnAccountAndNoDeletedOne() {
        Caller gone = people.add("gone@example.org", Role.MEMBER);
        people.change(gone, user -> user.delete(NOON));

        for (Caller caller : List.of(people.owner, people.admin, people.member)) {
            assertThat(listed(caller, null, null, null))
                    .containsExactlyElementsOf(users(people.admin, people.member, people.owner));
            assertThat(listed(caller, people.account.id(), null, null)).hasSize(3);
            assertThat(finds(caller, people.owner.user().id())).isTrue();
            assertThat(finds(caller, gone.user().id())).isFalse();
            assertThat(finds(caller, people.foreign.user().id())).isFalse();
            assertThat(finds(caller, new UserId(anId()))).isFalse();
        }
    }

    @Test
    void whoIsInvitedIsSeenByThoseAloneWhoSeeInvitations() {
        User invited = people.invited("ina@example.org");

        for (Caller caller : List.of(people.owner, people.admin, people.root)) {
            assertThat(listed(caller, people.account.id(), null, null))
                    .hasSize(4)
                    .contains(invited);
            assertThat(finds(caller, invited.id())).isTrue();
        }
        assertThat(listed(people.member, null, null, null))
                .containsExactlyElementsOf(users(people.admin, people.member, people.owner));
        assertThat(listed(people.member, null, null, invited.displayName().value()))
                .isEmpty();
        assertThat(finds(people.member, invited.id())).isFalse();
    }

    @Test
    void aMemberSeesNoAddressButTheOwn() {
        Found found = (Found) list(people.member, null, null, null, ALL);
        assertThat(found.users().items()).extracting(ShownUser::withEmail).containsExactly(false, true, false);
        assertThat(find(people.member, people.owner.user().id()).withEmail()).isFalse();
        assertThat(find(people.member, people.member.user().id()).withEmail()).isTrue();
        assertThat(find(people.admin, people.owner.user().id()).withEmail()).isTrue();
        assertThat(find(people.root, people.owner.user().id()).withEmail()).isTrue();
    }

    @Test
    void aMemberDoesNotFindOutAboutAddressesBySearching() {
        assertThat(listed(people.member, null, null, "example")).isEmpty();
        assertThat(listed(people.member, null, null, "OLG")).containsExactly(people.owner.user());
        assertThat(listed(people.admin, null, null, "olga@example")).containsExactly(people.owner.user());
        assertThat(listed(people.root, null, null, "olga@example")).containsExactly(people.owner.user());
    }

    @Test
    void aSuperadminSeesEverybodyAndFiltersByAccountAddressAndText() {
        assertThat(listed(people.root, null, null, null)).hasSize(5).contains(people.foreign.user());
        assertThat(listed(people.root, people.account.id(), null, null)).hasSize(3);
        assertThat(listed(people.root, null, "OLGA@example.org", null)).containsExactly(people.owner.user());
        assertThat(listed(people.root, people.foreign.account().id(), "olga@example.org", null))
                .isEmpty();
        assertThat(listed(people.root, new AccountId(anId()), null, null)).isEmpty();
        assertThat(finds(people.root, people.owner.user().id())).isTrue();
        assertThat(finds(people.root, new UserId(anId()))).isFalse();
    }

    @Test
    void onlyASuperadminLooksForAnAddressAndWhoElseTriesIsWrittenDown() {
        for (Caller caller : List.of(people.owner, people.member)) {
            // Whichever account is named: the role is said first.
            for (AccountId account :
                    List.of(people.account.id(), people.foreign.account().id())) {
                assertThat(list(caller, account, "olga@example.org", null, ALL))
                        .isEqualTo(new Refused(Reason.FORBIDDEN));
                people.assertNoted(
                        AuditAction.READ_USERS, caller, "users", Outcome.REFUSED, "FORBIDDEN", people.account.id());
            }
        }
    }

    @Test
    void aForeignAccountIsNotThere() {
        for (AccountId id : List.of(people.foreign.account().id(), new AccountId(anId()))) {
            assertThat(list(people.owner, id, null, null, ALL)).isEqualTo(new Refused(Reason.ACCOUNT_NOT_FOUND));
            assertThat(people.useCases().find().execute(new FindAccount.Command(people.owner, id)))
                    .isEmpty();
        }
        assertThat(people.bench.store.auditEvents()).isEmpty();
    }

    @Test
    void theOwnAccountIsSeenByEverybodyAndEveryAccountByASuperadmin() {
        AccountId id = people.account.id();
        for (Caller caller : List.of(people.owner, people.admin, people.member, people.root)) {
            assertThat(people.useCases().find().execute(new FindAccount.Command(caller, id)))
                    .contains(people.account);
        }
        assertThat(people.useCases().find().execute(new FindAccount.Command(people.foreign, id)))
                .isEmpty();
        assertThat(people.useCases().find().execute(new FindAccount.Command(people.root, new AccountId(anId()))))
                .isEmpty();
    }

    @Test
    void usersArePagedWithinTheirFilters() {
        PageQuery first = new PageQuery(2, "display_name:asc", null);
        Listing<ShownUser> page = ((Found) list(people.owner, null, null, null, first)).users();
        assertThat(page.items())
                .extracting(ShownUser::user)
                .containsExactlyElementsOf(users(people.admin, people.member));
        PageQuery second =
                new PageQuery(2, "display_name:asc", page.nextCursor().orElseThrow());

        Listing<ShownUser> rest = ((Found) list(people.owner, null, null, null, second)).users();
        assertThat(rest.items()).extracting(ShownUser::user).containsExactlyElementsOf(users(people.owner));
        assertThat(rest.nextCursor()).isEmpty();
        assertThat(rest.prevCursor()).isPresent();
        assertThat(list(people.root, people.account.id(), null, null, second)).isInstanceOf(Found.class);
        // Of another account, another filter, or by somebody who sees less, it is another list.
        assertOtherList(people.foreign, null, null, null, second);
        assertOtherList(people.owner, null, null, "a", second);
        assertOtherList(people.member, null, null, null, second);
        assertOtherList(people.root, null, null, null, second);
        assertOtherList(people.root, people.account.id(), "olga@example.org", null, second);
    }

    private void assertOtherList(
            Caller caller, @Nullable AccountId account, @Nullable String email, @Nullable String q, PageQuery query) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(
                        () -> assertThat(list(caller, account, email, q, query)).isNull())
                .returns("cursor", InvalidValue::field);
    }

    @Test
    void aSuperadminListsAccountsByPartsOfTheirNames() {
        assertThat(accounts(AccountFilter.NONE, new PageQuery(2, "name:asc", null))
                        .items())
                .hasSize(2)
                .first()
                .isEqualTo(people.account);
        AccountFilter filter = new AccountFilter(null, null, new SearchText("alph"));
        assertThat(accounts(filter, new PageQuery(100, null, null)).items()).containsExactly(people.account);

        String next = accounts(AccountFilter.NONE, new PageQuery(2, "name:asc", null))
                .nextCursor()
                .orElseThrow();
        assertThat(accounts(AccountFilter.NONE, new PageQuery(2, "name:asc", next))
                        .items())
                .hasSize(1);
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> assertThat(accounts(filter, new PageQuery(2, "name:asc", next)))
                        .isNull());
    }

    @Test
    void aCursorThroughAccountsLeadsOnWithItsFiltersOnly() {
        String next = accounts(AccountFilter.NONE, new PageQuery(1, "name:asc", null))
                .nextCursor()
                .orElseThrow();

        for (AccountFilter other : List.of(
                new AccountFilter(people.account.id(), null, null),
                new AccountFilter(null, email("olga@example.org"), null))) {
            assertThatExceptionOfType(InvalidValue.class)
                    .isThrownBy(() -> assertThat(accounts(other, new PageQuery(1, "name:asc", next)))
                            .isNull())
                    .returns("cursor", InvalidValue::field);
        }
    }

    private Listing<Account> accounts(AccountFilter filter, PageQuery query) {
        return people.useCases()
                .list()
                .execute(new FindAccounts.Command(
                        people.bench
                                .authorizeSuperadmin()
                                .execute(new AuthorizeSuperadmin.Command(
                                        people.root, AuditAction.READ_ACCOUNTS, "accounts", ORIGIN))
                                .orElseThrow(),
                        filter,
                        query));
    }
}
