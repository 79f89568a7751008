package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.owner;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.email.EmailAddress;
import org.junit.jupiter.api.Test;

/** What every store promises of {@link leadr.registration.application.store.Users}. */
public interface UsersContract extends StoreContract {
    private void addAll(Account account, User... users) {
        commit(store -> {
            store.accounts().add(account);
            for (User user : users) {
                store.users().add(user);
            }
        });
    }

    private static User activated(User user, Instant now) {
        return new User(
                user.id(),
                user.accountId(),
                user.email(),
                user.displayName(),
                user.role(),
                UserStatus.ACTIVE,
                user.superAdmin(),
                user.createdAt(),
                now);
    }

    @Test
    default void aUserComesBackAsItWasAdded() {
        Account account = account("Alpha");
        User plain = user(account, "Ann.Müller@Example.org", UserStatus.INVITED);
        User special = new User(
                new UserId(anId()),
                account.id(),
                email("bob@bücher.example"),
                new DisplayName("\uD83C\uDFAE".repeat(100)),
                Role.ADMIN,
                UserStatus.SUSPENDED,
                true,
                NOON,
                NOON.plus(Duration.ofDays(400)));
        addAll(account, plain, special);

        commit(store -> {
            User foundPlain = store.users().find(plain.id()).orElseThrow();
            User foundSpecial = store.users().findForUpdate(special.id()).orElseThrow();
            assertThat(foundPlain).isEqualTo(plain);
            assertThat(foundSpecial).isEqualTo(special);
            // Addresses are equal in any case; mail goes to the written form.
            assertThat(foundPlain.email().value()).isEqualTo("Ann.Müller@Example.org");
            assertThat(foundSpecial.email().value()).isEqualTo("bob@bücher.example");
        });
    }

    @Test
    default void theLongestAddressFits() {
        Account account = account("Alpha");
        String longest = "a".repeat(64) + "@" + "b".repeat(61) + "." + "c".repeat(61) + "." + "d".repeat(61) + ".com";
        assertThat(longest.length()).isBetween(254, 255);
        String fitting = longest.substring(longest.length() - 254);
        User user = owner(account, fitting);
        addAll(account, user);

        assertThat(find(store -> store.users().findOccupant(email(fitting)))).contains(user);
    }

    @Test
    default void aUserThatWasNeverAddedIsNotFound() {
        UserId nobody = new UserId(anId());

        commit(store -> {
            assertThat(store.users().find(nobody)).isEmpty();
            assertThat(store.users().findForUpdate(nobody)).isEmpty();
            assertThat(store.users().findOccupant(email("nobody@example.org"))).isEmpty();
        });
    }

    @Test
    default void theNextStateOfAUserIsStored() {
        Account account = account("Alpha");
        User user = owner(account, "ann@example.org");
        addAll(account, user);
        User suspended = user.suspend(NOON.plusSeconds(7));

        commit(store -> {
            assertThat(store.users().findForUpdate(user.id())).contains(user);
            store.users().update(suspended);
        });

        assertThat(find(store -> store.users().find(user.id()))).contains(suspended);
    }

    @Test
    default void aUserIsNotUpdatedUnlessItWasLoadedInTheSameTransaction() {
        Account account = account("Alpha");
        User user = owner(account, "ann@example.org");
        addAll(account, user);

        assertThatThrownBy(() -> commit(store -> store.users().update(user.suspend(NOON))))
                .isInstanceOf(IllegalStateException.class);

        assertThat(find(store -> store.users().find(user.id()))).contains(user);
    }

    @Test
    default void theOccupantOfAnAddressIsFoundHoweverItIsWritten() {
        Account account = account("Alpha");
        User active = owner(account, "Ann@Bücher.example");
        User suspended = user(account, "bob@example.org", UserStatus.SUSPENDED);
        addAll(account, active, suspended);

        commit(store -> {
            assertThat(store.users().findOccupant(email("ANN@xn--bcher-kva.EXAMPLE")))
                    .contains(active);
            assertThat(store.users().findOccupant(email("Bob@Example.Org"))).contains(suspended);
            assertThat(store.users().findOccupant(email("b_b@example.org"))).isEmpty();
        });
    }

