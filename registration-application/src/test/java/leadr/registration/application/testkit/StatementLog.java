package leadr.registration.application.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
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
        return store.run(inside -> work.apply(logged(RegistrationStore.class, inside)));
    }

    private <T> T logged(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Object result;
            try {
                result = method.invoke(target, args);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause() == null ? thrown : thrown.getCause();
            }
            if (type == RegistrationStore.class && method.getReturnType().isInterface()) {
                return port(method.getReturnType(), result);
            }
            // What writes nothing does the work of what writes.
            statements.add(type.getSimpleName() + "." + method.getName().replace("addNothing", "add"));
            return result;
        }));
    }

    private <P> Object port(Class<P> type, Object target) {
        return logged(type, type.cast(target));
    }
}
