package leadr.registration.adapter.jpa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import leadr.registration.application.store.JamCodes;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeText;
import org.hibernate.LockMode;

final class JpaJamCodes implements JamCodes {
    private final UnitOfWork unit;
    private final JamCodeStripes stripes;

    JpaJamCodes(UnitOfWork unit) {
        this.unit = unit;
        this.stripes = new JamCodeStripes(unit);
    }

    @Override
    public void add(JamCode code) {
        if (code.usage().currentUses() != 0) {
            throw new IllegalArgumentException("a new code is unused");
        }
        JamCodeRow row = JamCodeRow.from(code);
        unit.insert(row);
        stripes.add(row.id, row.maxUses);
        unit.noteRevision(row.id, row.revision);
    }

    @Override
    public void update(JamCode code) {
        JamCodeRow row = JamCodeRow.from(code);
        row.revision = unit.revision(row.id) + 1;
        unit.update(row);
        stripes.change(row.id, row.maxUses, row.revision);
        unit.noteRevision(row.id, row.revision);
    }

    @Override
    public Optional<JamCode> find(JamCodeId id) {
        return unit.does(session -> Optional.ofNullable(session.get(JamCodeRow.class, id.value(), lockOfReaders())))
                .map(this::noted)
                .map(JamCodeRow::toDomain);
    }

    @Override
    public Optional<JamCode> find(JamCodeText text) {
        return unit
                .does(session -> session.createSelectionQuery(
                                "from JamCodeRow c where c.code = :code", JamCodeRow.class)
                        .setParameter("code", text.value())
                        .setHibernateLockMode(lockOfReaders())
                        .getResultList())
                .stream()
                .findFirst()
                .map(this::noted)
                .map(JamCodeRow::toDomain);
    }

    /** Who lost against a change of the code keeps further changes away, and nobody else. */
    private LockMode lockOfReaders() {
        return unit.isAgain() ? LockMode.PESSIMISTIC_READ : LockMode.NONE;
    }

    private JamCodeRow noted(JamCodeRow row) {
        unit.noteRevision(row.id, row.revision);
        return row;
    }

    @Override
    public Optional<JamCode> findForUpdate(JamCodeId id) {
        return unit.find(JamCodeRow.class, id.value(), LockMode.PESSIMISTIC_WRITE)
                .map(this::noted)
                .map(row -> row.toDomain(stripes.lockAndCount(row.id)));
    }

    @Override
    public boolean claimUse(JamCode code) {
        UUID id = code.id().value();
        return stripes.claim(id, unit.revision(id));
    }

    @Override
    public Page<JamCode> list(Filter filter, PageRequest<SortBy> request) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        if (!filter.includeDeleted()) {
            conditions.add("r.deletedAt is null");
        }
        if (filter.active() != null) {
            conditions.add("r.active = :active");
            parameters.put("active", filter.active());
        }
        if (filter.code() != null) {
            conditions.add("r.code = :code");
            parameters.put("code", filter.code().value());
        }
        return new Keyset<>(request, JpaJamCodes::column)
                .page(unit, JamCodeRow.class, conditions, parameters, JamCodeRow::toDomain);
    }

    private static Keyset.Column column(SortBy field) {
        return switch (field) {
            case ID -> Keyset.Column.of("id");
            case CODE -> Keyset.Column.of("code");
            case ACTIVE -> Keyset.Column.of("active");
            case CURRENT_USES -> Keyset.Column.of("currentUses");
            case MAX_USES -> Keyset.Column.nullable("maxUses");
            case CREATED_AT -> Keyset.Column.of("createdAt");
            case UPDATED_AT -> Keyset.Column.of("updatedAt");
        };
    }
}
