package leadr.registration.domain.account;

import static leadr.registration.domain.account.Accounts.LATER;
import static leadr.registration.domain.account.Accounts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccountTest {
    private final Account account = Accounts.account();

    @Test
    void aNewAccountIsActive() {
        assertThat(account)
                .isEqualTo(new Account(
                        Accounts.ACCOUNT_ID,
                        new AccountName("Ada's Games"),
                        new Slug("adas-games"),
                        AccountStatus.ACTIVE,
                        NOW,
                        NOW));
        assertThat(account.isActive()).isTrue();
    }

    @Test
    void aSuspendedAccountIsNotActive() {
        Account suspended = account.suspend(LATER);

        assertThat(suspended.isActive()).isFalse();
        assertThat(suspended)
                .isEqualTo(
                        new Account(account.id(), account.name(), account.slug(), AccountStatus.SUSPENDED, NOW, LATER));
    }

    @Test
    void aSuspendedAccountIsActivatedAgain() {
        Account activated = account.suspend(LATER).activate(LATER.plusSeconds(1));

        assertThat(activated.isActive()).isTrue();
        assertThat(activated.createdAt()).isEqualTo(NOW);
        assertThat(activated.updatedAt()).isEqualTo(LATER.plusSeconds(1));
    }

    @Test
    void aRenamedAccountKeepsItsSlug() {
        Account renamed = account.rename(new AccountName("Countess"), LATER);

        assertThat(renamed.name().value()).isEqualTo("Countess");
        assertThat(renamed.slug()).isEqualTo(account.slug());
        assertThat(renamed.updatedAt()).isEqualTo(LATER);
        assertThat(account.rename(account.name(), LATER)).isSameAs(account);
    }

    @Test
    void whatIsSoAlreadyStaysUnchanged() {
        Account suspended = account.suspend(LATER);

        assertThat(account.activate(LATER)).isSameAs(account);
        assertThat(suspended.suspend(LATER.plusSeconds(1))).isSameAs(suspended);
    }
}
