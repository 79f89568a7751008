package leadr.registration.application.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;

/** Writes down which methods of the ports are called, in order. */
public final class StatementLog implements Transactions {
    private final Transactions store;
    private final List<String> statements = new ArrayList<>();

    public StatementLog(Transactions store) {
        this.store = store;
    }

    public List<String> statements() {
        return List.copyOf(statements);
    }

    public void clear() {
        statements.clear();
    }

    @Override
    public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
        return store.run(inside -> work.apply(Ports.of(inside, (name, call) -> {
            Object result = call.call();
            // What writes nothing does the work of what writes.
            statements.add(name.replace("addNothing", "add"));
            return result;
        })));
    }
}
