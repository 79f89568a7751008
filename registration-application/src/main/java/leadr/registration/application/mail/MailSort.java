package leadr.registration.application.mail;

import leadr.registration.application.store.SortField;
import org.jspecify.annotations.Nullable;

/** What mails are sorted by. */
public enum MailSort implements SortField<MailSummary> {
    ID,
    CREATED_AT,
    SENT_AT;

    @Override
    public @Nullable Object valueOf(MailSummary mail) {
        return switch (this) {
            case ID -> mail.id();
            case CREATED_AT -> mail.createdAt();
            case SENT_AT -> mail.sentAt();
        };
    }

    @Override
    public boolean isUnique() {
        return this == ID;
    }
}
