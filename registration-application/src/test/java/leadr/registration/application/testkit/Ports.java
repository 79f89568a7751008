package leadr.registration.application.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.Callable;
import leadr.registration.application.store.RegistrationStore;
import org.jspecify.annotations.Nullable;

/** Puts somebody between a transaction and the ports it calls. */
final class Ports {
    private Ports() {}

    /** Sees every call. */
    interface Between {
        /**
         * Answers a call, by making it or in another way.
         *
         * @param name such as {@code JamCodes.add}
         * @param call makes the call
         */
        @Nullable Object answer(String name, Callable<@Nullable Object> call) throws Exception;
    }

    static RegistrationStore of(RegistrationStore store, Between between) {
        return between(RegistrationStore.class, store, between);
    }

    private static <T> T between(Class<T> type, T target, Between between) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Callable<@Nullable Object> call = () -> {
                try {
                    return method.invoke(target, args);
                } catch (InvocationTargetException thrown) {
                    if (thrown.getCause() instanceof RuntimeException failure) {
                        throw failure;
                    }
                    throw thrown;
                }
            };
            if (type == RegistrationStore.class && method.getReturnType().isInterface()) {
                return port(method.getReturnType(), Objects.requireNonNull(call.call()), between);
            }
            return between.answer(type.getSimpleName() + "." + method.getName(), call);
        }));
    }

    private static <P> Object port(Class<P> type, Object target, Between between) {
        return between(type, Objects.requireNonNull(type.cast(target)), between);
    }
}
