package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.PagingContract.PAGING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.AuditFilter;
import leadr.registration.application.store.AuditSort;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.PageRequest;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.verification.ClientNetwork;
import org.junit.jupiter.api.Test;

/** What every store promises of the list of {@link leadr.registration.application.store.AuditLog}. */
public interface AuditListingContract extends StoreContract {
    List<AuditAction> ACTIONS = List.of(AuditAction.values());
    AccountId ALPHA = new AccountId(anId());
    AccountId BETA = new AccountId(anId());

    /**
     * One of many events that have much in common.
     *
     * @param number decides everything but the id
     */
    private static AuditEvent anEvent(int number) {
        // Ids of both signs: databases do not compare them as Java does.
        UUID id = number % 2 == 0 ? anId() : UUID.nameUUIDFromBytes(new byte[] {(byte) number, (byte) (number >> 8)});
        return new AuditEvent(
                id,
                NOON.plus(number % 23 / 2, ChronoUnit.MICROS),
                number % 3 == 0 ? AuditEvent.ANONYMOUS : "usr_" + number % 4,
                ACTIONS.get(number % 5),
                "a***@" + number % 7 + ".example",
                number % 2 == 0 ? Outcome.DONE : Outcome.REFUSED,
                number % 4 == 0 ? null : "REASON_" + number,
                new RequestOrigin(new UUID(4711, number / 2), new ClientNetwork("192.0.2." + number % 6)),
                number % 5 == 0 ? ALPHA : number % 5 == 1 ? BETA : null);
    }

    private List<AuditEvent> addEvents(int from, int to) {
        List<AuditEvent> events = IntStream.range(from, to)
                .mapToObj(AuditListingContract::anEvent)
                .toList();
        commit(store -> events.forEach(store.auditLog()::add));
        return events;
    }

    private Walks.Lister<AuditEvent> events(AuditFilter filter) {
        return query -> {
            PageRequest<AuditSort> request = PAGING.read(query, AuditSort.class, "audit");
            Page<AuditEvent> page = look(store -> store.auditLog().list(filter, request));
            return PAGING.listing(request, page, "audit");
        };
    }

    private static List<Orders.Order<AuditEvent>> everyOrder() {
        return Orders.orders(AuditSort.class, AuditSort.ID, Orders::comparing);
    }

    @Test
    default void eventsArePagedBackAndForthByEveryField() {
        List<AuditEvent> all = addEvents(0, 103);

        Walks.assertPaged(events(AuditFilter.NONE), everyOrder(), "at:desc", Orders.comparing(AuditSort.AT, true), all);
    }

    @Test
    default void theNewestEventsComeFirstWhenNobodySaysHow() {
        List<AuditEvent> all = addEvents(0, 30);

        assertThat(events(AuditFilter.NONE).apply(new PageQuery(20, null, null)).items())
                .isEqualTo(all.stream()
                        .sorted(Orders.comparing(AuditSort.AT, true)
                                .thenComparing(Orders.comparing(AuditSort.ID, false)))
                        .limit(20)
                        .toList());
    }

    @Test
    default void aFilterOfEventsLetsThroughWhatItSays() {
        List<AuditEvent> all = addEvents(0, 103);
        String actor = "usr_2";
        AuditAction action = ACTIONS.get(1);
        String target = "a***@3.example";
        UUID reference = new UUID(4711, 17);
        Instant from = NOON.plus(3, ChronoUnit.MICROS);
        Instant to = NOON.plus(8, ChronoUnit.MICROS);

        assertListed(
                new AuditFilter(actor, null, null, null, null, null, null),
                all,
                e -> e.actor().equals(actor));
        assertListed(new AuditFilter(null, action, null, null, null, null, null), all, e -> e.action() == action);
        assertListed(
                new AuditFilter(null, null, target, null, null, null, null),
                all,
                e -> e.target().equals(target));
        assertListed(
                new AuditFilter(null, null, null, reference, null, null, null),
                all,
                e -> e.origin().reference().equals(reference));
        assertListed(new AuditFilter(null, null, null, null, from, null, null), all, e -> !e.at().isBefore(from));
        assertListed(new AuditFilter(null, null, null, null, null, to, null), all, e -> e.at().isBefore(to));
        assertListed(new AuditFilter(null, null, null, null, null, null, BETA), all, e -> BETA.equals(e.account()));
        assertListed(
                new AuditFilter(AuditEvent.ANONYMOUS, action, null, null, from, to, BETA),
                all,
                e -> e.actor().equals(AuditEvent.ANONYMOUS)
                        && e.action() == action
                        && !e.at().isBefore(from)
                        && e.at().isBefore(to)
                        && BETA.equals(e.account()));
    }

