package leadr.registration.domain.account;

/**
 * The name of an account: 2 to 100 characters (code points) after trimming, in NFC, without control or direction-turning
 * characters. Unique ignoring case, see {@link #key()}.
 */
public record AccountName(String value) {
    public static final int MIN_LENGTH = 2;
    public static final int MAX_LENGTH = 100;

    /** @throws leadr.registration.domain.InvalidValue naming {@code account_name} and the rule */
    public AccountName {
        value = Characters.printable("account_name", "Account name", value, MIN_LENGTH, MAX_LENGTH);
    }

    /** What has to be unique: the name with its case folded. */
    public String key() {
        return Characters.ignoringCase(value);
    }
}
