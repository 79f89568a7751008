package leadr.registration.application;

import leadr.registration.application.access.AuthenticateApiKey;
import leadr.registration.application.access.AuthorizeSuperadmin;
import leadr.registration.application.account.AccountUseCases;
import leadr.registration.application.apikey.ApiKeyUseCases;
import leadr.registration.application.audit.ListAuditEvents;
import leadr.registration.application.invitation.InvitationUseCases;
import leadr.registration.application.jamcode.JamCodeUseCases;
import leadr.registration.application.mail.FindMails;
import leadr.registration.application.registration.CompleteRegistration;
import leadr.registration.application.registration.InitiateRegistration;
import leadr.registration.application.registration.ResendVerificationCode;
import leadr.registration.application.registration.VerifyEmailCode;

/** The set that the HTTP adapter serves. Each is safe to call from several threads. */
public record RegistrationUseCases(
        InitiateRegistration initiateRegistration,
        ResendVerificationCode resendVerificationCode,
        VerifyEmailCode verifyEmailCode,
        CompleteRegistration completeRegistration,
        AuthenticateApiKey authenticateApiKey,
        AuthorizeSuperadmin authorizeSuperadmin,
        JamCodeUseCases jamCodes,
        FindMails findMails,
        InvitationUseCases invitations,
        ApiKeyUseCases apiKeys,
        ListAuditEvents listAuditEvents,
        AccountUseCases accounts) {}
