package leadr.registration.application.store;

import org.jspecify.annotations.Nullable;

/** What invitations are sorted by. */
public enum InvitationSort implements SortField<InvitedUser> {
    /** Of the user. */
    ID,
    SENT_AT,
    EXPIRES_AT,
    ACCEPTED_AT,
    CREATED_AT;

    @Override
    public @Nullable Object valueOf(InvitedUser invited) {
        return switch (this) {
            case ID -> invited.invitation().userId().value();
            case SENT_AT -> invited.invitation().sentAt();
            case EXPIRES_AT -> invited.invitation().expiresAt();
            case ACCEPTED_AT -> invited.invitation().acceptedAt();
            case CREATED_AT -> invited.invitation().createdAt();
        };
    }

    @Override
    public boolean isUnique() {
        return this == ID;
    }
}
