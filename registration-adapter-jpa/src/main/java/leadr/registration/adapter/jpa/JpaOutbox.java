package leadr.registration.adapter.jpa;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import leadr.registration.application.mail.DeliveryReport;
import leadr.registration.application.mail.MailFilter;
import leadr.registration.application.mail.MailSort;
import leadr.registration.application.mail.MailState;
import leadr.registration.application.mail.MailSummary;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.store.Outbox;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;

/** Goes by the clock of PostgreSQL; H2 has one process, so its clock is the caller's. */
final class JpaOutbox implements Outbox {
    /** More than look for a mail at the same moment, so that there is one left for each of them. */
    private static final int CANDIDATES = 32;

    private static final String FREE = "(lease_until is null or lease_until <= :now)";

    // In order of the index on (state, next_attempt_at) and without a lock: it reads only what it returns, however many
    // mails wait. H2 would lock every row that it sorts, and others would find nothing.
    private static final String DUE = """
            select id from (
                (select id, next_attempt_at from mails where state = 'QUEUED' and %1$s
                 order by state, next_attempt_at fetch first %2$d rows only)
                union all
                (select id, next_attempt_at from mails where state = 'DEFERRED' and next_attempt_at <= :now and %1$s
                 order by state, next_attempt_at fetch first %2$d rows only)
            ) due
            order by next_attempt_at, id
            fetch first %2$d rows only
            """.formatted(FREE, CANDIDATES);

    // Asks again whether it is due: somebody may have had it since.
    private static final String HOLD = """
            select id, kind, recipient, content_key_id, content, state, attempts, created_at,
                next_attempt_at, give_up_at, sent_at, last_reply, lease, lease_until
            from mails
            where id = :id and (state = 'QUEUED' or state = 'DEFERRED' and next_attempt_at <= :now) and %s
            for update skip locked
            """.formatted(FREE);

    private final UnitOfWork unit;

    JpaOutbox(UnitOfWork unit) {
        this.unit = unit;
    }

    @Override
    public void add(OutgoingMail mail) {
        unit.insert(MailRow.from(mail));
    }

    @Override
    public void addNothing() {
        unit.change(session -> session.createNativeMutationQuery("""
                insert into mails (id, kind, recipient, state, attempts, created_at, next_attempt_at, give_up_at)
                select id, kind, recipient, state, attempts, created_at, next_attempt_at, give_up_at
                from mails where 1 = 0
                """));
    }

    @Override
    public Optional<OutgoingMail> claim(UUID lease, Instant now, Duration hold) {
        Instant time = time(now);
        List<UUID> candidates = unit.does(session -> session.createNativeQuery(DUE, UUID.class)
                .setParameter("now", time)
                .getResultList());
        Optional<MailRow> due =
                candidates.stream().flatMap(id -> held(id, time).stream()).findFirst();
        due.ifPresent(mail -> unit.change(session -> session.createMutationQuery(
                        "update MailRow m set m.lease = :lease, m.leaseUntil = :until where m.id = :id")
                .setParameter("lease", lease)
                .setParameter("until", time.plus(hold))
                .setParameter("id", mail.id)));
        return due.map(MailRow::toDomain);
    }

    private Optional<MailRow> held(UUID id, Instant time) {
        return unit.findOne(session -> session.createNativeQuery(HOLD, MailRow.class)
                .setParameter("id", id)
                .setParameter("now", time)
                .getResultList());
    }

    private Instant time(Instant now) {
        return unit.isPostgres()
                ? unit.does(session -> session.createNativeQuery("select clock_timestamp()", Instant.class)
                        .getSingleResult())
                : now;
    }

    @Override
    public boolean report(UUID lease, DeliveryReport report) {
        boolean sent = report.state() == MailState.SENT;
        Instant at = report.state().isFinal() ? report.at() : time(report.at());
        String wipe = report.state().isFinal() ? "m.content = null, m.contentKeyId = null," : "";
        return unit.change(session -> session.createMutationQuery("""
                                update MailRow m
                                set %s m.state = :state, m.attempts = m.attempts + 1, m.nextAttemptAt = :next,
                                    m.sentAt = :sentAt, m.lastReply = :reply, m.lease = null, m.leaseUntil = null
                                where m.id = :id and m.lease = :lease
                                """.formatted(wipe))
                        .setParameter("state", report.state().name())
                        .setParameter("next", at.plus(report.retryAfter()))
                        .setParameter("sentAt", sent ? report.at() : null, Instant.class)
                        .setParameter("reply", report.reply())
                        .setParameter("id", report.mail())
                        .setParameter("lease", lease))
                == 1;
    }

    @Override
    public Page<MailSummary> list(MailFilter filter, PageRequest<MailSort> request) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        if (filter.state() != null) {
            conditions.add("r.state = :state");
            parameters.put("state", filter.state().name());
        }
        if (filter.kind() != null) {
            conditions.add("r.kind = :kind");
            parameters.put("kind", filter.kind().name());
        }
        return new Keyset<>(request, JpaOutbox::column)
                .page(unit, MailSummaryRow.class, conditions, parameters, MailSummaryRow::toDomain);
    }

    private static Keyset.Column column(MailSort field) {
        return switch (field) {
            case ID -> Keyset.Column.of("id");
            case CREATED_AT -> Keyset.Column.of("createdAt");
            case SENT_AT -> Keyset.Column.nullable("sentAt");
        };
    }

    @Override
    public int purge(Instant before, int atMost) {
        return Purge.oldest(
                unit,
                MailRow.class,
                "r.state in ('SENT', 'FAILED') and r.createdAt < :before",
                "createdAt",
                before,
                atMost);
    }
}
