package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Orders.by;
import static leadr.registration.application.testkit.Orders.orders;
import static leadr.registration.application.testkit.PagingContract.PAGING;
import static leadr.registration.application.testkit.Team.END;
import static leadr.registration.application.testkit.Walks.assertPages;
import static leadr.registration.application.testkit.Walks.flat;
import static leadr.registration.application.testkit.Walks.forth;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leadr.registration.application.store.InvitationFilter;
import leadr.registration.application.store.InvitationSort;
import leadr.registration.application.store.InvitedUser;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.ShownInvitationStatus;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.InvitationStatus;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.account.UserStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store promises of the list of {@link leadr.registration.application.store.Invitations}. */
public interface InvitationListingContract extends StoreContract {
    List<InvitationStatus> STATUSES = List.of(InvitationStatus.values());

    /**
     * One of many invitations that have much in common.
     *
     * @param number decides everything but the id
     */
    private static InvitedUser one(Team team, int number) {
        InvitationStatus status = STATUSES.get(number % STATUSES.size());
        Instant created = NOON.plus(number % 11 / 2, ChronoUnit.MICROS);
        // Ids of both signs: databases do not compare them as Java does.
        UUID id = number % 2 == 0 ? anId() : UUID.nameUUIDFromBytes(new byte[] {(byte) number, (byte) (number >> 8)});
        User user = new User(
                new UserId(id),
                team.account().id(),
                email("Ann" + number + "@Bücher.example"),
                new DisplayName("Änn " + number),
                number % 5 == 0 ? Role.ADMIN : Role.MEMBER,
                switch (status) {
                    case PENDING -> UserStatus.INVITED;
                    case ACCEPTED -> UserStatus.ACTIVE;
                    case REVOKED -> UserStatus.DELETED;
                },
                false,
                created,
                created);
        Invitation invitation = new Invitation(
                user.id(),
                team.account().id(),
                user.email(),
                team.owner().id(),
                status,
                created.plus(number % 5 / 2, ChronoUnit.MICROS),
                END.plus(number % 13 / 2, ChronoUnit.MICROS),
                status == InvitationStatus.ACCEPTED ? NOON.plus(60 - number % 7, ChronoUnit.MICROS) : null,
                created);
        return new InvitedUser(invitation, user);
    }

    private List<InvitedUser> addInvitations(Team team, int from, int to) {
        List<InvitedUser> invited = addUsers(team, from, to);
        commit(store -> invited.forEach(each -> store.invitations().add(each.invitation())));
        return invited;
    }

    /** Makes invitations of which only the users are stored. */
    private List<InvitedUser> addUsers(Team team, int from, int to) {
        List<InvitedUser> invited =
                IntStream.range(from, to).mapToObj(number -> one(team, number)).toList();
        commit(store -> invited.forEach(each -> store.users().add(each.user())));
        return invited;
    }

    private static InvitationFilter all(Team team) {
        return new InvitationFilter(team.account().id(), null, NOON);
    }

    private Walks.Lister<InvitedUser> invitations(InvitationFilter filter) {
        return query -> {
            PageRequest<InvitationSort> request = PAGING.read(query, InvitationSort.class, "invitations");
            Page<InvitedUser> page = look(store -> store.invitations().list(filter, request));
            return PAGING.listing(request, page, "invitations");
        };
    }

    private static Comparator<InvitedUser> comparing(InvitationSort field, boolean descending) {
        return switch (field) {
            case ID -> by(each -> each.user().id().text(), descending);
            case SENT_AT -> byInvitation(Invitation::sentAt, descending);
            case EXPIRES_AT -> byInvitation(Invitation::expiresAt, descending);
            case ACCEPTED_AT ->
                Orders.<InvitedUser>nullsLast(each -> each.invitation().acceptedAt() == null)
                        .thenComparing(byInvitation(
                                each -> each.acceptedAt() == null ? Instant.EPOCH : each.acceptedAt(), descending));
            case CREATED_AT -> byInvitation(Invitation::createdAt, descending);
        };
    }

