package leadr.registration.application.access;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadr.registration.application.access.Right.Decision;
import leadr.registration.application.access.Right.Reach;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may do what, written down a second time: A is allowed, F is forbidden, N is not there. */
class RightTest {
    private static final Account ALPHA = account("Alpha");
    private static final Account BETA = account("Beta");
    private static final List<User> CALLERS = List.of(
            user(ALPHA, "member@example.org", Role.MEMBER),
            user(ALPHA, "admin@example.org", Role.ADMIN),
            user(ALPHA, "owner@example.org", Role.OWNER),
            user(ALPHA, "root@example.org", Role.MEMBER).asSuperAdmin(NOON));

    /** Each word is a caller: member, admin, owner, superadmin. Its letters: the own account, another one. */
    private static final String TO_ACCOUNTS = """
            SEE_ACCOUNT      AN AN AN AA
            SEE_INVITATIONS  FF AN AN AA
            INVITE_MEMBER    FF AN AN AA
            INVITE_ADMIN     FF FF AN AA
            SEE_AUDIT        FF AN AN AA
            SEE_STRANGERS    FF FF FF AA
            REDEEM_JAM_CODE  FF AN AN AA
            RENAME_ACCOUNT   FF FF AN AA
            SUSPEND_ACCOUNT  FF FF FF AA
            SEE_USER         AN AN AN AA
            SEE_EMAIL        FF AN AN AA
            CHANGE_EMAIL     FF FF FF AA
            RENAME_USER      FF FF AN AA
            SUSPEND_USER     FF FF AN AA
            DELETE_USER      FF FF AN AA
            GRANT_ROLE       FF FF AN AA
            GRANT_SUPERADMIN FF FF FF AA
            SEE_KEYS         FF FF AN AA
            CREATE_KEY       FF FF FF AA
            REVOKE_KEY       FF FF AN AA
            """;

    /**
     * Each word is a caller, as above. Its letters: oneself, a member, an admin, an owner, a superadmin who is a member; then
     * somebody in another account, nobody, somebody deleted.
     */
    private static final String TO_USERS = """
            SEE_USER         AAAAANNN AAAAANNN AAAAANNN AAAAAANN
            SEE_EMAIL        AFFFFNNN AAAAANNN AAAAANNN AAAAAANN
            CHANGE_EMAIL     AFFFFFFF AFFFFFFF AFFFFFFF AAAAAANN
            RENAME_USER      AFFFFNNN AAFFFNNN AAAAFNNN AAAAAANN
            SUSPEND_USER     FFFFFFFF FAFFFNNN AAAAFNNN AAAAAANN
            DELETE_USER      AFFFFNNN AAFFFNNN AAAAFNNN AAAAAANN
            GRANT_ROLE       FFFFFFFF FFFFFFFF AAAAFNNN AAAAAANN
            GRANT_SUPERADMIN FFFFFFFF FFFFFFFF FFFFFFFF AAAAAANN
            SEE_KEYS         AFFFFNNN AAFFANNN AAAAANNN AAAAAANN
            CREATE_KEY       AFFFFFFF AFFFFFFF AFFFFFFF AAAAAANN
            REVOKE_KEY       AFFFFNNN AAFFFNNN AAAAFNNN AAAAAANN
            """;

    private static String row(Right right, String table) {
        return table.lines()
                .filter(line -> line.startsWith(right + " "))
                .map(line -> line.replaceFirst("\\w+ +", ""))
                .findFirst()
                .orElseThrow();
    }

