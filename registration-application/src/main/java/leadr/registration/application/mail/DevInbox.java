package leadr.registration.application.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mails that stayed here instead of being sent: for development only. */
@FunctionalInterface
public interface DevInbox {
    /** The newest mails, newest first. */
    List<Received> newest(int limit);

    /** A mail as it looks to the person who gets it. */
    record Received(
            String to,
            String subject,
            String text,
            String html,
            @Nullable String code,
            Instant sentAt) {
        /** Always {@code Received[redacted]}: it may hold a code. */
        @Override
        public String toString() {
            return "Received[redacted]";
        }
    }
}
