package leadr.registration.application.jamcode;

/** What can be done with jam codes. Each is safe to call from several threads. */
public record JamCodeUseCases(
        CreateJamCode create,
        FindJamCode find,
        FindJamCodes list,
        UpdateJamCode update,
        DeleteJamCode delete,
        RestoreJamCode restore,
        RedeemJamCode redeem,
        ListRedemptions redemptions) {}
