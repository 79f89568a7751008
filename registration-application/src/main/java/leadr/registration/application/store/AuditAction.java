package leadr.registration.application.store;

/** What is written into the audit log. */
public enum AuditAction {
    INITIATE_REGISTRATION,
    RESEND_CODE,
    VERIFY_CODE,
    COMPLETE_REGISTRATION,
    BOOTSTRAP_SUPERADMIN
}
