package leadr.registration.app;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Starts the server from the environment. Exit codes: 143 stopped by SIGTERM, 1 could not start, 2 wrong settings.
 */
public final class Main {
    private static final int CANNOT_START = 1;
    private static final int WRONG_SETTINGS = 2;

    private Main() {}

    /** Takes no arguments; everything is a setting of the environment. */
    public static void main(String[] arguments) {
        int code = run(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    private static int run(String[] arguments) {
        if (arguments.length > 0) {
            System.err.println("registration: takes no arguments; settings are environment variables, see the README");
            return WRONG_SETTINGS;
        }
        Settings settings;
        try {
            settings = SettingsReader.read(System.getenv());
        } catch (Settings.Wrong wrong) {
            System.err.println("registration: these settings are wrong:");
            System.err.println(wrong.getMessage());
            return WRONG_SETTINGS;
        }
        routeJdkLogging();
        try {
            Application application = Application.start(settings, System.out);
            Runtime.getRuntime().addShutdownHook(new Thread(application::close, "shutdown"));
            return 0;
        } catch (Application.CannotStart failure) {
            System.err.println("registration: " + failure.getMessage());
            LoggerFactory.getLogger(Main.class).debug("could not start", failure);
            return CANNOT_START;
        }
    }

    /** Liquibase and Angus Mail log by java.util.logging; what they say below WARNING is not for operators. */
    private static void routeJdkLogging() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Logger.getLogger("").setLevel(Level.WARNING);
    }
}
