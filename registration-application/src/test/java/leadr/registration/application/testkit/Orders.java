package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.redemption;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import leadr.registration.application.mail.MailSort;
import leadr.registration.application.mail.MailSummary;
import leadr.registration.application.store.AccountSort;
import leadr.registration.application.store.ApiKeySort;
import leadr.registration.application.store.AuditEvent;
import leadr.registration.application.store.AuditSort;
import leadr.registration.application.store.JamCodeRedemptions;
import leadr.registration.application.store.JamCodes.SortBy;
import leadr.registration.application.store.UserSort;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.jamcode.JamCode;
import leadr.registration.domain.jamcode.JamCodeRedemption;
import org.jspecify.annotations.Nullable;

/** Orders of lists as Java sorts by them. */
final class Orders {
    private Orders() {}

    static Comparator<JamCode> comparing(SortBy field, boolean descending) {
        return switch (field) {
            case ID -> by(code -> code.id().text(), descending);
            case CODE -> by(code -> code.code().value(), descending);
            case ACTIVE -> by(JamCode::active, descending);
            case CURRENT_USES -> by(code -> code.usage().currentUses(), descending);
            case MAX_USES ->
                Orders.<JamCode>nullsLast(code -> code.usage().maxUses() == null)
                        .thenComparing(by(code -> orZero(code.usage().maxUses()), descending));
            case CREATED_AT -> by(JamCode::createdAt, descending);
            case UPDATED_AT -> by(JamCode::updatedAt, descending);
        };
    }

    static Comparator<JamCodeRedemption> comparing(JamCodeRedemptions.SortBy field, boolean descending) {
        return switch (field) {
            case ID -> by(redemption -> redemption.id().text(), descending);
            case ACCOUNT_ID -> by(redemption -> redemption.accountId().text(), descending);
            case JAM_CODE_ID -> by(redemption -> redemption.jamCodeId().text(), descending);
            case CREATED_AT -> by(JamCodeRedemption::redeemedAt, descending);
        };
    }

    static Comparator<MailSummary> comparing(MailSort field, boolean descending) {
        return switch (field) {
            case ID -> by(mail -> mail.id().toString(), descending);
            case CREATED_AT -> by(MailSummary::createdAt, descending);
            case SENT_AT ->
                Orders.<MailSummary>nullsLast(mail -> mail.sentAt() == null)
                        .thenComparing(by(mail -> mail.sentAt() == null ? Instant.EPOCH : mail.sentAt(), descending));
        };
    }

    static Comparator<User> comparing(UserSort field, boolean descending) {
        return switch (field) {
            case ID -> by(user -> user.id().text(), descending);
            case CREATED_AT -> by(User::createdAt, descending);
            case UPDATED_AT -> by(User::updatedAt, descending);
            case DISPLAY_NAME -> by(user -> user.displayName().value(), descending);
        };
    }

    static Comparator<Account> comparing(AccountSort field, boolean descending) {
        return switch (field) {
            case ID -> by(account -> account.id().text(), descending);
            case CREATED_AT -> by(Account::createdAt, descending);
            case UPDATED_AT -> by(Account::updatedAt, descending);
            case NAME -> by(account -> account.name().value(), descending);
            case SLUG -> by(account -> account.slug().value(), descending);
        };
    }

    static Comparator<ApiKey> comparing(ApiKeySort field, boolean descending) {
        return switch (field) {
            case ID -> by(key -> key.id().text(), descending);
            case CREATED_AT -> by(ApiKey::createdAt, descending);
            case NAME -> by(ApiKey::name, descending);
            case LAST_USED_AT ->
                Orders.<ApiKey>nullsLast(key -> key.lastUsedAt() == null)
                        .thenComparing(
                                by(key -> key.lastUsedAt() == null ? Instant.EPOCH : key.lastUsedAt(), descending));
        };
    }

    static Comparator<AuditEvent> comparing(AuditSort field, boolean descending) {
        return switch (field) {
            case ID -> by(event -> event.id().toString(), descending);
            case AT -> by(AuditEvent::at, descending);
        };
    }

    static <T, V extends Comparable<? super V>> Comparator<T> by(
            Function<? super T, ? extends V> value, boolean descending) {
        Comparator<T> ascending = (a, b) -> value.apply(a).compareTo(value.apply(b));
        return descending ? ascending.reversed() : ascending;
    }

    /** In both directions. */
    static <T> Comparator<T> nullsLast(Function<? super T, Boolean> isNull) {
        return by(isNull, false);
    }

    static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    static String name(Enum<?> field) {
        return field.name().toLowerCase(Locale.ROOT);
    }

    /** An order as a client writes it, and as Java sorts by it. */
    record Order<T>(String sort, Comparator<T> comparator) {
        Order<T> then(Order<T> next) {
            return new Order<>(sort + "," + next.sort, comparator.thenComparing(next.comparator));
        }

        List<T> sorted(Stream<T> rows) {
            return rows.sorted(comparator).toList();
        }
    }

    static <F extends Enum<F>, T> List<Order<T>> orders(
            Class<F> fields, F id, BiFunction<F, Boolean, Comparator<T>> comparing) {
        return Stream.of(fields.getEnumConstants())
                .flatMap(field -> Stream.of(true, false)
                        .map(descending -> new Order<>(
                                name(field) + (descending ? ":desc" : ":asc"),
                                comparing.apply(field, descending).thenComparing(comparing.apply(id, false)))))
                .toList();
    }

    static Order<JamCode> order(String sort) {
        List<String> parts = List.of(sort.split(","));
        Comparator<JamCode> all = Stream.concat(parts.stream(), Stream.of("id:asc"))
                .map(part -> {
                    int colon = part.indexOf(':');
                    return comparing(
                            SortBy.valueOf(part.substring(0, colon).toUpperCase(Locale.ROOT)), part.endsWith(":desc"));
                })
                .reduce(Comparator::thenComparing)
                .orElseThrow();
        return new Order<>(sort, all);
    }
}
