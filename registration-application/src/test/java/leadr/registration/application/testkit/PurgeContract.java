package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.code;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.key;
import static leadr.registration.application.testkit.Fixtures.owner;
import static leadr.registration.application.testkit.Fixtures.registrationCode;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import leadr.registration.application.IdempotencyKey;
import leadr.registration.application.mail.MailFilter;
import leadr.registration.application.mail.MailKind;
import leadr.registration.application.mail.MailSort;
import leadr.registration.application.mail.MailState;
import leadr.registration.application.mail.MailSummary;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.secret.SealedText;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.IdempotentRequest;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.SortKey;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.verification.ClientNetwork;
import leadr.registration.domain.verification.Mailbox;
import leadr.registration.domain.verification.MailboxKey;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeType;
import leadr.registration.domain.verification.WrongGuess;
import org.junit.jupiter.api.Test;

/** What every store promises of the purge of mails, requests, codes and mailboxes. */
public interface PurgeContract extends StoreContract {
    Instant JUST_BEFORE = NOON.minus(Bench.TICK);

    private int purge(ToIntFunction<RegistrationStore> work) {
        return look(work::applyAsInt);
    }

    private User addedOwner() {
        Account account = account("Alpha");
        User owner = owner(account, "owner@example.org");
        commit(store -> {
            store.accounts().add(account);
            store.users().add(owner);
        });
        return owner;
    }

    // Mails

    private OutgoingMail addedMail(MailState state, Instant created) {
        OutgoingMail mail = new OutgoingMail(
                anId(),
                MailKind.WELCOME,
                email("ann@example.org"),
                state.isFinal() ? null : new SealedText("k1", SECRETS.bytes(50)),
                state,
                0,
                created,
                created,
                created.plus(Duration.ofHours(24)),
                state == MailState.SENT ? created : null,
                null);
        commit(store -> store.outbox().add(mail));
        return mail;
    }

    private List<MailSummary> mails() {
        PageRequest<MailSort> all =
                new PageRequest<>(100, List.of(new SortKey<>(MailSort.ID, false)), Optional.empty());
        return look(store -> store.outbox().list(MailFilter.NONE, all)).items();
    }

    @Test
    default void mailsThatAreFinalAndOldArePurgedAndNoOthers() {
        List<MailSummary> staying = new ArrayList<>();
        for (MailState state : MailState.values()) {
            MailSummary old = MailSummary.of(addedMail(state, JUST_BEFORE));
            if (!state.isFinal()) {
                staying.add(old);
            }
            staying.add(MailSummary.of(addedMail(state, NOON)));
        }

        assertThat(purge(store -> store.outbox().purge(NOON, 100))).isEqualTo(2);

        assertThat(mails()).containsExactlyInAnyOrderElementsOf(staying);
        assertThat(purge(store -> store.outbox().purge(NOON, 100))).isZero();
    }

    @Test
    default void theOldestMailsGoFirst() {
        OutgoingMail newest = addedMail(MailState.SENT, NOON.minusSeconds(1));
        OutgoingMail oldest = addedMail(MailState.FAILED, NOON.minusSeconds(3));
        OutgoingMail middle = addedMail(MailState.SENT, NOON.minusSeconds(2));
        assertThat(oldest.state()).isEqualTo(MailState.FAILED);

        assertThat(purge(store -> store.outbox().purge(NOON, 1))).isEqualTo(1);
        assertThat(mails()).containsExactlyInAnyOrder(MailSummary.of(newest), MailSummary.of(middle));
        assertThat(purge(store -> store.outbox().purge(NOON, 1))).isEqualTo(1);
        assertThat(mails()).containsExactly(MailSummary.of(newest));
    }

    // Requests

    @Test
    default void oldRequestsArePurgedAndTheirKeysAreFree() {
        User ann = addedOwner();
        IdempotentRequest old = request(ann, "old", JUST_BEFORE);
        IdempotentRequest fresh = request(ann, "fresh", NOON);
        assertThat(claim(old)).isEmpty();
        assertThat(claim(fresh)).isEmpty();

        assertThat(purge(store -> store.idempotentRequests().purge(NOON, 100))).isEqualTo(1);

        assertThat(claim(request(ann, "fresh", NOON))).contains(fresh);
        assertThat(claim(request(ann, "old", NOON))).isEmpty();
    }

