package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Orders.orders;
import static leadr.registration.application.testkit.PagingContract.PAGING;
import static leadr.registration.application.testkit.Walks.assertPages;
import static leadr.registration.application.testkit.Walks.flat;
import static leadr.registration.application.testkit.Walks.forth;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leadr.registration.application.mail.MailFilter;
import leadr.registration.application.mail.MailKind;
import leadr.registration.application.mail.MailSort;
import leadr.registration.application.mail.MailState;
import leadr.registration.application.mail.MailSummary;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.secret.SealedText;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.PageRequest;
import org.junit.jupiter.api.Test;

/** What every store promises of the list of {@link leadr.registration.application.store.Outbox}. */
public interface MailListingContract extends StoreContract {
    List<MailState> STATES = List.of(MailState.values());
    List<MailKind> KINDS = List.of(MailKind.values());

    /**
     * One of many mails that have much in common.
     *
     * @param number decides everything but the id
     */
    private static OutgoingMail aMail(int number) {
        MailState state = STATES.get(number % STATES.size());
        Instant created = NOON.plus(number % 11 / 2, ChronoUnit.MICROS);
        // Ids of both signs: databases do not compare them as Java does.
        UUID id = number % 2 == 0 ? anId() : UUID.nameUUIDFromBytes(new byte[] {(byte) number, (byte) (number >> 8)});
        return new OutgoingMail(
                id,
                KINDS.get(number / STATES.size() % KINDS.size()),
                email("Ann" + number + "@Bücher.example"),
                state.isFinal() ? null : new SealedText("k1", SECRETS.bytes(50)),
                state,
                state == MailState.QUEUED ? 0 : 1 + number % 3,
                created,
                created.plusSeconds(number),
                created.plus(Duration.ofHours(24)),
                state == MailState.SENT ? NOON.plus(60 - number % 7, ChronoUnit.MICROS) : null,
                state == MailState.QUEUED ? null : "451 später, " + number);
    }

    private List<MailSummary> addMails(int from, int to) {
        List<OutgoingMail> mails =
                IntStream.range(from, to).mapToObj(MailListingContract::aMail).toList();
        commit(store -> mails.forEach(store.outbox()::add));
        return mails.stream().map(MailSummary::of).toList();
    }

    private Walks.Lister<MailSummary> mails(MailFilter filter) {
        return query -> {
            PageRequest<MailSort> request = PAGING.read(query, MailSort.class, "mails");
            Page<MailSummary> page = look(store -> store.outbox().list(filter, request));
            return PAGING.listing(request, page, "mails");
        };
    }

    private static List<Orders.Order<MailSummary>> everyOrder() {
        return orders(MailSort.class, MailSort.ID, Orders::comparing);
    }

    @Test
    default void aMailIsListedAsItIsInEachState() {
        List<MailSummary> all = addMails(0, 4);

        List<MailSummary> listed =
                mails(MailFilter.NONE).apply(new PageQuery(9, null, null)).items();

        assertThat(listed).containsExactlyInAnyOrderElementsOf(all);
        // Equal addresses may be written in different ways.
        assertThat(listed)
                .extracting(mail -> mail.to().value())
                .containsExactlyInAnyOrder(
                        "Ann0@Bücher.example", "Ann1@Bücher.example", "Ann2@Bücher.example", "Ann3@Bücher.example");
    }

    @Test
    default void mailsArePagedBackAndForthByEveryField() {
        List<MailSummary> all = addMails(0, 103);

        for (Orders.Order<MailSummary> order : everyOrder()) {
            List<MailSummary> sorted = order.sorted(all.stream());
            for (int limit : new int[] {1, 7, 100}) {
                assertPages(mails(MailFilter.NONE), limit, order.sort(), sorted);
            }
        }
    }

    @Test
    default void mailsArePagedBackAndForthByTwoFields() {
        List<MailSummary> all = addMails(0, 103);

        for (boolean descending : new boolean[] {true, false}) {
            Comparator<MailSummary> byCreation = Orders.comparing(MailSort.CREATED_AT, descending);
            for (Orders.Order<MailSummary> second : everyOrder()) {
                List<MailSummary> sorted = all.stream()
                        .sorted(byCreation.thenComparing(second.comparator()))
                        .toList();
                String sort = "created_at:" + (descending ? "desc," : "asc,") + second.sort();
                assertPages(mails(MailFilter.NONE), 7, sort, sorted);
            }
        }
    }

