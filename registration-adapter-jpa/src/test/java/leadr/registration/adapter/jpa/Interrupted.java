package leadr.registration.adapter.jpa;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import leadr.registration.application.store.JamCodes;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.application.store.Transactions;

/** Lets something else happen, once, in the middle of a redemption: after the code was found, before its use is taken. */
final class Interrupted implements Transactions {
    private final Transactions store;
    private final Runnable meanwhile;
    private final AtomicBoolean happened = new AtomicBoolean();

    Interrupted(Transactions store, Runnable meanwhile) {
        this.store = store;
        this.meanwhile = meanwhile;
    }

    @Override
    public <R> R run(Function<? super RegistrationStore, ? extends R> work) {
        return store.run(inside -> work.apply(proxy(RegistrationStore.class, inside)));
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getName().equals("claimUse") && happened.compareAndSet(false, true)) {
                meanwhile.run();
            }
            Object result;
            try {
                result = method.invoke(target, args);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
            return result instanceof JamCodes codes ? proxy(JamCodes.class, codes) : result;
        }));
    }
}