    private static IdempotentRequest request(User caller, String key, Instant at) {
        return new IdempotentRequest(
                caller.id(), AuditAction.CREATE_JAM_CODE, new IdempotencyKey(key).mark("content"), anId(), at);
    }

    private Optional<IdempotentRequest> claim(IdempotentRequest request) {
        return find(store -> store.idempotentRequests().claim(request));
    }

    @RaceTest(value = "purges of an old request while its key is used again", runners = 16)
    default void aRequestThatTakesTheKeyOfAnOldOneIsNotPurgedInItsPlace() {
        User ann = addedOwner();
        assertThat(claim(request(ann, "key", JUST_BEFORE))).isEmpty();
        Instant later = NOON.plus(IdempotentRequest.LIFE);

        List<Optional<IdempotentRequest>> earlier = Race.of(16, number -> () -> {
            if (number % 2 == 0) {
                assertThat(purge(store -> store.idempotentRequests().purge(NOON, 100)))
                        .isBetween(0, 1);
                return Optional.empty();
            }
            return claim(request(ann, "key", later.plusSeconds(number)));
        });

        List<Optional<IdempotentRequest>> claims = IntStream.range(0, 16)
                .filter(number -> number % 2 == 1)
                .mapToObj(earlier::get)
                .toList();
        assertThat(claims).containsOnlyOnce(Optional.empty());
        assertThat(claims.stream().flatMap(Optional::stream).distinct()).hasSize(1);
    }

    // Codes

    private void add(VerificationCode... codes) {
        commit(store -> {
            for (VerificationCode code : codes) {
                store.verificationCodes().add(code);
            }
        });
    }

    private boolean isThere(VerificationCode code) {
        return ask(store -> store.verificationCodes().findForUpdate(code.id()).isPresent());
    }

    @Test
    default void codesThatHaveEndedArePurgedWhateverBecameOfThem() {
        Instant begin = JUST_BEFORE.minus(Duration.ofMinutes(10));
        User owner = addedOwner();
        ApiKey key = key(owner, SECRETS.apiKey());
        commit(store -> store.apiKeys().add(key));
        VerificationCode live = registrationEnding("live@example.org", begin);
        VerificationCode decoy = registrationEnding("decoy@example.org", begin)
                .markAsExpired(begin)
                .softDelete(begin);
        VerificationCode used = registrationEnding("used@example.org", begin).markAsUsed(begin.plusSeconds(1));
        VerificationCode consumed = registrationEnding("consumed@example.org", begin)
                .markAsUsed(begin.plusSeconds(1))
                .consume(key.id(), new IdempotencyKey("key").mark("content"), JUST_BEFORE);
        VerificationCode recovery = code(VerificationCodeType.RECOVERY, "owner@example.org", owner.id(), begin);
        add(live, decoy, used, consumed, recovery);

        assertThat(purge(store -> store.verificationCodes().purge(JUST_BEFORE, 100)))
                .isZero();
        assertThat(purge(store -> store.verificationCodes().purge(NOON, 2))).isEqualTo(2);
        assertThat(purge(store -> store.verificationCodes().purge(NOON, 100))).isEqualTo(3);

        assertThat(List.of(live, decoy, used, consumed, recovery)).noneMatch(this::isThere);
    }

    private static VerificationCode registrationEnding(String email, Instant begin) {
        return code(VerificationCodeType.REGISTRATION, email, null, begin);
    }

    @Test
    default void aCodeThatHasNotEndedIsNotPurged() {
        VerificationCode ending = registrationEnding("ann@example.org", NOON.minus(Duration.ofMinutes(10)));
        VerificationCode live = registrationCode("bob@example.org");
        add(ending, live);

        assertThat(purge(store -> store.verificationCodes().purge(NOON, 100))).isZero();

        assertThat(isThere(ending)).isTrue();
        assertThat(isThere(live)).isTrue();
    }

