package leadr.registration.adapter.http;

import java.util.Optional;
import java.util.stream.Stream;

/** Every refusal there is: the one table of statuses, titles and sentences, and what the page of each says. */
enum ProblemCode {
    BAD_REQUEST(400, "Bad request", "The request could not be understood", "Send a request that follows HTTP/1.1."),
    VERIFICATION_CODE_INVALID(
            400,
            "Verification code not accepted",
            "Invalid or expired verification code",
            "The code is wrong, was used, or was replaced by a newer one. Take the code of the newest mail, or ask for"
                    + " another."),
    VERIFICATION_CODE_EXPIRED(
            400,
            "Verification code expired",
            "Verification code has expired",
            "The code was right, but its time is over. Ask for another."),
    VERIFICATION_TOKEN_INVALID(
            400,
            "Verification token not accepted",
            "Invalid verification token",
            "Send the verification_token exactly as verify answered it."),
    VERIFICATION_TOKEN_EXPIRED(
            400,
            "Verification token expired",
            "Verification token has expired",
            "Ask for a new code and verify it again."),
    VERIFICATION_TOKEN_TYPE_INVALID(
            400, "Verification token of another type", "Invalid token type", "The token was made for something else."),
    VERIFICATION_TOKEN_USED(
            400,
            "Verification token used",
            "Verification token has already been used",
            "A token is good for one completion. Ask for a new code and verify it again."),
    ACCOUNT_NAME_REQUIRED(
            400,
            "Account name missing",
            "Account name is required for registration",
            "Send an account_name of 2 to 100 characters."),
    NAME_RULE_BROKEN(
            400,
            "Name not accepted",
            "A name breaks a rule",
            "The detail says which rule the account name, the account slug or the display name breaks."),
    USER_NOT_INVITED(
            400,
            "User not invited",
            "User is not in invited status",
            "The invitation was accepted before, revoked or declined. Use the API key, or ask for another invitation."),
    JAM_CODE_INVALID(
            400,
            "Jam code not accepted",
            "Invalid or expired jam code",
            "The jam code is unknown, inactive, expired or used up. Leave it out, or ask who gave it to you."),
    JAM_CODE_REDEEMED(
            400,
            "Jam code redeemed before",
            "This account has already redeemed this jam code",
            "An account redeems a jam code once, and keeps what it got."),
    JAM_CODE_TAKEN(
            400,
            "Jam code taken",
            "A jam code with this text already exists",
            "Choose another code; case is ignored, and the code of a deleted jam code stays reserved."),
    SORT_INVALID(
            400,
            "Sort not accepted",
            "Invalid sort specification",
            "Send sort as field:asc or field:desc, several with commas between. The detail says what is wrong."),
    CURSOR_INVALID(
            400,
            "Cursor not accepted",
            "Invalid pagination cursor",
            "Send a cursor as a page answered it, with the same filters and the same sort; or begin without one."),
    USER_EXISTS(
            400,
            "User exists",
            "User with this email already exists and is active",
            "The address belongs to a user of the account, active or suspended. There is nothing to invite to."),
    IDEMPOTENCY_KEY_INVALID(
            400,
            "Idempotency key not accepted",
            "Idempotency-Key must have 1 to 255 visible characters",
            "Send one header Idempotency-Key of 1 to 255 visible characters."),
    API_KEY_REQUIRED(
            401,
            "API key required",
            "API key required",
            "Send the key in the header leadr-api-key, or as Authorization: Bearer."),
    API_KEY_INVALID(
            401,
            "API key not accepted",
            "Invalid or expired API key",
            "The key is mistyped, unknown, revoked or expired."),
    USER_SUSPENDED(
            403, "User suspended", "User is suspended", "Ask an owner of the account to activate the user again."),
    ACCOUNT_SUSPENDED(
            403, "Account suspended", "Account is suspended", "Ask the operator to activate the account again."),
    RECOVERY_REFUSED(
            403,
            "Recovery refused",
            "Access cannot be recovered by e-mail",
            "Use an API key, or ask an owner of the account or the operator."),
    SUPERADMIN_REQUIRED(
            403, "Superadmin required", "Superadmin access required", "Use the key of a superadmin, or ask one."),
    ADMIN_REQUIRED(
            403,
            "Owner or admin required",
            "Owner or admin access required",
            "Use the key of an owner or admin of the account, or ask one."),
    OWNER_REQUIRED(
            403,
            "Owner required",
            "Owner access required",
            "Only owners invite admins, and send or revoke the invitations of admins."),
    INVITATION_NOT_FOUND(
            404,
            "Invitation not found",
            "Invitation not found",
            "There is no invitation of this user, or not in your account; one that was revoked is not sent again: invite"
                    + " anew."),
    API_KEY_FOR_ANOTHER(
            403,
            "Keys are made for oneself",
            "API keys can be made for oneself only",
            "Leave user_id out. Only superadmins make keys for others."),
    API_KEY_OF_ANOTHER(
            403,
            "Key of somebody else",
            "This API key belongs to somebody whose keys you cannot manage",
            "Members manage their own keys, admins those of members too, owners those of everybody in the account; the"
                    + " keys of a superadmin are changed by superadmins only."),
    FORBIDDEN(
            403,
            "Not allowed",
            "Your role does not allow this",
            "Ask an owner of the account, or a superadmin, to do it."),
    ACCOUNT_NOT_FOUND(
            404, "Account not found", "Account not found", "There is no account with this id that you may see."),
    JAM_CODE_NOT_FOUND(
            404,
            "Jam code not found",
            "Jam code not found",
            "There is no jam code with this id, or it is deleted; a deleted one can be restored."),
    API_KEY_NOT_FOUND(
            404, "API key not found", "API key not found", "There is no API key with this id, or not in your account."),
    USER_NOT_FOUND(
            404,
            "User not found",
            "User not found",
            "There is no user with this id, or not in your account; deleted ones are gone."),
    NOT_FOUND(404, "Not found", "Not Found", "There is nothing at this address."),
    METHOD_NOT_ALLOWED(
            405, "Method not allowed", "Method Not Allowed", "The header Allow names the methods of this address."),
    REQUEST_TIMEOUT(408, "Request timeout", "The request took too long to arrive", "Send the request again, faster."),
    SLUG_TAKEN(409, "Account slug taken", "An account with this slug already exists", "Choose another account_slug."),
    ACCOUNT_NAME_TAKEN(
            409, "Account name taken", "Account name already taken", "Choose another account_name; case is ignored."),
    EMAIL_TAKEN(
            409,
            "E-mail address taken",
            "Email already registered",
            "The address has a user. Use its API key, or ask for a code to get a new one."),
    USER_INVITED(
            409,
            "User invited",
            "User has not accepted the invitation yet",
            "Who is invited is neither suspended nor activated. Revoke the invitation instead."),
    TOO_MANY_API_KEYS(
            409,
            "Too many API keys",
            "The user has too many API keys",
            "A user has at most 100 keys that are not revoked. Revoke one that nobody needs."),
    LAST_OWNER(
            409, "Last owner", "The last active owner of an account stays", "Make another active user an owner first."),
    LAST_SUPERADMIN(
            409, "Last superadmin", "The last active superadmin stays", "Make another active user a superadmin first."),
    REGISTRATION_COMPLETED(
            409,
            "Registration completed",
            "Registration already completed",
            "The request was sent before and its API key has been used, or was taken back. Use that key, or recover the"
                    + " account with a new code."),
    INVITATION_ACCEPTED(
            409,
            "Invitation accepted",
            "Invitation has already been accepted",
            "The person is a user of the account by now; suspend or delete the user instead."),
    USER_NOT_ACTIVE(
            409,
            "User not active",
            "User is not active",
            "The user has not accepted the invitation yet, or is suspended. Keys are made for active users, and only active"
                    + " users become owners or superadmins."),
    JAM_CODE_LIMIT_BELOW_USES(
            409,
            "Limit below the uses",
            "Max uses must not be less than the uses there are",
            "Choose a max_uses that is not less than current_uses, or switch the jam code off with active."),
    CONTENT_TOO_LARGE(413, "Content too large", "The request body is too large", "Send at most 65536 bytes."),
    URI_TOO_LONG(414, "URI too long", "The address of the request is too long", "Send a shorter address."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "Unsupported media type",
            "The request body must be application/json in UTF-8",
            "Send Content-Type: application/json, without a content encoding. PATCH takes application/merge-patch+json"
                    + " as well."),
    EXPECTATION_FAILED(417, "Expectation failed", "The expectation cannot be met", "Leave out the header Expect."),
    REQUEST_INVALID(
            422,
            "Request not valid",
            "The request is not valid",
            "The member error lists every field that breaks a rule, and the rule."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "Idempotency key used before",
            "Idempotency-Key was used for another request",
            "Send a new Idempotency-Key with a new request; the old one only with exactly the same body."),
    TOO_MANY_ATTEMPTS(
            429,
            "Too many attempts",
            "Too many verification attempts",
            "Too many wrong codes were tried. Wait as long as Retry-After says; a new code does not help before."),
    TOO_MANY_MAILS(
            429,
            "Too many mails",
            "Too many verification emails for this address",
            "The address has had its mails for this hour. Wait as long as Retry-After says."),
    HEADERS_TOO_LARGE(
            431, "Header fields too large", "The request headers are too large", "Send at most 8192 bytes of headers."),
    INTERNAL_ERROR(
            500,
            "Internal server error",
            "Internal server error",
            "It is our fault. Tell the operator the id in the member instance."),
    NOT_IMPLEMENTED(501, "Not implemented", "The request asks for something unknown here", "Send plain HTTP/1.1."),
    SERVICE_UNAVAILABLE(
            503,
            "Service unavailable",
            "The service is temporarily unavailable",
            "Wait as long as Retry-After says, then send the request again."),
    HTTP_VERSION_NOT_SUPPORTED(505, "HTTP version not supported", "The HTTP version is not supported", "Use HTTP/1.1.");

