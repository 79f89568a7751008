package leadr.registration.application.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import leadr.registration.application.store.Transactions;

/** All races of all contracts, to be run on any store. A new contract adds one line and one record. */
public final class Races {
    private static final List<Contract> CONTRACTS = List.of(
            new Contract(TransactionsContract.class, OnTransactions::new),
            new Contract(AccountsContract.class, OnAccounts::new),
            new Contract(UsersContract.class, OnUsers::new),
            new Contract(ApiKeysContract.class, OnApiKeys::new),
            new Contract(VerificationCodesContract.class, OnVerificationCodes::new),
            new Contract(EmailChangeCodesContract.class, OnEmailChangeCodes::new),
            new Contract(TeamChangesContract.class, OnTeamChanges::new),
            new Contract(InvitationsContract.class, OnInvitations::new),
            new Contract(InvitationListingContract.class, OnInvitationListing::new),
            new Contract(MailboxesContract.class, OnMailboxes::new),
            new Contract(JamCodesContract.class, OnJamCodes::new),
            new Contract(JamCodeUsesContract.class, OnJamCodeUses::new),
            new Contract(JamCodeRedemptionsContract.class, OnJamCodeRedemptions::new),
            new Contract(IdempotentRequestsContract.class, OnIdempotentRequests::new),
            new Contract(PagingContract.class, OnPaging::new),
            new Contract(OutboxContract.class, OnOutbox::new),
            new Contract(MailListingContract.class, OnMailListing::new),
            new Contract(AuditLogContract.class, OnAuditLog::new),
            new Contract(AuditListingContract.class, OnAuditListing::new),
            new Contract(AccountListingContract.class, OnAccountListing::new),
            new Contract(UserListingContract.class, OnUserListing::new),
            new Contract(ApiKeyListingContract.class, OnApiKeyListing::new),
            new Contract(PurgeContract.class, OnPurge::new),
            new Contract(CompletionContract.class, OnCompletion::new));

    private Races() {}

    /** Every race, by contract and name. */
    public static List<Entry> all() {
        return CONTRACTS.stream().flatMap(Contract::races).toList();
    }

    /** A store that keeps none of the promises, empty: every race fails on it, if not at once then within a few rounds. */
    public static Transactions naiveStore() {
        return new NaiveStore();
    }

    /** The contracts whose races are known here. */
    static List<Class<? extends StoreContract>> contracts() {
        return CONTRACTS.stream()
                .<Class<? extends StoreContract>>map(Contract::type)
                .toList();
    }

    /**
     * One race.
     *
     * @param contract the simple name of the contract
     * @param name the name of the test method
     * @param what what is raced, in a few words
     * @param runners how many run at once
     */
    public record Entry(String contract, String name, String what, int runners, Round round) {
        /**
         * Runs one round.
         *
         * @param store empty; of this round only
         * @throws AssertionError when the store does not keep its promise
         */
        public void run(Transactions store) {
            round.on(store);
        }

        @Override
        public String toString() {
            return contract + ": " + what + " (" + runners + " at once)";
        }
    }

    /** A race that waits for its store. */
    @FunctionalInterface
    public interface Round {
        void on(Transactions store);
    }

    private record Contract(Class<? extends StoreContract> type, Function<Transactions, StoreContract> on) {
        Stream<Entry> races() {
            return Stream.of(type.getDeclaredMethods())
                    .sorted(Comparator.comparing(Method::getName))
                    .flatMap(method -> Optional.ofNullable(method.getAnnotation(RaceTest.class))
                            .map(race -> new Entry(
                                    type.getSimpleName(),
                                    method.getName(),
                                    race.value(),
                                    race.runners(),
                                    store -> call(method, on.apply(store))))
                            .stream());
        }

        private static void call(Method test, StoreContract contract) {
            try {
                Object nothing = test.invoke(contract);
                if (nothing != null) {
                    throw new IllegalStateException("a test returns nothing: " + test);
                }
            } catch (InvocationTargetException thrown) {
                throw unchecked(thrown);
            } catch (IllegalAccessException hidden) {
                throw new IllegalStateException(hidden);
            }
        }

        private static RuntimeException unchecked(InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            return cause instanceof RuntimeException exception ? exception : new IllegalStateException(cause);
        }
    }

    private record OnTransactions(Transactions transactions) implements TransactionsContract {}

    private record OnAccounts(Transactions transactions) implements AccountsContract {}

    private record OnUsers(Transactions transactions) implements UsersContract {}

    private record OnApiKeys(Transactions transactions) implements ApiKeysContract {}

    private record OnVerificationCodes(Transactions transactions) implements VerificationCodesContract {}

    private record OnEmailChangeCodes(Transactions transactions) implements EmailChangeCodesContract {}

    private record OnTeamChanges(Transactions transactions) implements TeamChangesContract {}

    private record OnInvitations(Transactions transactions) implements InvitationsContract {}

    private record OnInvitationListing(Transactions transactions) implements InvitationListingContract {}

    private record OnMailboxes(Transactions transactions) implements MailboxesContract {}

    private record OnJamCodeUses(Transactions transactions) implements JamCodeUsesContract {}

    private record OnJamCodes(Transactions transactions) implements JamCodesContract {}

    private record OnJamCodeRedemptions(Transactions transactions) implements JamCodeRedemptionsContract {}

    private record OnIdempotentRequests(Transactions transactions) implements IdempotentRequestsContract {}

    private record OnPaging(Transactions transactions) implements PagingContract {}

    private record OnOutbox(Transactions transactions) implements OutboxContract {}

    private record OnMailListing(Transactions transactions) implements MailListingContract {}

    private record OnAuditLog(Transactions transactions) implements AuditLogContract {}

    private record OnAuditListing(Transactions transactions) implements AuditListingContract {}

    private record OnAccountListing(Transactions transactions) implements AccountListingContract {}

    private record OnUserListing(Transactions transactions) implements UserListingContract {}

    private record OnApiKeyListing(Transactions transactions) implements ApiKeyListingContract {}

    private record OnPurge(Transactions transactions) implements PurgeContract {}

    private record OnCompletion(Transactions transactions) implements CompletionContract {}
}
