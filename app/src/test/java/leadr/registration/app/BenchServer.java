package leadr.registration.app;

import java.util.logging.Level;
import java.util.logging.Logger;
import leadr.registration.application.secret.SecretGenerator;
import leadr.registration.domain.verification.OneTimeCode;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The product as {@link Main} starts it, but for one thing: every one-time code has the same text. Delivery is paused while
 * it is measured, so nobody could read a code in a mail. The random bytes of a code are drawn all the same.
 */
public final class BenchServer {
    /** The text of every code; its digest still differs from row to row. */
    public static final String CODE = "K7WQ2M";

    private BenchServer() {}

    /** Takes no arguments; everything is a setting of the environment. */
    public static void main(String... arguments) throws Settings.Wrong, Application.CannotStart {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Logger.getLogger("").setLevel(Level.WARNING);
        Application application = Application.start(
                SettingsReader.read(System.getenv()), System.out, new OneCode(SecretGenerator.secure()));
        Runtime.getRuntime().addShutdownHook(new Thread(application::close, "shutdown"));
    }

    private record OneCode(SecretGenerator random) implements SecretGenerator {
        private static final OneTimeCode ALWAYS = OneTimeCode.parse(CODE);

        @Override
        public byte[] bytes(int count) {
            return random.bytes(count);
        }

        @Override
        public OneTimeCode oneTimeCode() {
            OneTimeCode drawn = random.oneTimeCode();
            return drawn.equals(ALWAYS) ? drawn : ALWAYS;
        }
    }
}
