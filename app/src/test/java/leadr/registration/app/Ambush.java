package leadr.registration.app;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector.Argument;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import leadr.registration.app.Ledger.Call;

/** A debugger that holds the first thread of the server to come to a place, so that the process can be killed there. */
final class Ambush implements AutoCloseable {
    /** Opens the real jar for an ambush. The port is chosen by the process, which prints it. */
    static final String JVM_ARGUMENT = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0";

    private static final Pattern ADDRESS = Pattern.compile("Listening for transport dt_socket at address: (\\d+)");
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String ROUTES = "leadr.registration.adapter.http.RegistrationRoutes";

    private final VirtualMachine machine;

    private Ambush(VirtualMachine machine) {
        this.machine = machine;
    }

    /** @param server started with {@link #JVM_ARGUMENT} */
    static Ambush lay(RealServer server) throws IOException, IllegalConnectorArgumentsException {
        Matcher printed = ADDRESS.matcher(server.output());
        if (!printed.find()) {
            throw new AssertionError("no debugger can attach:\n" + server.output());
        }
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(one -> one.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Argument> arguments = connector.defaultArguments();
        argument(arguments, "hostname").setValue("127.0.0.1");
        argument(arguments, "port").setValue(printed.group(1));
        return new Ambush(connector.attach(arguments));
    }

    private static Argument argument(Map<String, Argument> arguments, String name) {
        Argument argument = arguments.get(name);
        if (argument == null) {
            throw new AssertionError("no such argument: " + name);
        }
        return argument;
    }

    /**
     * Waits until a thread of the server comes by. It stays held, the others run on.
     *
     * @param connection the driver's class for a connection
     * @param call in whose request, where the place is in one
     */
    void await(Place place, String connection, Call call) throws InterruptedException {
        switch (place) {
            case BEFORE_COMMIT -> holdAt(connection, "commit", routeOf(call));
            case BEFORE_ANSWER -> holdAt("leadr.registration.adapter.http.Json", "answer", routeOf(call));
            case BEFORE_MARK -> holdAt("leadr.registration.adapter.jpa.JpaOutbox", "report", "");
            case ANY_MOMENT, DATABASE_STOPPED, DATABASE_KILLED ->
                throw new IllegalArgumentException("nothing to wait for");
        }
    }

    private static String routeOf(Call call) {
        return switch (call) {
            case INITIATE -> "sendCode";
            case VERIFY -> "verify";
            case COMPLETE -> "complete";
        };
    }

    /** @param route the method of the routes that must be on the stack; empty for any thread */
    private void holdAt(String type, String method, String route) throws InterruptedException {
        List<ReferenceType> types = machine.classesByName(type);
        if (types.isEmpty()) {
            throw new AssertionError(type + " was not used so far, or has another name now");
        }
        for (Method found : types.get(0).methodsByName(method)) {
            BreakpointRequest request = machine.eventRequestManager().createBreakpointRequest(found.location());
            request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
            request.enable();
        }
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            EventSet events = machine.eventQueue().remove(LONGEST.toMillis());
            if (events == null) {
                break;
            }
            for (Event event : events) {
                if (event instanceof BreakpointEvent hit && isOn(hit.thread(), route)) {
                    return;
                }
            }
            events.resume();
        }
        throw new AssertionError("nobody came to " + type + "." + method + " from " + route);
    }

    private static boolean isOn(ThreadReference thread, String route) {
        if (route.isEmpty()) {
            return true;
        }
        try {
            for (StackFrame frame : thread.frames()) {
                if (frame.location().declaringType().name().equals(ROUTES)
                        && frame.location().method().name().equals(route)) {
                    return true;
                }
            }
            return false;
        } catch (IncompatibleThreadStateException notHeld) {
            throw new AssertionError(notHeld);
        }
    }

    @Override
    public void close() {
        try {
            machine.dispose();
        } catch (VMDisconnectedException killed) {
            // As intended.
        }
    }
}
