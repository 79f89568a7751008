package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.registrationCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import leadr.registration.application.RequestOrigin;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.store.UniqueRule;
import leadr.registration.domain.account.AccountId;
import leadr.registration.domain.verification.ClientNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store promises of what is added to {@link leadr.registration.application.store.AuditLog}. */
public interface AuditLogContract extends StoreContract {
    /** An event as it is stored; empty where the store cannot be looked into. */
    default Optional<AuditEvent> storedEvent(UUID id) {
        return Optional.empty();
    }

    private static AuditEvent event(AuditAction action, @Nullable String reason) {
        return new AuditEvent(
                anId(),
                NOON,
                AuditEvent.ANONYMOUS,
                action,
                "a***@example.org",
                Outcome.DONE,
                reason,
                Fixtures.from("192.0.2.1"),
                null);
    }

    private void assertIsThere(AuditEvent event) {
        Duplicates.assertDuplicate(
                UniqueRule.ID, () -> commit(store -> store.auditLog().add(event)));
    }

    @Test
    default void everyActionIsTaken() {
        for (AuditAction action : AuditAction.values()) {
            AuditEvent event = event(action, null);

            commit(store -> store.auditLog().add(event));

            assertIsThere(event);
        }
    }

    @Test
    default void theLongestValuesFit() {
        String address = "ä".repeat(32) + "@" + "b".repeat(61) + "." + "c".repeat(61) + "." + "d".repeat(59) + ".com";
        AuditEvent longest = new AuditEvent(
                anId(),
                NOON,
                registrationCode("ann@example.org").id().text(),
                AuditAction.COMPLETE_REGISTRATION,
                email(address).masked(),
                Outcome.REFUSED,
                "RULE_BROKEN: Account slug must be lowercase alphanumeric with hyphens, and cannot start or end with a"
                        + " hyphen",
                new RequestOrigin(new UUID(-1, -1), new ClientNetwork("n".repeat(64))),
                new AccountId(new UUID(-1, -1)));

        commit(store -> store.auditLog().add(longest));

        assertIsThere(longest);
    }

    @Test
    default void anEventComesBackAsItWasAdded() {
        for (AuditEvent event : List.of(
                event(AuditAction.VERIFY_CODE, null),
                event(AuditAction.INITIATE_REGISTRATION, "CODE_SENT"),
                new AuditEvent(
                        anId(),
                        NOON,
                        AuditEvent.SYSTEM,
                        AuditAction.BOOTSTRAP_SUPERADMIN,
                        "Ünïcode 東京 🎮",
                        Outcome.REFUSED,
                        "NAMES_TAKEN",
                        new RequestOrigin(new UUID(0, 0), ClientNetwork.NONE),
                        new AccountId(anId())))) {
            commit(store -> store.auditLog().add(event));
            assumeThat(storedEvent(event.id())).isPresent();
            assertThat(storedEvent(event.id())).contains(event);
        }
    }

    @Test
    default void anEventOfALostTransactionIsNotThere() {
        AuditEvent event = event(AuditAction.VERIFY_CODE, "WRONG");
        assertThatThrownBy(() -> commit(store -> {
                    store.auditLog().add(event);
                    throw new UnsupportedOperationException("bug");
                }))
                .isInstanceOf(UnsupportedOperationException.class);

        commit(store -> store.auditLog().add(event));

        assertIsThere(event);
    }

    @RaceTest(value = "audit events", runners = 50)
    default void fiftyEventsAtOnceAreAllTaken() {
        List<AuditEvent> events = Race.of(50, number -> () -> {
            AuditEvent event = event(AuditAction.RESEND_CODE, "KNOWN");
            commit(store -> store.auditLog().add(event));
            return event;
        });

        assertThat(events).hasSize(50).allSatisfy(this::assertIsThere);
    }
}
