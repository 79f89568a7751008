package leadr.registration.application.jamcode;

import java.util.Optional;
import leadr.registration.application.access.Superadmin;
import leadr.registration.application.store.Transactions;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeId;

/** Looks a jam code up. */
public final class FindJamCode {
    private final Transactions transactions;

    public FindJamCode(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Somebody wants to see a code. */
    public record Command(Superadmin caller, JamCodeId id) {}

    /** The code with its uses; empty for one that is unknown or deleted. */
    public Optional<JamCode> execute(Command command) {
        return transactions.run(store -> store.jamCodes().find(command.id()).filter(code -> !code.isDeleted()));
    }
}
