package leadr.registration.adapter.jpa;

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

final class JpaOutbox implements Outbox {
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
    public Optional<OutgoingMail> claim(UUID lease, Instant now, Instant until) {
        Optional<MailRow> due = unit.findOne(session -> session.createNativeQuery("""
                        select id, kind, recipient, content_key_id, content, state, attempts, created_at,
                            next_attempt_at, give_up_at, sent_at, last_reply, lease, lease_until
                        from mails
                        where state in ('QUEUED', 'DEFERRED') and next_attempt_at <= :now
                          and (lease_until is null or lease_until <= :now)
                        order by next_attempt_at, id
                        fetch first 1 rows only
                        for update skip locked
                        """, MailRow.class)
                .setParameter("now", now)
                .getResultList());
        due.ifPresent(mail -> unit.change(session -> session.createMutationQuery(
                        "update MailRow m set m.lease = :lease, m.leaseUntil = :until where m.id = :id")
                .setParameter("lease", lease)
                .setParameter("until", until)
                .setParameter("id", mail.id)));
        return due.map(MailRow::toDomain);
    }

    @Override
    public boolean report(UUID lease, DeliveryReport report) {
        boolean sent = report.state() == MailState.SENT;
        String wipe = report.state().isFinal() ? "m.content = null, m.contentKeyId = null," : "";
        return unit.change(session -> session.createMutationQuery("""
                                update MailRow m
                                set %s m.state = :state, m.attempts = m.attempts + 1, m.nextAttemptAt = :next,
                                    m.sentAt = :sentAt, m.lastReply = :reply, m.lease = null, m.leaseUntil = null
                                where m.id = :id and m.lease = :lease
                                """.formatted(wipe))
                        .setParameter("state", report.state().name())
                        .setParameter("next", report.nextAttemptAt())
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
}
