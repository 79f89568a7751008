package leadr.registration.application.account;

/** What can be done with accounts and their users. Each is safe to call from several threads. */
public record AccountUseCases(
        FindAccounts list,
        FindAccount find,
        UpdateAccount update,
        FindUsers listUsers,
        FindUser findUser,
        UpdateUser updateUser,
        DeleteUser deleteUser,
        RequestEmailChange requestEmailChange,
        ConfirmEmailChange confirmEmailChange) {}
