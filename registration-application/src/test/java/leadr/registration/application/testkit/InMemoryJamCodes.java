package leadr.registration.application.testkit;

import java.util.Optional;
import leadr.registration.application.store.JamCodes;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;
import leadr.registration.domain.jamcode.JamCodeText;
import leadr.registration.domain.jamcode.UsageLimit;

/** Jam codes, as one transaction sees them. */
final class InMemoryJamCodes implements JamCodes {
    private final Draft draft;
    private final Table<JamCodeId, JamCode> codes;

    InMemoryJamCodes(Draft draft, State state) {
        this.draft = draft;
        codes = state.jamCodes;
    }

    @Override
    public void add(JamCode code) {
        draft.requireNewId(codes, code.id());
        draft.requireNone(codes.all(), other -> other.code().equals(code.code()), UniqueRule.JAM_CODE);
        codes.put(code.id(), code);
    }

    @Override
    public void update(JamCode code) {
        draft.requireLoaded(code.id());
        int uses = codes.find(code.id()).orElseThrow().usage().currentUses();
        codes.put(code.id(), withUsage(code, new UsageLimit(code.usage().maxUses(), uses)));
    }

    @Override
    public Optional<JamCode> find(JamCodeId id) {
        return codes.find(id);
    }

    @Override
    public Optional<JamCode> find(JamCodeText text) {
        return codes.all().stream().filter(code -> code.code().equals(text)).findFirst();
    }

    @Override
    public Optional<JamCode> findForUpdate(JamCodeId id) {
        return draft.load(codes, id);
    }

    @Override
    public boolean claimUse(JamCode code) {
        JamCode stored = codes.find(code.id()).orElseThrow();
        if (!stored.hasUsesRemaining()) {
            return false;
        }
        draft.pause();
        codes.put(stored.id(), withUsage(stored, stored.usage().use()));
        return true;
    }

    private static JamCode withUsage(JamCode code, UsageLimit usage) {
        return new JamCode(
                code.id(),
                code.code(),
                code.description(),
                code.features(),
                usage,
                code.active(),
                code.expiresAt(),
                code.createdAt(),
                code.updatedAt(),
                code.deletedAt());
    }

    @Override
    public Page<JamCode> list(Filter filter, PageRequest<SortBy> request) {
        return InMemoryPages.cut(codes.all().stream().filter(filter::accepts), request);
    }
}
