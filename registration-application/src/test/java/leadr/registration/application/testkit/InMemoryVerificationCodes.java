package leadr.registration.application.testkit;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.application.store.VerificationCodes;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;

/** Verification codes, as one transaction sees them. */
final class InMemoryVerificationCodes implements VerificationCodes {
    private final Draft draft;
    private final Table<VerificationCodeId, VerificationCode> codes;

    InMemoryVerificationCodes(Draft draft, State state) {
        this.draft = draft;
        codes = state.verificationCodes;
    }

    @Override
    public void add(VerificationCode code) {
        draft.requireNewId(codes, code.id());
        requireUnique(code);
        codes.put(code.id(), code);
        draft.markLoaded(code.id());
    }

    @Override
    public void update(VerificationCode code) {
        draft.requireLoaded(code.id());
        requireUnique(code);
        codes.put(code.id(), code);
    }

    private void requireUnique(VerificationCode code) {
        if (code.isLive()) {
            draft.requireNone(
                    codes.all(),
                    other -> !other.id().equals(code.id())
                            && other.isLive()
                            && other.type() == code.type()
                            && other.email().equals(code.email()),
                    UniqueRule.LIVE_CODE);
        }
    }

    @Override
    public Optional<VerificationCode> findForUpdate(VerificationCodeId id) {
        return draft.load(codes, id);
    }

    @Override
    public List<VerificationCode> findRecent(MailboxKey mailbox, int limit) {
        List<VerificationCode> recent = codes.all().stream()
                .filter(code -> !code.isDeleted() && isOf(code, mailbox))
                .sorted(Comparator.comparing(VerificationCode::createdAt)
                        .thenComparing(code -> code.id().text())
                        .reversed())
                .limit(limit)
                .toList();
        recent.forEach(code -> draft.markLoaded(code.id()));
        return recent;
    }

    @Override
    public void supersede(MailboxKey mailbox, VerificationCodeType type, Instant now) {
        codes.all().stream()
                .filter(code -> code.isLive() && code.type() == type && isOf(code, mailbox))
                .toList()
                .forEach(code -> codes.put(code.id(), code.markAsExpired(now)));
    }

    private static boolean isOf(VerificationCode code, MailboxKey mailbox) {
        return MailboxKey.of(code.email()).equals(mailbox);
    }

    @Override
    public int purge(Instant before, int atMost) {
        return codes.purge(
                code -> code.isExpired(before.minusNanos(1))
                        && (code.consumedAt() == null || code.consumedAt().isBefore(before)),
                Comparator.comparing(VerificationCode::expiresAt),
                atMost);
    }
}