    private static String letters(Stream<Decision> decisions) {
        return decisions
                .map(decision -> switch (decision) {
                    case ALLOWED -> "A";
                    case FORBIDDEN -> "F";
                    case NOT_THERE -> "N";
                })
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @EnumSource
    void theTableSaysWhatMayBeDoneToAnAccount(Right right) {
        assertThat(CALLERS.stream()
                        .map(caller ->
                                letters(Stream.of(ALPHA, BETA).map(account -> right.decide(caller, account.id()))))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(row(right, TO_ACCOUNTS));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_NONE,
            names = {".*_ACCOUNT", ".*INVIT.*", "SEE_AUDIT", "SEE_STRANGERS", "REDEEM_JAM_CODE"})
    void theTableSaysWhatMayBeDoneToAUser(Right right) {
        assertThat(CALLERS.stream()
                        .map(caller -> letters(targets(caller).map(target -> right.decide(caller, target))))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(row(right, TO_USERS));
    }

    @ParameterizedTest
    @EnumSource(names = {"SEE_USER", "SEE_EMAIL", "SEE_KEYS"})
    void aListShowsExactlyThoseWhoMayBeSeenAlone(Right right) {
        for (User caller : CALLERS) {
            assertThat(targets(caller).flatMap(Optional::stream).filter(user -> !user.isDeleted()))
                    .as("%s", caller.role())
                    .allMatch(target -> isIn(right.reach(caller), caller, target)
                            == (right.decide(caller, Optional.of(target)) == Decision.ALLOWED));
        }
    }

    private static boolean isIn(Reach reach, User caller, User target) {
        boolean colleague = target.accountId().equals(caller.accountId());
        boolean oneself = target.id().equals(caller.id());
        return switch (reach) {
            case EVERYBODY -> true;
            case COLLEAGUES -> colleague;
            case MEMBERS -> oneself || (colleague && target.role() == Role.MEMBER);
            case ONESELF -> oneself;
        };
    }

    private static Stream<Optional<User>> targets(User caller) {
        return Stream.of(
                Optional.of(caller),
                Optional.of(user(ALPHA, "bob@example.org", Role.MEMBER)),
                Optional.of(user(ALPHA, "cid@example.org", Role.ADMIN)),
                Optional.of(user(ALPHA, "dan@example.org", Role.OWNER)),
                Optional.of(user(ALPHA, "eve@example.org", Role.MEMBER).asSuperAdmin(NOON)),
                Optional.of(user(BETA, "fay@example.org", Role.MEMBER)),
                Optional.empty(),
                Optional.of(user(ALPHA, "gus@example.org", Role.MEMBER).delete(NOON)));
    }

    @ParameterizedTest
    @CsvSource({"ADMIN", "OWNER"})
    void aSuperadminIsSafeFromTheRestOfTheAccountInEveryRole(Role role) {
        Optional<User> root = Optional.of(user(ALPHA, "eve@example.org", role).asSuperAdmin(NOON));
        User owner = CALLERS.get(2);

        assertThat(Stream.of(
                                Right.RENAME_USER,
                                Right.SUSPEND_USER,
                                Right.DELETE_USER,
                                Right.GRANT_ROLE,
                                Right.REVOKE_KEY)
                        .map(right -> right.decide(owner, root)))
                .containsOnly(Decision.FORBIDDEN);
        assertThat(Right.SEE_KEYS.decide(owner, root)).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void aUserInAnotherAccountIsNotThereEvenAsAnOwnerThere() {
        Optional<User> foreign = Optional.of(user(BETA, "fay@example.org", Role.OWNER));

        assertThat(CALLERS.stream().limit(3).map(caller -> Right.DELETE_USER.decide(caller, foreign)))
                .containsOnly(Decision.NOT_THERE);
    }

    @Test
    void ofThingsWantedTogetherWhatForbidsOneComesFirst() {
        assertThat(Decision.together(List.of(Decision.ALLOWED, Decision.ALLOWED)))
                .isEqualTo(Decision.ALLOWED);
        assertThat(Decision.together(List.of(Decision.ALLOWED, Decision.NOT_THERE)))
                .isEqualTo(Decision.NOT_THERE);
        assertThat(Decision.together(List.of(Decision.NOT_THERE, Decision.FORBIDDEN, Decision.ALLOWED)))
                .isEqualTo(Decision.FORBIDDEN);
    }
}