    private static Comparator<InvitedUser> byInvitation(Function<Invitation, Instant> moment, boolean descending) {
        return by(each -> moment.apply(each.invitation()), descending);
    }

    private static List<Orders.Order<InvitedUser>> everyOrder() {
        return orders(InvitationSort.class, InvitationSort.ID, InvitationListingContract::comparing);
    }

    @Test
    default void anInvitationIsListedWithItsUserAsHeIsNow() {
        Team team = Team.added(this, "Alpha");
        InvitedUser before = addInvitations(team, 0, 1).get(0);
        User now = before.user()
                .acceptInvitation(new DisplayName("The chosen name"), NOON.plusSeconds(1))
                .changeRole(Role.OWNER, NOON.plusSeconds(2));
        Invitation accepted = before.invitation().accept(NOON.plusSeconds(1));
        commit(store -> {
            assertThat(store.invitations().findForUpdate(accepted.userId())).isPresent();
            assertThat(store.users().findForUpdate(now.id())).isPresent();
            store.users().update(now);
            store.invitations().update(accepted);
        });

        assertThat(invitations(all(team)).apply(new PageQuery(9, null, null)).items())
                .containsExactly(new InvitedUser(accepted, now))
                // Equal addresses may be written in different ways.
                .extracting(each -> each.invitation().email().value())
                .containsExactly("Ann0@Bücher.example");
    }

    @Test
    default void invitationsArePagedBackAndForthByEveryField() {
        Team team = Team.added(this, "Alpha");
        List<InvitedUser> all = addInvitations(team, 0, 103);

        for (Orders.Order<InvitedUser> order : everyOrder()) {
            List<InvitedUser> sorted = order.sorted(all.stream());
            for (int limit : new int[] {1, 7, 100}) {
                assertPages(invitations(all(team)), limit, order.sort(), sorted);
            }
        }
    }

    @Test
    default void invitationsArePagedBackAndForthByTwoFields() {
        Team team = Team.added(this, "Alpha");
        List<InvitedUser> all = addInvitations(team, 0, 103);

        for (boolean descending : new boolean[] {true, false}) {
            Comparator<InvitedUser> byCreation = comparing(InvitationSort.CREATED_AT, descending);
            for (Orders.Order<InvitedUser> second : everyOrder()) {
                List<InvitedUser> sorted = all.stream()
                        .sorted(byCreation.thenComparing(second.comparator()))
                        .toList();
                String sort = "created_at:" + (descending ? "desc," : "asc,") + second.sort();
                assertPages(invitations(all(team)), 7, sort, sorted);
            }
        }
    }

    @Test
    default void theInvitationsOfAnAccountAreListedByTheirShownStatus() {
        Team alpha = Team.added(this, "Alpha");
        Team beta = Team.added(this, "Beta");
        List<InvitedUser> all = addInvitations(alpha, 0, 103);
        List<InvitedUser> others = addInvitations(beta, 200, 210);
        // Some pending ones are over by then, and some end at that very moment.
        Instant now = END.plus(3, ChronoUnit.MICROS);

        assertListed(alpha, null, now, all.stream());
        assertListed(beta, null, now, others.stream());
        assertListed(alpha, ShownInvitationStatus.ACCEPTED, now, of(all, InvitationStatus.ACCEPTED));
        assertListed(alpha, ShownInvitationStatus.REVOKED, now, of(all, InvitationStatus.REVOKED));
        assertListed(
                alpha,
                ShownInvitationStatus.PENDING,
                now,
                of(all, InvitationStatus.PENDING)
                        .filter(each -> each.invitation().expiresAt().isAfter(now)));
        assertListed(
                alpha,
                ShownInvitationStatus.EXPIRED,
                now,
                of(all, InvitationStatus.PENDING)
                        .filter(each -> !each.invitation().expiresAt().isAfter(now)));
        assertListed(alpha, ShownInvitationStatus.PENDING, NOON, of(all, InvitationStatus.PENDING));
    }

