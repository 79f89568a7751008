package leadr.registration.application.account;

import java.util.Optional;
import leadr.registration.application.access.Caller;
import leadr.registration.application.access.Right;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.AccountId;

/** Looks an account up. */
public final class FindAccount {
    private final Transactions transactions;

    public FindAccount(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Somebody wants to see an account. */
    public record Command(Caller caller, AccountId id) {}

    /** The account; empty for one that is not there, or not for this caller. */
    public Optional<Account> execute(Command command) {
        return Right.SEE_ACCOUNT.decide(command.caller().user(), command.id()) == Right.Decision.ALLOWED
                ? transactions.run(store -> store.accounts().find(command.id()))
                : Optional.empty();
    }
}