    @Test
    default void anInvitedUserDoesNotOccupyTheAddress() {
        Account alpha = account("Alpha");
        Account beta = account("Beta");
        addAll(alpha, user(alpha, "ann@example.org", UserStatus.INVITED));
        addAll(beta, user(beta, "ann@example.org", UserStatus.INVITED));

        assertThat(find(store -> store.users().findOccupant(email("ann@example.org"))))
                .isEmpty();

        Account gamma = account("Gamma");
        User active = owner(gamma, "ann@example.org");
        addAll(gamma, active);
        assertThat(find(store -> store.users().findOccupant(email("ann@example.org"))))
                .contains(active);
    }

    @Test
    default void aDeletedUserIsFoundByIdAndLeavesTheAddressToOthers() {
        Account alpha = account("Alpha");
        User ann = owner(alpha, "ann@example.org").asSuperAdmin(NOON);
        User invited = user(alpha, "bob@example.org", UserStatus.INVITED);
        User added = user(alpha, "ann@example.org", UserStatus.DELETED);
        addAll(alpha, ann, invited, added);
        User gone = ann.delete(NOON.plusSeconds(1));
        User revoked = invited.delete(NOON.plusSeconds(1));
        commit(store -> {
            assertThat(store.users().findForUpdate(ann.id())).contains(ann);
            assertThat(store.users().find(invited.id())).contains(invited);
            store.users().update(gone);
            store.users().update(revoked);
        });

        User next = owner(alpha, "Ann@example.org");
        commit(store -> {
            assertThat(store.users().findOccupant(ann.email())).isEmpty();
            assertThat(store.users().anySuperAdmin()).isFalse();
            assertThat(store.users().find(gone.id())).contains(gone);
            assertThat(store.users().findForUpdate(revoked.id())).contains(revoked);
            assertThat(store.users().find(added.id())).contains(added);
            store.users().add(next);
        });

        assertThat(find(store -> store.users().findOccupant(ann.email()))).contains(next);
    }

    @Test
    default void anAddressIsOccupiedBySuspendedUsersToo() {
        Account alpha = account("Alpha");
        addAll(alpha, user(alpha, "ann@example.org", UserStatus.SUSPENDED));
        User second = user(alpha, "ANN@example.org", UserStatus.ACTIVE);

        Duplicates.assertDuplicate(
                UniqueRule.USER_EMAIL, () -> commit(store -> store.users().add(second)));

        assertThat(find(store -> store.users().find(second.id()))).isEmpty();
    }

    @Test
    default void whoBecomesActiveCannotTakeAnAddressThatIsOccupied() {
        Account alpha = account("Alpha");
        User invited = user(alpha, "ann@example.org", UserStatus.INVITED);
        addAll(alpha, invited, owner(alpha, "Ann@example.org"));

        Duplicates.assertDuplicate(
                UniqueRule.USER_EMAIL,
                () -> commit(store -> {
                    assertThat(store.users().findForUpdate(invited.id())).contains(invited);
                    store.users().update(activated(invited, NOON));
                }));

        assertThat(find(store -> store.users().find(invited.id()))).contains(invited);
    }

    @Test
    default void theActiveOwnersOfAnAccountAreFoundOldestFirst() {
        Account account = account("Alpha");
        Account other = account("Beta");
        User younger = ownerSince(NOON.plusSeconds(1), account, "ann@example.org");
        User older = ownerSince(NOON, account, "bob@example.org");
        addAll(
                account,
                younger,
                older,
                owner(account, "cid@example.org").suspend(NOON),
                user(account, "dan@example.org", Role.ADMIN));
        addAll(other, owner(other, "eve@example.org"));

        assertThat(list(store -> store.users().findActiveOwners(account.id()))).containsExactly(older, younger);
        assertThat(list(store -> store.users().findActiveOwners(new AccountId(anId()))))
                .isEmpty();
    }

    private static User ownerSince(Instant createdAt, Account account, String email) {
        EmailAddress address = email(email);
        return User.foundingOwner(
                new UserId(anId()), account.id(), address, DisplayName.orFrom(null, address), createdAt);
    }

    @Test
    default void thereIsASuperadminOnceOneIsAdded() {
        Account account = account("Alpha");
        addAll(account, owner(account, "ann@example.org"));
        assertThat(ask(store -> store.users().anySuperAdmin())).isFalse();

        commit(store -> {
            store.users().add(owner(account, "root@example.org").asSuperAdmin(NOON));
            assertThat(store.users().anySuperAdmin()).isTrue();
        });

        assertThat(ask(store -> store.users().anySuperAdmin())).isTrue();
    }

