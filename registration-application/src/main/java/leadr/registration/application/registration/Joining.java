package leadr.registration.application.registration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import leadr.registration.application.mail.MailComposer;
import leadr.registration.application.registration.CompleteRegistration.Command;
import leadr.registration.application.registration.CompleteRegistration.Completed;
import leadr.registration.application.registration.CompleteRegistration.Reason;
import leadr.registration.application.registration.CompleteRegistration.Refused;
import leadr.registration.application.registration.CompleteRegistration.Result;
import leadr.registration.application.store.KnownAddress;
import leadr.registration.application.store.OpenInvitation;
import leadr.registration.application.store.RegistrationStore;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.account.DisplayName;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;

/**
 * Completes an invitation: the invited user is active, in the role of the invitation; whoever else invited the address is
 * declined.
 */
final class Joining {
    private final MailComposer mails;
    private final OpenInvitations openInvitations;

    Joining(MailComposer mails, OpenInvitations openInvitations) {
        this.mails = mails;
        this.openInvitations = openInvitations;
    }

    Result complete(Completion completion) {
        RegistrationStore store = completion.store();
        Optional<DisplayName> chosen;
        try {
            chosen = DisplayName.ifGiven(completion.command().displayName());
        } catch (InvalidValue broken) {
            return new Refused(Reason.RULE_BROKEN, broken);
        }
        KnownAddress known = store.users().findAddress(completion.code().email());
        if (known.invitations().stream().noneMatch(open -> isOwn(open, completion))) {
            return new Refused(
                    store.users().find(completion.userId()).isPresent()
                            ? Reason.USER_NOT_INVITED
                            : Reason.USER_NOT_FOUND);
        }
        List<OpenInvitation> held = OpenInvitations.held(store, known.invitations());
        OpenInvitation own = held.stream()
                .filter(open -> isOwn(open, completion))
                .findFirst()
                .orElseThrow();
        if (!own.user().isInvited()) {
            return new Refused(Reason.USER_NOT_INVITED);
        }
        if (!own.account().isActive()) {
            return new Refused(Reason.ACCOUNT_SUSPENDED);
        }
        if (known.occupant().isPresent()) {
            return new Refused(Reason.EMAIL_TAKEN);
        }
        List<OpenInvitation> others =
                held.stream().filter(open -> !isOwn(open, completion)).toList();
        return join(completion, own, others, chosen.orElse(own.user().displayName()));
    }

    private static boolean isOwn(OpenInvitation open, Completion completion) {
        return open.user().id().equals(completion.userId());
    }

    private Result join(Completion completion, OpenInvitation own, List<OpenInvitation> others, DisplayName name) {
        RegistrationStore store = completion.store();
        Command command = completion.command();
        Instant now = completion.now();
        User member = own.user().acceptInvitation(name, now);
        store.users().update(member);
        store.invitations().update(own.invitation().accept(now));
        // It may have been sent again since the code of this token was verified.
        store.verificationCodes().supersedeInvite(member.id(), now);
        ApiKey unused = completion.issueKey(member, ApiKey.nameFor(name));
        store.outbox().add(mails.in(command.languages()).welcome(member, own.account(), now));
        openInvitations.decline(store, others, command.origin(), now);
        completion.audit(member, null);
        return new Completed(own.account(), member, completion.newKey().secret(), null, false);
    }
}