    private static Stream<InvitedUser> of(List<InvitedUser> all, InvitationStatus status) {
        return all.stream().filter(each -> each.invitation().status() == status);
    }

    private void assertListed(
            Team team, @Nullable ShownInvitationStatus status, Instant now, Stream<InvitedUser> expected) {
        List<InvitedUser> invited = expected.toList();
        assertThat(invited).isNotEmpty();
        InvitationFilter filter = new InvitationFilter(team.account().id(), status, now);
        for (Orders.Order<InvitedUser> order : everyOrder()) {
            assertPages(invitations(filter), 7, order.sort(), order.sorted(invited.stream()));
        }
    }

    @Test
    default void aPendingInvitationIsShownAsExpiredFromItsVeryEndOn() {
        Team team = Team.added(this, "Alpha");
        List<InvitedUser> pending = addInvitations(team, 0, 1);
        Instant end = pending.get(0).invitation().expiresAt();

        for (Instant now : List.of(end.minusNanos(1_000), end, end.plusNanos(1_000))) {
            ShownInvitationStatus shown =
                    now.isBefore(end) ? ShownInvitationStatus.PENDING : ShownInvitationStatus.EXPIRED;
            for (ShownInvitationStatus status : ShownInvitationStatus.values()) {
                InvitationFilter filter = new InvitationFilter(team.account().id(), status, now);
                assertThat(invitations(filter)
                                .apply(new PageQuery(7, null, null))
                                .items())
                        .as("%s at %s", status, now)
                        .isEqualTo(status == shown ? pending : List.of());
            }
        }
    }

    @Test
    default void invitationsThatNobodyAcceptedComeLastInBothDirections() {
        Team team = Team.added(this, "Alpha");
        assertThat(addInvitations(team, 0, 30)).hasSize(30);

        for (String sort : List.of("accepted_at:asc", "accepted_at:desc")) {
            List<InvitedUser> listed =
                    invitations(all(team)).apply(new PageQuery(100, sort, null)).items();
            assertThat(listed.subList(0, 10))
                    .as(sort)
                    .allMatch(each -> each.invitation().acceptedAt() != null);
            assertThat(listed.subList(10, 30))
                    .as(sort)
                    .allMatch(each -> each.invitation().acceptedAt() == null);
        }
    }

    @Test
    default void whereNobodyIsInvitedThereIsOneEmptyPage() {
        Team team = Team.added(this, "Alpha");

        assertThat(invitations(all(team)).apply(new PageQuery(7, null, null)))
                .isEqualTo(new Listing<>(List.of(), Optional.empty(), Optional.empty()));
    }

    @RaceTest(value = "walks through the invitations while others are added", runners = 16)
    default void ofTheInvitationsThatAreAddedWhileManyWalkThroughThemNothingIsLost() {
        Team team = Team.added(this, "Alpha");
        List<InvitedUser> initial = addInvitations(team, 0, 60);
        Orders.Order<InvitedUser> newestFirst = everyOrder().stream()
                .filter(order -> order.sort().equals("created_at:desc"))
                .findFirst()
                .orElseThrow();
        List<InvitedUser> toBeAdded = addUsers(team, 1_000, 1_040);

        List<List<InvitedUser>> results = Race.of(16, number -> () -> {
            if (number % 2 == 0) {
                return flat(forth(invitations(all(team)), 7, newestFirst.sort(), () -> {}));
            }
            List<InvitedUser> own = toBeAdded.subList(number / 2 * 5, number / 2 * 5 + 5);
            own.forEach(each -> commit(store -> store.invitations().add(each.invitation())));
            return own;
        });

        for (int walk = 0; walk < 16; walk += 2) {
            assertThat(results.get(walk).stream().filter(initial::contains))
                    .containsExactlyElementsOf(newestFirst.sorted(initial.stream()));
        }
        assertPages(
                invitations(all(team)),
                7,
                newestFirst.sort(),
                newestFirst.sorted(Stream.concat(initial.stream(), toBeAdded.stream())));
    }
}
