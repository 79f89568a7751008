package leadr.registration.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import leadr.registration.adapter.http.HttpSettings;
import leadr.registration.adapter.jpa.PersistenceSettings;
import leadr.registration.adapter.smtp.SmtpSettings;
import leadr.registration.application.access.BootstrapSuperadmin;
import leadr.registration.application.mail.MailTemplates;
import leadr.registration.application.secret.KeyRing;
import leadr.registration.domain.verification.VerificationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Everything an operator may set, checked; see the README for the names. Made by {@link SettingsReader}.
 *
 * @param smtp null when mails stay in the dev inbox
 * @param mailWorkers how many mails this node sends at once; 0 for none
 * @param recoveryEnabled whether somebody who has a user gets back in by mail
 * @param auditRetention how long audit events are kept
 * @param keyCacheLife how long this node may not know what another one did to a key; zero for no cache
 * @param secrets null in DEV when none are set: then random ones are kept in the data folder
 */
record Settings(
        boolean production,
        Path dataDir,
        HttpSettings http,
        PersistenceSettings persistence,
        @Nullable SmtpSettings smtp,
        int mailWorkers,
        Duration keyCacheLife,
        @Nullable Secrets secrets,
        VerificationPolicy policy,
        Duration tokenLife,
        boolean recoveryEnabled,
        Duration auditRetention,
        String productName,
        MailTemplates mailTemplates,
        BootstrapSuperadmin.Command superadmin) {
    private static final Pattern LOOPBACK = Pattern.compile("127(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}");

    /** The key rings; which is for what is said in the README. */
    record Secrets(KeyRing jwt, KeyRing apiKey, KeyRing code) {
        static final List<String> NAMES = List.of("JWT_SECRET", "API_KEY_SECRET", "CODE_SECRET");
    }

    /** Thrown when settings are wrong, with every problem at once; holds no value of a secret. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(List<String> problems) {
            super(String.join(System.lineSeparator(), problems));
        }
    }

    /** Whether only this machine can reach a server on that address; names other than localhost are never looked up. */
    static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || host.equals("[::1]")
                || LOOPBACK.matcher(host).matches();
    }
}