    @Test
    default void aFilterOfMailsLetsThroughWhatItSays() {
        List<MailSummary> all = addMails(0, 103);

        for (MailState state : STATES) {
            assertListed(new MailFilter(state, null), all.stream().filter(mail -> mail.state() == state));
            for (MailKind kind : KINDS) {
                assertListed(
                        new MailFilter(state, kind),
                        all.stream().filter(mail -> mail.state() == state && mail.kind() == kind));
            }
        }
        for (MailKind kind : KINDS) {
            assertListed(new MailFilter(null, kind), all.stream().filter(mail -> mail.kind() == kind));
        }
    }

    private void assertListed(MailFilter filter, Stream<MailSummary> expected) {
        List<MailSummary> mails = expected.toList();
        assertThat(mails).isNotEmpty();
        for (Orders.Order<MailSummary> order : everyOrder()) {
            assertPages(mails(filter), 7, order.sort(), order.sorted(mails.stream()));
        }
    }

    @Test
    default void theNewestMailsComeFirstWhenNobodySaysHow() {
        List<MailSummary> all = addMails(0, 30);
        List<MailSummary> expected = all.stream()
                .sorted(Orders.comparing(MailSort.CREATED_AT, true).thenComparing(Orders.comparing(MailSort.ID, false)))
                .toList();

        assertThat(mails(MailFilter.NONE)
                        .apply(new PageQuery(PageQuery.DEFAULT_LIMIT, null, null))
                        .items())
                .isEqualTo(expected.subList(0, 20));
    }

    @Test
    default void mailsThatAreNotSentComeLastInBothDirections() {
        assertThat(addMails(0, 40)).hasSize(40);

        for (String sort : List.of("sent_at:asc", "sent_at:desc")) {
            List<MailSummary> listed =
                    mails(MailFilter.NONE).apply(new PageQuery(100, sort, null)).items();
            assertThat(listed.subList(0, 10)).as(sort).allMatch(mail -> mail.sentAt() != null);
            assertThat(listed.subList(10, 40)).as(sort).allMatch(mail -> mail.sentAt() == null);
        }
    }

    @Test
    default void whereNoMailIsListedThereIsOneEmptyPage() {
        Listing<MailSummary> nothing = new Listing<>(List.of(), Optional.empty(), Optional.empty());
        assertThat(mails(MailFilter.NONE).apply(new PageQuery(7, null, null))).isEqualTo(nothing);

        commit(store -> store.outbox().addNothing());
        commit(store -> store.outbox().add(Fixtures.mail("ann@example.org", NOON)));

        assertThat(mails(MailFilter.NONE).apply(new PageQuery(7, null, null)).items())
                .hasSize(1);
        assertThat(mails(new MailFilter(MailState.FAILED, null)).apply(new PageQuery(7, null, null)))
                .isEqualTo(nothing);
        assertThat(mails(new MailFilter(null, MailKind.VERIFICATION)).apply(new PageQuery(7, null, null)))
                .isEqualTo(nothing);
    }

    @RaceTest(value = "walks through the mails while others are put in", runners = 16)
    default void ofTheMailsThatArePutInWhileManyWalkThroughThemNothingIsLost() {
        List<MailSummary> initial = addMails(0, 60);
        Orders.Order<MailSummary> newestFirst = everyOrder().stream()
                .filter(order -> order.sort().equals("created_at:desc"))
                .findFirst()
                .orElseThrow();

        List<List<MailSummary>> results = Race.of(16, number -> () -> {
            if (number % 2 == 0) {
                return flat(forth(mails(MailFilter.NONE), 7, newestFirst.sort(), () -> {}));
            }
            return Stream.of(0, 1, 2, 3, 4)
                    .flatMap(each -> addMails(1_000 + number * 10 + each, 1_001 + number * 10 + each).stream())
                    .toList();
        });

        Set<MailSummary> known = new HashSet<>(initial);
        List<MailSummary> expected = new ArrayList<>(initial);
        for (int number = 0; number < 16; number++) {
            if (number % 2 == 0) {
                assertThat(results.get(number).stream().filter(known::contains))
                        .containsExactlyElementsOf(newestFirst.sorted(initial.stream()));
            } else {
                expected.addAll(results.get(number));
            }
        }
        assertPages(mails(MailFilter.NONE), 7, newestFirst.sort(), newestFirst.sorted(expected.stream()));
    }
}