    private void assertListed(AuditFilter filter, List<AuditEvent> all, Predicate<AuditEvent> which) {
        List<AuditEvent> expected = all.stream().filter(which).toList();
        assertThat(expected).hasSizeLessThan(all.size());
        Walks.assertListed(events(filter), everyOrder(), expected);
    }

    @Test
    default void aSpanOfTimeHasItsFirstMomentAndNotItsLast() {
        AuditEvent event = anEvent(0);
        commit(store -> store.auditLog().add(event));

        assertThat(listed(NOON, NOON.plus(1, ChronoUnit.MICROS))).containsExactly(event);
        assertThat(listed(NOON.plus(1, ChronoUnit.MICROS), NOON.plusSeconds(1))).isEmpty();
        assertThat(listed(NOON.minusSeconds(1), NOON)).isEmpty();
    }

    private List<AuditEvent> listed(Instant from, Instant to) {
        return events(new AuditFilter(null, null, null, null, from, to, null))
                .apply(new PageQuery(7, null, null))
                .items();
    }

    @Test
    default void whereNoEventIsListedThereIsOneEmptyPage() {
        assertThat(events(AuditFilter.NONE).apply(new PageQuery(7, null, null)).items())
                .isEmpty();
    }

    @Test
    default void theOldestEventsArePurgedAndNoMoreThanAsked() {
        List<AuditEvent> oldestFirst = everyOrder().stream()
                .filter(order -> order.sort().equals("at:asc"))
                .findFirst()
                .orElseThrow()
                .sorted(addEvents(0, 40).stream());
        Instant before = NOON.plus(5, ChronoUnit.MICROS);
        long old = oldestFirst.stream()
                .filter(event -> event.at().isBefore(before))
                .count();
        assertThat(old).isBetween(11L, 30L);

        assertThat(purge(NOON, 100)).isZero();
        assertThat(purge(before, 10)).isEqualTo(10);
        List<AuditEvent> left = events(AuditFilter.NONE)
                .apply(new PageQuery(100, "at:asc", null))
                .items();
        assertThat(left).hasSize(30);
        // Of those at one moment any may be among the oldest.
        assertThat(left.get(0).at()).isAfterOrEqualTo(oldestFirst.get(9).at());

        assertThat(purge(before, 100)).isEqualTo((int) old - 10);
        assertThat(purge(before, 100)).isZero();
        assertThat(events(AuditFilter.NONE)
                        .apply(new PageQuery(100, "at:asc", null))
                        .items())
                .isEqualTo(oldestFirst.stream()
                        .filter(event -> !event.at().isBefore(before))
                        .toList());
    }

    private int purge(Instant before, int atMost) {
        return look(store -> store.auditLog().purge(before, atMost));
    }

    @RaceTest(value = "walks through the events while others are added", runners = 16)
    default void ofTheEventsThatAreAddedWhileManyWalkThroughThemNoneIsLost() {
        List<AuditEvent> initial = addEvents(0, 60);

        Walks.raceWithThoseWhoAdd(
                events(AuditFilter.NONE), everyOrder().get(2), initial, number -> addEvents(number, number + 1));
    }

    @RaceTest(value = "purges of one audit log", runners = 8)
    default void whateverManyPurgeAtOnceEachEventIsPurgedOnce() {
        assertThat(addEvents(0, 100)).hasSize(100);

        List<Integer> purged = Race.of(8, number -> () -> {
            int all = 0;
            for (int batch = 0; batch < 20; batch++) {
                all += purge(NOON.plusSeconds(1), 7);
            }
            return all;
        });

        assertThat(purged.stream().mapToInt(each -> each).sum()).isEqualTo(100);
        assertThat(events(AuditFilter.NONE).apply(new PageQuery(7, null, null)).items())
                .isEmpty();
    }
}
