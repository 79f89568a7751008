package leadr.registration.application.mail;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.access.Superadmin;
import leadr.registration.application.jamcode.FindJamCodes;
import leadr.registration.application.store.JamCodes;
import leadr.registration.application.store.Listing;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.testkit.Bench;
import leadr.registration.domain.InvalidValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindMailsTest {
    private static final String MISMATCH =
            "Query parameters don't match cursor state. Start a new pagination sequence.";

    private final Bench bench = new Bench();
    private final Superadmin admin = bench.superadmin();

    private Listing<MailSummary> mails(MailFilter filter, int limit, @Nullable String sort, @Nullable String cursor) {
        return bench.findMails().execute(new FindMails.Command(admin, filter, new PageQuery(limit, sort, cursor)));
    }

    private MailSummary queued(int number) {
        OutgoingMail mail = mail("ann" + number + "@example.org", NOON.plusSeconds(number));
        bench.in(store -> store.outbox().add(mail));
        return MailSummary.of(mail);
    }

    private static void assertMismatch(Runnable call) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(call::run)
                .returns("cursor", InvalidValue::field)
                .returns(MISMATCH, InvalidValue::rule);
    }

    @Test
    void mailsAreListedNewestFirstPageByPage() {
        List<MailSummary> newestFirst = new ArrayList<>();
        for (int number = 0; number < 7; number++) {
            newestFirst.add(0, queued(number));
        }

        Listing<MailSummary> first = mails(MailFilter.NONE, 3, null, null);
        assertThat(first.items()).isEqualTo(newestFirst.subList(0, 3));
        assertThat(first.prevCursor()).isEmpty();
        Listing<MailSummary> second =
                mails(MailFilter.NONE, 3, null, first.nextCursor().orElseThrow());
        assertThat(second.items()).isEqualTo(newestFirst.subList(3, 6));
        Listing<MailSummary> third =
                mails(MailFilter.NONE, 3, null, second.nextCursor().orElseThrow());
        assertThat(third.items()).isEqualTo(newestFirst.subList(6, 7));
        assertThat(third.nextCursor()).isEmpty();

        assertThat(mails(MailFilter.NONE, 3, null, third.prevCursor().orElseThrow()))
                .isEqualTo(second);
    }

    @Test
    void aMailIsListedAsItFares() {
        bench.initiate("ann@example.org");
        MailSummary waiting = mails(MailFilter.NONE, 9, null, null).items().get(0);
        assertThat(waiting)
                .returns(MailKind.VERIFICATION, MailSummary::kind)
                .returns(email("ann@example.org"), MailSummary::to)
                .returns(MailState.QUEUED, MailSummary::state)
                .returns(0, MailSummary::attempts)
                .returns(null, MailSummary::lastReply)
                .returns(NOON, MailSummary::createdAt)
                .returns(null, MailSummary::sentAt);
        bench.clock.advance(Duration.ofSeconds(2));

        assertThat(bench.deliver()).hasSize(1);

        assertThat(mails(MailFilter.NONE, 9, null, null).items())
                .containsExactly(new MailSummary(
                        waiting.id(),
                        waiting.kind(),
                        waiting.to(),
                        MailState.SENT,
                        1,
                        "250 ok",
                        NOON,
                        NOON.plusSeconds(2)));
    }

    @Test
    void mailsAreListedAsTheFilterSays() {
        bench.initiate("ann@example.org");
        assertThat(bench.deliver()).hasSize(1);
        MailSummary welcome = queued(1);
        MailSummary code = mails(new MailFilter(MailState.SENT, null), 9, null, null)
                .items()
                .get(0);

        assertThat(mails(MailFilter.NONE, 9, null, null).items()).containsExactly(welcome, code);
        assertThat(mails(new MailFilter(MailState.QUEUED, null), 9, null, null).items())
                .containsExactly(welcome);
        assertThat(mails(new MailFilter(null, MailKind.VERIFICATION), 9, null, null)
                        .items())
                .containsExactly(code);
        assertThat(mails(new MailFilter(MailState.SENT, MailKind.WELCOME), 9, null, null))
                .isEqualTo(new Listing<>(List.of(), Optional.empty(), Optional.empty()));
    }

    @Test
    void aCursorGoesOnUnderTheFilterItWasMadeWithOnly() {
        for (int number = 0; number < 5; number++) {
            assertThat(queued(number)).isNotNull();
        }
        MailFilter filter = new MailFilter(MailState.QUEUED, MailKind.WELCOME);
        String cursor = mails(filter, 2, null, null).nextCursor().orElseThrow();

        assertThat(mails(filter, 2, null, cursor).items()).hasSize(2);
        for (MailFilter other : List.of(
                MailFilter.NONE,
                new MailFilter(MailState.QUEUED, null),
                new MailFilter(null, MailKind.WELCOME),
                new MailFilter(MailState.SENT, MailKind.WELCOME),
                new MailFilter(MailState.QUEUED, MailKind.VERIFICATION))) {
            assertMismatch(() -> assertThat(mails(other, 2, null, cursor)).isNull());
        }
        assertMismatch(
                () -> assertThat(mails(filter, 2, "created_at:asc", cursor)).isNull());
        assertMismatch(() -> assertThat(bench.jamCodes()
                        .list()
                        .execute(new FindJamCodes.Command(admin, JamCodes.Filter.NONE, new PageQuery(2, null, cursor))))
                .isNull());
    }

    @Test
    void anOrderThatWouldTellTheAddressesIsRefused() {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() ->
                        assertThat(mails(MailFilter.NONE, 2, "to:asc", null)).isNull())
                .returns("sort", InvalidValue::field)
                .returns("Unknown sort field: to. Valid fields: created_at, id, sent_at", InvalidValue::rule);
    }

    @Test
    void aListedMailPrintsItsAddressMasked() {
        assertThat(queued(1).toString()).contains("a***@example.org").doesNotContain("ann1");
    }
}
