package leadr.registration.application.store;

/** What is written into the audit log. */
public enum AuditAction {
    INITIATE_REGISTRATION,
    RESEND_CODE,
    VERIFY_CODE,
    COMPLETE_REGISTRATION,
    BOOTSTRAP_SUPERADMIN,
    CREATE_JAM_CODE,
    READ_JAM_CODES,
    UPDATE_JAM_CODE,
    DELETE_JAM_CODE,
    RESTORE_JAM_CODE,
    REDEEM_JAM_CODE,
    READ_MAILS,
    CREATE_API_KEY,
    READ_API_KEYS,
    REVOKE_API_KEY,
    REVOKE_LEAKED_KEY
}
