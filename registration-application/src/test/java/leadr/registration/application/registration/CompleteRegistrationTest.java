package leadr.registration.application.registration;

import static leadr.registration.application.testkit.Bench.TICK;
import static leadr.registration.application.testkit.Fixtures.API_KEY_HASHER;
import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.email;
import static leadr.registration.application.testkit.Fixtures.owner;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import leadr.registration.application.access.AuthenticateApiKey;
import leadr.registration.application.mail.MailKind;
import leadr.registration.application.mail.OutgoingMail;
import leadr.registration.application.registration.CompleteRegistration.Completed;
import leadr.registration.application.registration.CompleteRegistration.Reason;
import leadr.registration.application.registration.CompleteRegistration.Refused;
import leadr.registration.application.registration.CompleteRegistration.Result;
import leadr.registration.application.secret.VerificationTokens.Claims;
import leadr.registration.application.secret.VerificationTokens.Valid;
import leadr.registration.application.store.AuditAction;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditEvent.Outcome;
import leadr.registration.application.testkit.Bench;
import leadr.registration.application.testkit.FakeVerificationTokens;
import leadr.registration.application.testkit.Fixtures;
import leadr.registration.application.testkit.Proofs;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Invitation;
import leadr.registration.domain.account.InvitationStatus;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.account.UserId;
import leadr.registration.domain.account.UserStatus;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.verification.VerificationCode;
import leadr.registration.domain.verification.VerificationCodeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompleteRegistrationTest {
    private static final String ANN = "ann@example.org";

    private final Bench bench = new Bench();
    private final CompletionDesk desk = new CompletionDesk(bench);

    private Result complete(Completing what) {
        return desk.complete(what);
    }

    private AuditEvent lastEvent() {
        List<AuditEvent> events = bench.store.auditEvents();
        return events.get(events.size() - 1);
    }

    private void assertRefused(Completing what, Reason reason) {
        desk.assertRefused(what, reason, AuditAction.COMPLETE_REGISTRATION, "registration");
    }

    private PlainSecret tokenOf(VerificationCode code, VerificationCodeType type) {
        return bench.tokens.issue(new Claims(
                code.id(),
                code.email(),
                type,
                type == VerificationCodeType.REGISTRATION ? null : code.userId(),
                NOON,
                NOON.plusSeconds(600)));
    }

    @Test
    void aProvedAddressBecomesAnAccountWithItsOwnerAndAKey() {
        PlainSecret token = bench.tokenFor("Ann@example.org");
        bench.clock.advance(Duration.ofSeconds(9));

        Completed completed = (Completed)
                complete(Completing.with(token).name("  Café Alpha ").displayName(" Ann Müller "));

        Account account = completed.account();
        assertThat(account.name().value()).isEqualTo("Café Alpha");
        assertThat(account.slug().value()).isEqualTo("cafe-alpha");
        assertThat(account.isActive()).isTrue();
        assertThat(account.createdAt()).isEqualTo(NOON.plusSeconds(9));
        User user = completed.user();
        assertThat(user.accountId()).isEqualTo(account.id());
        assertThat(user.email().value()).isEqualTo("Ann@example.org");
        assertThat(user.displayName().value()).isEqualTo("Ann Müller");
        assertThat(user.role()).isEqualTo(Role.OWNER);
        assertThat(user.isActive()).isTrue();
        assertThat(user.superAdmin()).isFalse();
        assertThat(bench.store.accounts()).containsExactly(account);
        assertThat(bench.store.users()).containsExactly(user);
    }

    @Test
    void theKeyIsStoredHashedAndOpensTheAccount() {
        Completed completed = (Completed) complete(Completing.with(bench.tokenFor(ANN)));

        ApiKey key = bench.store.apiKeys().get(0);
        assertThat(key.name()).isEqualTo("CLI API Key");
        assertThat(key.prefix()).isEqualTo(completed.apiKey().prefix());
        assertThat(key.userId()).isEqualTo(completed.user().id());
        assertThat(key.accountId()).isEqualTo(completed.account().id());
        assertThat(key.expiresAt()).isNull();
        String text = completed.apiKey().secret().reveal();
        assertThat(new AuthenticateApiKey(bench.store, API_KEY_HASHER, bench.clock)
                        .execute(new AuthenticateApiKey.Command(text)))
                .isInstanceOf(AuthenticateApiKey.Authenticated.class);
        assertThat(completed.toString()).doesNotContain(text);
    }

    @Test
    void theTokenIsUsedUpAndTheOwnerIsWelcomed() {
        Completed completed = (Completed) complete(Completing.with(bench.tokenFor(ANN)));

        assertThat(bench.store.verificationCodes())
                .singleElement()
                .returns(true, VerificationCode::isConsumed)
                .returns(NOON, VerificationCode::consumedAt);
        OutgoingMail mail = bench.store.mails().get(1);
        assertThat(mail.kind()).isEqualTo(MailKind.WELCOME);
        assertThat(mail.to()).isEqualTo(email(ANN));
        AuditEvent event = lastEvent();
        assertThat(event)
                .isEqualTo(new AuditEvent(
                        event.id(),
                        NOON,
                        completed.user().id().text(),
                        AuditAction.COMPLETE_REGISTRATION,
                        completed.account().id().text(),
                        Outcome.DONE,
                        null,
                        Completing.ORIGIN,
                        completed.account().id()));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"null,ann", "'',ann", "'  ',ann", "' Bob ',Bob"})
    void whoGivesNoDisplayNameIsCalledAsTheAddressBegins(String given, String expected) {
        Completed completed =
                (Completed) complete(Completing.with(bench.tokenFor(ANN)).displayName(given));

        assertThat(completed.user().displayName().value()).isEqualTo(expected);
    }

    @Test
    void aBlankJamCodeIsNone() {
        assertThat(complete(Completing.with(bench.tokenFor(ANN)).jamCode("  "))).isInstanceOf(Completed.class);
    }

    @Test
    void anAddressThatIsOnlyInvitedElsewhereIsFree() {
        Account other = account("Other");
        bench.addAccount(other, user(other, ANN, UserStatus.INVITED));

        assertThat(complete(Completing.with(bench.tokenFor(ANN)))).isInstanceOf(Completed.class);
    }

    @Test
    void foundingAnAccountDeclinesEveryInvitation() {
        Proofs proofs = new Proofs(bench.store, bench.tokens, bench.clock);
        User byAlpha = proofs.invited(proofs.owner("Alpha"), ANN, Role.MEMBER);
        User byBeta = proofs.invited(proofs.owner("Beta"), "Ann@example.org", Role.ADMIN);
        User bob = proofs.invited(byBeta, "bob@example.org", Role.MEMBER);
        VerificationCode live = Fixtures.code(VerificationCodeType.INVITE, ANN, byBeta.id(), NOON);
        bench.in(store -> store.verificationCodes().add(live));
        bench.clock.advance(Duration.ofHours(25));
        PlainSecret token = bench.tokenFor(ANN);

        assertThat(complete(Completing.with(token))).isInstanceOf(Completed.class);

        Instant now = bench.clock.instant();
        assertThat(bench.store.users()).contains(byAlpha.delete(now), byBeta.delete(now), bob);
        assertThat(bench.store.invitations())
                .extracting(Invitation::status)
                .containsExactly(InvitationStatus.REVOKED, InvitationStatus.REVOKED, InvitationStatus.PENDING);
        assertThat(bench.store.verificationCodes()).contains(live.markAsExpired(now));
        assertThat(bench.store.auditEvents())
                .filteredOn(event -> event.action() == AuditAction.DECLINE_INVITATION)
                .extracting(AuditEvent::actor, AuditEvent::target, AuditEvent::account)
                .containsExactly(
                        tuple(AuditEvent.ANONYMOUS, byAlpha.id().text(), byAlpha.accountId()),
                        tuple(AuditEvent.ANONYMOUS, byBeta.id().text(), byBeta.accountId()));
    }

    @Test
    void aRefusedRegistrationDeclinesNothing() {
        Proofs proofs = new Proofs(bench.store, bench.tokens, bench.clock);
        assertThat(proofs.invited(proofs.owner("Alpha"), ANN, Role.MEMBER).isInvited())
                .isTrue();
        PlainSecret token = bench.tokenFor(ANN);

        assertRefused(Completing.with(token).name(" "), Reason.ACCOUNT_NAME_MISSING);
        assertRefused(Completing.with(token).jamCode("JAM2026"), Reason.JAM_CODE_INVALID);
        assertRefused(Completing.with(token).name("alpha"), Reason.ACCOUNT_NAME_TAKEN);
        assertThat(bench.store.invitations()).allMatch(Invitation::isPending);
    }

    @Test
    void aTokenNobodyIssuedIsInvalid() {
        assertRefused(Completing.with(new PlainSecret("made-up")), Reason.TOKEN_INVALID);
    }

    @Test
    void aTokenOfAnotherPurposeIsRefused() {
        assertRefused(Completing.with(FakeVerificationTokens.OF_WRONG_TYPE), Reason.TOKEN_OF_WRONG_TYPE);
    }

    @Test
    void aTokenIsGoodUntilOneTickBeforeItsEnd() {
        PlainSecret token = bench.tokenFor(ANN);
        // Tokens count in whole seconds.
        bench.clock.set(NOON.truncatedTo(ChronoUnit.SECONDS).plus(Bench.TOKEN_LIFE));
        assertRefused(Completing.with(token), Reason.TOKEN_EXPIRED);

        bench.clock.set(bench.clock.instant().minus(TICK));
        assertThat(complete(Completing.with(token))).isInstanceOf(Completed.class);
    }

    @Test
    void aTokenOfACodeThatIsGoneIsInvalid() {
        assertRefused(
                Completing.with(tokenOf(Fixtures.registrationCode(ANN), VerificationCodeType.REGISTRATION)),
                Reason.TOKEN_INVALID);
    }

    @Test
    void aTokenOfACodeThatIsNotUsedIsInvalid() {
        VerificationCode pending = Fixtures.registrationCode(ANN);
        VerificationCode dead = Fixtures.registrationCode(ANN).markAsExpired(NOON);
        bench.in(store -> {
            store.verificationCodes().add(pending);
            store.verificationCodes().add(dead);
        });

        assertRefused(Completing.with(tokenOf(pending, VerificationCodeType.REGISTRATION)), Reason.TOKEN_INVALID);
        assertRefused(Completing.with(tokenOf(dead, VerificationCodeType.REGISTRATION)), Reason.TOKEN_INVALID);
    }

    /** Whoever made it, a token that does not say what its code says is not one of ours. */
    @Test
    void aTokenThatSaysSomethingElseThanItsCodeIsInvalid() {
        Proofs proofs = new Proofs(bench.store, bench.tokens, bench.clock);
        User owner = proofs.owner("Other");
        User invited = proofs.invited(owner, ANN, Role.MEMBER);
        List<Claims> said = Stream.of(proofs.registration(ANN), proofs.invitation(invited), proofs.recovery(owner))
                .map(token -> ((Valid) bench.tokens.read(token, NOON)).claims())
                .toList();
        for (Claims claims : said) {
            for (VerificationCodeType type : VerificationCodeType.values()) {
                for (String email : List.of(claims.email().value(), "eve@example.org")) {
                    UserId user = type == VerificationCodeType.REGISTRATION ? null : invited.id();
                    boolean same = type == claims.type()
                            && email.equals(claims.email().value())
                            && Objects.equals(user, claims.userId());
                    Claims changed = new Claims(
                            claims.subject(), email(email), type, user, claims.issuedAt(), claims.expiresAt());
                    if (!same) {
                        assertInvalid(changed);
                    }
                }
            }
        }
    }

    private void assertInvalid(Claims claims) {
        List<List<?>> before = bench.everythingButAudit();

        assertThat(complete(Completing.with(bench.tokens.issue(claims)))).isEqualTo(new Refused(Reason.TOKEN_INVALID));

        assertThat(bench.everythingButAudit()).isEqualTo(before);
    }

    @Test
    void aTokenIsUsedOnce() {
        PlainSecret token = bench.tokenFor(ANN);
        assertThat(complete(Completing.with(token))).isInstanceOf(Completed.class);

        assertRefused(Completing.with(token).name("Another"), Reason.TOKEN_USED);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"null", "''", "'  '", "'\t\u3000'"})
    void anAccountNameIsRequired(String name) {
        assertRefused(Completing.with(bench.tokenFor(ANN)).name(name), Reason.ACCOUNT_NAME_MISSING);
    }

    @Test
    void anyJamCodeIsInvalidAsLongAsThereAreNone() {
        assertRefused(Completing.with(bench.tokenFor(ANN)).jamCode("JAM2026"), Reason.JAM_CODE_INVALID);
    }

    @Test
    void aSlugAskedForThatIsTakenIsRefused() {
        bench.addAccount(account("Other", "alpha"));

        assertRefused(Completing.with(bench.tokenFor(ANN)).slug("alpha"), Reason.SLUG_TAKEN);
    }

    @Test
    void anAccountNameThatIsTakenInAnyCaseIsRefused() {
        bench.addAccount(account("TEAM ALPHA", "other"));

        assertRefused(Completing.with(bench.tokenFor(ANN)), Reason.ACCOUNT_NAME_TAKEN);
    }

    @Test
    void anAddressThatHasAUserByNowIsRefused() {
        PlainSecret token = bench.tokenFor(ANN);
        Account other = account("Other");
        bench.addAccount(other, user(other, "ANN@example.org", UserStatus.SUSPENDED));

        assertRefused(Completing.with(token), Reason.EMAIL_TAKEN);
    }

    @Test
    void theFirstRuleThatIsBrokenIsToldAndTheTokenCanBeTriedAgain() {
        PlainSecret token = bench.tokenFor(ANN);
        Account other = account("Team Alpha", "alpha");
        bench.addAccount(other, owner(other, ANN));
        Completing allWrong = Completing.with(token)
                .name(" ")
                .slug("-")
                .displayName("x".repeat(101))
                .jamCode("JAM2026");

        assertRefused(allWrong.token(new PlainSecret("made-up")), Reason.TOKEN_INVALID);
        assertRefused(allWrong, Reason.ACCOUNT_NAME_MISSING);
        assertThat(brokenRule(allWrong.name("A"))).isEqualTo("Account name must be at least 2 characters");
        Completing named = allWrong.name("Team Alpha");
        assertThat(brokenRule(named)).isEqualTo("Account slug must be at least 2 characters");
        assertThat(brokenRule(named.slug("alpha"))).isEqualTo("Display name must not exceed 100 characters");
        Completing valid = named.slug("alpha").displayName("Ann");
        assertRefused(valid, Reason.JAM_CODE_INVALID);
        assertRefused(valid.jamCode(null), Reason.SLUG_TAKEN);
        assertRefused(valid.jamCode(null).slug("beta"), Reason.ACCOUNT_NAME_TAKEN);
        assertRefused(valid.jamCode(null).slug("beta").name("Beta"), Reason.EMAIL_TAKEN);
        bench.in(store -> store.users()
                .update(movedAway(store.users().findOccupant(email(ANN)).orElseThrow())));

        assertThat(complete(valid.jamCode(null).slug("beta").name("Beta"))).isInstanceOf(Completed.class);
    }

    private static User movedAway(User user) {
        return new User(
                user.id(),
                user.accountId(),
                email("moved@example.org"),
                user.displayName(),
                user.role(),
                user.status(),
                user.superAdmin(),
                user.createdAt(),
                NOON);
    }

    private String brokenRule(Completing what) {
        List<List<?>> before = bench.everythingButAudit();

        Refused refused = (Refused) complete(what);

        assertThat(refused.reason()).isEqualTo(Reason.RULE_BROKEN);
        assertThat(bench.everythingButAudit()).isEqualTo(before);
        String rule = Objects.requireNonNull(refused.broken()).rule();
        assertThat(lastEvent().reason()).isEqualTo("RULE_BROKEN: " + rule);
        assertThat(lastEvent().outcome()).isEqualTo(Outcome.REFUSED);
        return rule;
    }

    @Test
    void aNameWithoutASlugInItIsTold() {
        assertThat(brokenRule(Completing.with(bench.tokenFor(ANN)).name("東京")))
                .isEqualTo("Cannot generate slug from text with no valid characters");
    }
}
