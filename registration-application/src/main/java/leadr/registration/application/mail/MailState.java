package leadr.registration.application.mail;

/** Where a mail stands. */
public enum MailState {
    /** Not tried yet. */
    QUEUED,
    /** A mail server took it. */
    SENT,
    /** Refused for now; tried again later. */
    DEFERRED,
    /** Refused for good, or given up. */
    FAILED;

    /** Whether it is never tried again. */
    public boolean isFinal() {
        return switch (this) {
            case SENT, FAILED -> true;
            case QUEUED, DEFERRED -> false;
        };
    }
}
