package leadr.registration.application.testkit;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.application.store.VerificationCodes;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeId;
import leadr.registration.domain.verification.VerificationCodeType;

/** Verification codes, as one transaction sees them. */
final class InMemoryVerificationCodes implements VerificationCodes {
    private static final Comparator<VerificationCode> NEWEST_FIRST = Comparator.comparing(VerificationCode::createdAt)
            .thenComparing(code -> code.id().text())
            .reversed();

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
                            && (isOfUser(code.type())
                                    ? Objects.equals(other.userId(), code.userId())
                                    : other.email().equals(code.email())),
                    UniqueRule.LIVE_CODE);
        }
    }

    @Override
    public Optional<VerificationCode> findForUpdate(VerificationCodeId id) {
        return draft.load(codes, id);
    }

    @Override
    public List<VerificationCode> findRecent(MailboxKey mailbox, int dead) {
        List<VerificationCode> newestFirst = codes.all().stream()
                .filter(code -> !code.isDeleted() && !code.isEmailChange() && isOf(code, mailbox))
                .sorted(NEWEST_FIRST)
                .toList();
        List<VerificationCode> recent = Stream.of(
                        newestFirst.stream().filter(code -> code.isLive() && !code.isInvite()),
                        newestFirst.stream()
                                .filter(code -> code.isLive() && code.isInvite())
                                .limit(LIVE_INVITATIONS),
                        newestFirst.stream().filter(code -> !code.isLive()).limit(dead))
                .flatMap(part -> part)
                .toList();
        recent.forEach(code -> draft.markLoaded(code.id()));
        return recent;
    }

    @Override
    public void supersede(MailboxKey mailbox, VerificationCodeType type, Instant now) {
        if (isOfUser(type)) {
            throw new IllegalArgumentException("such a code is live for a user");
        }
        supersede(code -> code.type() == type && isOf(code, mailbox), now);
    }

    @Override
    public void supersedeInvite(UserId user, Instant now) {
        supersede(code -> code.isInvite() && user.equals(code.userId()), now);
    }

    @Override
    public List<VerificationCode> findEmailChanges(UserId user, int atMost) {
        List<VerificationCode> found = codes.all().stream()
                .filter(code -> code.isEmailChange() && user.equals(code.userId()))
                .sorted(NEWEST_FIRST)
                .limit(atMost)
                .toList();
        found.forEach(code -> draft.markLoaded(code.id()));
        return found;
    }

    @Override
    public void supersedeEmailChange(UserId user, Instant now) {
        supersede(code -> code.isEmailChange() && user.equals(code.userId()), now);
    }

    private static boolean isOfUser(VerificationCodeType type) {
        return type == VerificationCodeType.INVITE || type == VerificationCodeType.EMAIL_CHANGE;
    }

    private void supersede(Predicate<VerificationCode> which, Instant now) {
        codes.all().stream()
                .filter(which.and(VerificationCode::isLive))
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