    @RaceTest(value = "users with one address", runners = 20)
    default void ofTwentyUsersWithOneAddressAtOnceOneIsAdded() {
        List<Account> accounts = IntStream.range(0, 20)
                .mapToObj(number -> account("Team " + number))
                .toList();
        commit(store -> accounts.forEach(store.accounts()::add));

        List<Optional<UniqueRule>> outcomes = race(
                20,
                number -> store -> store.users()
                        .add(owner(accounts.get(number), number % 2 == 0 ? "ann@example.org" : "Ann@Example.Org")));

        StoreContract.assertOneWinner(outcomes, UniqueRule.USER_EMAIL);
    }

    @RaceTest(value = "invited users with one address accept", runners = 20)
    default void ofTwentyInvitedUsersWithOneAddressWhoAcceptAtOnceOneBecomesActive() {
        Account account = account("Alpha");
        List<User> invited = IntStream.range(0, 20)
                .mapToObj(number -> user(account, "ann@example.org", UserStatus.INVITED))
                .toList();
        addAll(account, invited.toArray(User[]::new));

        List<Optional<UniqueRule>> outcomes = race(20, number -> store -> {
            User user = store.users().findForUpdate(invited.get(number).id()).orElseThrow();
            store.users().update(activated(user, NOON));
        });

        StoreContract.assertOneWinner(outcomes, UniqueRule.USER_EMAIL);
    }

    @RaceTest(value = "changes of one user", runners = 20)
    default void ofTwentyChangesOfOneUserAtOnceNoneIsLost() {
        Account account = account("Alpha");
        User user = owner(account, "ann@example.org");
        addAll(account, user);

        List<Optional<UniqueRule>> outcomes = race(20, number -> store -> {
            User loaded = store.users().findForUpdate(user.id()).orElseThrow();
            Instant next = loaded.updatedAt().plusSeconds(1);
            store.users().update(loaded.status() == UserStatus.ACTIVE ? loaded.suspend(next) : activated(loaded, next));
        });

        assertThat(outcomes).containsOnly(Optional.empty());
        assertThat(find(store -> store.users().find(user.id())).map(User::updatedAt))
                .contains(NOON.plusSeconds(20));
    }

    @Test
    default void activeOwnersOfAnAccountAreCountedAndNobodyElse() {
        Account alpha = account("Alpha");
        User suspended = owner(alpha, "suspended@example.org").suspend(NOON);
        User deleted = owner(alpha, "deleted@example.org").delete(NOON);
        addAll(
                alpha,
                owner(alpha, "one@example.org"),
                owner(alpha, "two@example.org").asSuperAdmin(NOON),
                suspended,
                deleted,
                User.invited(
                        new UserId(anId()), alpha.id(), email("i@example.org"), new DisplayName("I"), Role.OWNER, NOON),
                user(alpha, "admin@example.org", Role.ADMIN));
        Account beta = account("Beta");
        addAll(beta, owner(beta, "three@example.org"));

        assertThat(list(store -> List.of(
                        store.users().countActiveOwners(alpha.id()),
                        store.users().countActiveOwners(beta.id()),
                        store.users().countActiveOwners(account("Gamma").id()))))
                .containsExactly(2, 1, 0);
    }

    @Test
    default void superadminsWhoCanActAreFoundWhateverTheirActiveAccount() {
        assertThat(list(store -> store.users().findActingSuperAdmins())).isEmpty();
        Account alpha = account("Alpha");
        User one = owner(alpha, "one@example.org").asSuperAdmin(NOON);
        addAll(
                alpha,
                one,
                owner(alpha, "plain@example.org"),
                owner(alpha, "away@example.org").asSuperAdmin(NOON).suspend(NOON));
        Account beta = account("Beta");
        User two = user(beta, "two@example.org", Role.MEMBER).asSuperAdmin(NOON);
        addAll(beta, two);
        Account closed = account("Closed").suspend(NOON);
        addAll(closed, owner(closed, "three@example.org").asSuperAdmin(NOON));

        assertThat(list(store -> store.users().findActingSuperAdmins())).containsExactly(one, two);
    }
}
