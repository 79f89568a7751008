package leadr.registration.domain.jamcode;

/** Whether an account may redeem a jam code. */
public sealed interface RedemptionVerdict {
    /**
     * It may.
     *
     * @param next the code as it has to be stored, one use more
     * @param redemption the redemption that has to be stored with it
     */
    record Redeemed(JamCode next, JamCodeRedemption redemption) implements RedemptionVerdict {}

    /** It may not; the code stays as it is. */
    record Refused(Reason reason) implements RedemptionVerdict {}

    /** Why not; the first that applies, in this order. */
    enum Reason {
        DELETED,
        INACTIVE,
        EXPIRED,
        ALREADY_REDEEMED,
        USED_UP
    }
}