    /** Where the pages that explain the codes are. */
    static final String PAGES = "/problems/";

    private final int status;
    private final String title;
    private final String detail;
    private final String advice;

    ProblemCode(int status, String title, String detail, String advice) {
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.advice = advice;
    }

    int status() {
        return status;
    }

    /** The same for every occurrence. */
    String title() {
        return title;
    }

    /** What is said when an occurrence has nothing more exact to say. */
    String detail() {
        return detail;
    }

    /** What to do about it. */
    String advice() {
        return advice;
    }

    String wireName() {
        return WireName.of(this);
    }

    /** The path of the page that explains it. */
    String page() {
        return PAGES + wireName();
    }

    static Optional<ProblemCode> ofWireName(String text) {
        return Stream.of(values()).filter(code -> code.wireName().equals(text)).findFirst();
    }

    /** The code for a status that the server below us, or Javalin, came to. */
    static ProblemCode forStatus(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 408 -> REQUEST_TIMEOUT;
            case 413 -> CONTENT_TOO_LARGE;
            case 414 -> URI_TOO_LONG;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 417 -> EXPECTATION_FAILED;
            case 431 -> HEADERS_TOO_LARGE;
            case 501 -> NOT_IMPLEMENTED;
            case 503 -> SERVICE_UNAVAILABLE;
            case 505 -> HTTP_VERSION_NOT_SUPPORTED;
            default -> status >= 400 && status < 500 ? BAD_REQUEST : INTERNAL_ERROR;
        };
    }
}