    @Test
    default void aCodeWhoseTokenWasUsedUpSinceIsNotPurged() {
        Instant begin = NOON.minus(Duration.ofMinutes(20));
        VerificationCode consumed =
                registrationEnding("ann@example.org", begin).markAsUsed(begin).consume(NOON);
        add(consumed);

        assertThat(purge(store -> store.verificationCodes().purge(NOON, 100))).isZero();
        assertThat(isThere(consumed)).isTrue();

        assertThat(purge(store -> store.verificationCodes().purge(NOON.plus(Bench.TICK), 100)))
                .isEqualTo(1);
    }

    // Mailboxes

    private static MailboxKey mailboxOf(String name) {
        return MailboxKey.of(email(name + "@example.org"));
    }

    private void keep(Mailbox mailbox) {
        commit(store -> {
            assertThat(store.mailboxes().findForUpdate(mailbox.key()).key()).isEqualTo(mailbox.key());
            store.mailboxes().update(mailbox);
        });
    }

    private Mailbox mailbox(MailboxKey key) {
        return look(store -> store.mailboxes().findForUpdate(key));
    }

    @Test
    default void mailboxesThatRememberNothingNewArePurged() {
        WrongGuess oldGuess = new WrongGuess(new ClientNetwork("192.0.2.1"), JUST_BEFORE);
        WrongGuess freshGuess = new WrongGuess(new ClientNetwork("192.0.2.1"), NOON);
        Mailbox mailed = new Mailbox(mailboxOf("mailed"), List.of(oldGuess), List.of(JUST_BEFORE, NOON));
        Mailbox guessed = new Mailbox(mailboxOf("guessed"), List.of(oldGuess, freshGuess), List.of(JUST_BEFORE));
        keep(mailed);
        keep(guessed);
        keep(new Mailbox(mailboxOf("old"), List.of(oldGuess), List.of(JUST_BEFORE)));
        keep(Mailbox.untouched(mailboxOf("untouched")));
        assertThat(mailbox(mailboxOf("looked-at")).mails()).isEmpty();

        assertThat(purge(store -> store.mailboxes().purge(NOON, 1))).isEqualTo(1);
        assertThat(purge(store -> store.mailboxes().purge(NOON, 100))).isEqualTo(2);
        assertThat(purge(store -> store.mailboxes().purge(NOON, 100))).isZero();

        assertThat(mailbox(mailed.key())).isEqualTo(mailed);
        assertThat(mailbox(guessed.key())).isEqualTo(guessed);
        assertThat(mailbox(mailboxOf("old"))).isEqualTo(Mailbox.untouched(mailboxOf("old")));
    }

    @Test
    default void aMailboxThatForgotIsPurged() {
        Mailbox guessed =
                new Mailbox(mailboxOf("ann"), List.of(new WrongGuess(new ClientNetwork("192.0.2.1"), NOON)), List.of());
        keep(guessed);
        assertThat(purge(store -> store.mailboxes().purge(NOON, 100))).isZero();

        keep(guessed.refilled());

        assertThat(purge(store -> store.mailboxes().purge(NOON, 100))).isEqualTo(1);
    }

    @RaceTest(value = "purges of a mailbox while mails are counted in it", runners = 16)
    default void noMailThatIsCountedWhileManyPurgeIsForgotten() {
        MailboxKey ann = mailboxOf("ann");
        keep(new Mailbox(ann, List.of(), List.of(JUST_BEFORE)));

        List<Optional<UniqueRule>> outcomes = race(16, number -> store -> {
            if (number % 2 == 0) {
                assertThat(store.mailboxes().purge(NOON, 100)).isBetween(0, 1);
            } else {
                Mailbox mailbox = store.mailboxes().findForUpdate(ann);
                List<Instant> mails = new ArrayList<>(mailbox.mails());
                mails.add(NOON.plusSeconds(number));
                store.mailboxes().update(new Mailbox(ann, List.of(), mails));
            }
        });

        assertThat(outcomes).containsOnly(Optional.empty());
        assertThat(mailbox(ann).mails())
                .containsAll(IntStream.range(0, 16)
                        .filter(number -> number % 2 == 1)
                        .mapToObj(NOON::plusSeconds)
                        .toList());
    }
}
