package leadr.registration.application.testkit;

import static leadr.registration.application.testkit.Fixtures.NOON;
import static leadr.registration.application.testkit.Fixtures.SECRETS;
import static leadr.registration.application.testkit.Fixtures.account;
import static leadr.registration.application.testkit.Fixtures.anId;
import static leadr.registration.application.testkit.Fixtures.owner;
import static leadr.registration.application.testkit.PagingContract.PAGING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leadr.registration.application.store.ApiKeyFilter;
import leadr.registration.application.store.ApiKeySort;
import leadr.registration.application.store.Page;
import leadr.registration.application.store.PageQuery;
import leadr.registration.application.store.PageRequest;
import leadr.registration.application.store.SearchText;
import leadr.registration.domain.account.Account;
import leadr.registration.domain.account.Role;
import leadr.registration.domain.account.User;
import leadr.registration.domain.apikey.ApiKey;
import leadr.registration.domain.apikey.ApiKeyId;
import leadr.registration.domain.apikey.ApiKeyStatus;
import leadr.registration.domain.secret.SecretDigest;
import org.junit.jupiter.api.Test;

/** What every store promises of the list of {@link leadr.registration.application.store.ApiKeys}. */
public interface ApiKeyListingContract extends StoreContract {
    /**
     * One of many keys that have much in common.
     *
     * @param number decides everything but the id and the text
     */
    private static ApiKey aKey(User user, int number) {
        Instant created = NOON.plus(number % 11 / 2, ChronoUnit.MICROS);
        // Ids of both signs: databases do not compare them as Java does.
        UUID id = number % 2 == 0 ? anId() : UUID.nameUUIDFromBytes(new byte[] {(byte) number, (byte) (number >> 8)});
        return new ApiKey(
                new ApiKeyId(id),
                user.accountId(),
                user.id(),
                "Key" + number % 13,
                "ldr_0123456789",
                new SecretDigest("k1", SECRETS.bytes(SecretDigest.LENGTH)),
                number % 4 == 1 ? ApiKeyStatus.REVOKED : ApiKeyStatus.ACTIVE,
                number % 3 == 0 ? null : NOON.plus(60 - number % 7, ChronoUnit.MICROS),
                number % 5 == 0 ? NOON.minusSeconds(1) : null,
                created,
                created);
    }

    private List<ApiKey> addKeys(User user, int from, int to) {
        List<ApiKey> keys =
                IntStream.range(from, to).mapToObj(each -> aKey(user, each)).toList();
        commit(store -> keys.forEach(store.apiKeys()::add));
        return keys;
    }

    private User addOwner(String name) {
        Account account = account(name);
        User user = owner(account, name.toLowerCase(Locale.ROOT) + "@example.org");
        commit(store -> {
            store.accounts().add(account);
            store.users().add(user);
        });
        return user;
    }

    private Walks.Lister<ApiKey> keys(ApiKeyFilter filter) {
        return query -> {
            PageRequest<ApiKeySort> request = PAGING.read(query, ApiKeySort.class, "keys");
            Page<ApiKey> page = look(store -> store.apiKeys().list(filter, request));
            return PAGING.listing(request, page, "keys");
        };
    }

    private static List<Orders.Order<ApiKey>> everyOrder() {
        return Orders.orders(ApiKeySort.class, ApiKeySort.ID, Orders::comparing);
    }

    @Test
    default void keysArePagedBackAndForthByEveryField() {
        List<ApiKey> all = addKeys(addOwner("Alpha"), 0, 103);

        Walks.assertPaged(
                keys(ApiKeyFilter.NONE),
                everyOrder(),
                "created_at:desc",
                Orders.comparing(ApiKeySort.CREATED_AT, true),
                all);
    }

    @Test
    default void keysThatWereNeverUsedComeLastInBothDirections() {
        assertThat(addKeys(addOwner("Alpha"), 0, 30)).hasSize(30);

        for (String sort : List.of("last_used_at:asc", "last_used_at:desc")) {
            List<ApiKey> listed = keys(ApiKeyFilter.NONE)
                    .apply(new PageQuery(100, sort, null))
                    .items();
            assertThat(listed.subList(0, 20)).as(sort).allMatch(ApiKey::wasUsed);
            assertThat(listed.subList(20, 30)).as(sort).noneMatch(ApiKey::wasUsed);
        }
    }

    @Test
    default void aFilterOfKeysLetsThroughWhatItSays() {
        User alpha = addOwner("Alpha");
        User beta = addOwner("Beta");
        User colleague = Fixtures.user(
                look(store -> store.accounts().find(beta.accountId())).orElseThrow(),
                "colleague@example.org",
                beta.role());
        commit(store -> store.users().add(colleague));
        List<ApiKey> all = Stream.of(addKeys(alpha, 0, 30), addKeys(beta, 30, 60), addKeys(colleague, 60, 90))
                .flatMap(List::stream)
                .toList();

        assertListed(new ApiKeyFilter(beta.accountId(), null, null, null, null, null), all);
        assertListed(new ApiKeyFilter(beta.accountId(), beta.id(), null, null, null, null), all);
        assertListed(new ApiKeyFilter(null, colleague.id(), null, null, null, null), all);
        for (ApiKeyStatus status : ApiKeyStatus.values()) {
            assertListed(new ApiKeyFilter(null, null, null, status, null, null), all);
            assertListed(new ApiKeyFilter(beta.accountId(), null, null, status, null, null), all);
            assertListed(new ApiKeyFilter(beta.accountId(), colleague.id(), null, status, null, null), all);
        }
        assertThat(keys(new ApiKeyFilter(alpha.accountId(), beta.id(), null, null, null, null))
                        .apply(new PageQuery(7, null, null))
                        .items())
                .isEmpty();
    }

    @Test
    default void keysOfMembersAndOfOneOtherUserAreListedApartFromTheRest() {
        User owner = addOwner("Alpha");
        Account account =
                look(store -> store.accounts().find(owner.accountId())).orElseThrow();
        User admin = Fixtures.user(account, "admin@example.org", Role.ADMIN);
        User member = Fixtures.user(account, "member@example.org", Role.MEMBER);
        commit(store -> {
            store.users().add(admin);
            store.users().add(member);
        });
        assertThat(addKeys(owner, 0, 20)).hasSize(20);
        List<ApiKey> seen = Stream.of(addKeys(admin, 20, 40), addKeys(member, 40, 60))
                .flatMap(List::stream)
                .toList();

        Walks.assertListed(
                keys(new ApiKeyFilter(account.id(), null, null, null, null, admin.id())), everyOrder(), seen);
    }

    @Test
    default void aPartOfTheNameOrOfThePrefixFindsAKey() {
        User alpha = addOwner("Alpha");
        List<ApiKey> all = addKeys(alpha, 0, 30);

        Walks.assertListed(
                keys(new ApiKeyFilter(null, null, null, null, new SearchText("kEY1"), null)),
                everyOrder(),
                all.stream().filter(key -> key.name().startsWith("Key1")).toList());
        assertThat(keys(new ApiKeyFilter(null, null, null, null, new SearchText("DR_0123"), null))
                        .apply(new PageQuery(100, null, null))
                        .items())
                .hasSize(30);
        assertThat(keys(new ApiKeyFilter(null, null, null, null, new SearchText("%"), null))
                        .apply(new PageQuery(7, null, null))
                        .items())
                .isEmpty();
    }

    @Test
    default void keysOfADeletedUserAreNotListed() {
        User alpha = addOwner("Alpha");
        User beta = addOwner("Beta");
        assertThat(addKeys(beta, 0, 10)).hasSize(10);
        List<ApiKey> left = addKeys(alpha, 10, 20);
        commit(store -> store.users()
                .update(store.users().findForUpdate(beta.id()).orElseThrow().delete(NOON)));

        Walks.assertListed(keys(ApiKeyFilter.NONE), everyOrder(), left);
    }

    @Test
    default void keysAreFoundByTheAddressOfTheirUser() {
        User alpha = addOwner("Alpha");
        User beta = addOwner("Beta");
        List<ApiKey> ofAlpha = addKeys(alpha, 0, 20);
        assertThat(addKeys(beta, 20, 40)).hasSize(20);
        ApiKeyFilter ofAddress = new ApiKeyFilter(null, null, Fixtures.email("ALPHA@Example.org"), null, null, null);

        Walks.assertListed(keys(ofAddress), everyOrder(), ofAlpha);
        for (ApiKeyFilter none : List.of(
                new ApiKeyFilter(null, beta.id(), alpha.email(), null, null, null),
                new ApiKeyFilter(null, null, Fixtures.email("nobody@example.org"), null, null, null))) {
            assertThat(keys(none).apply(new PageQuery(7, null, null)).items()).isEmpty();
        }

        commit(store -> store.users()
                .update(store.users().findForUpdate(alpha.id()).orElseThrow().delete(NOON)));
        assertThat(keys(ofAddress).apply(new PageQuery(7, null, null)).items()).isEmpty();
    }

    private void assertListed(ApiKeyFilter filter, List<ApiKey> all) {
        List<ApiKey> expected = all.stream()
                .filter(key -> filter.account() == null || filter.account().equals(key.accountId()))
                .filter(key -> filter.user() == null || filter.user().equals(key.userId()))
                .filter(key -> filter.status() == null || filter.status() == key.status())
                .toList();
        assertThat(expected).hasSizeLessThan(all.size());
        Walks.assertListed(keys(filter), everyOrder(), expected);
    }

    @Test
    default void whereNoKeyIsListedThereIsOneEmptyPage() {
        assertThat(keys(ApiKeyFilter.NONE).apply(new PageQuery(7, null, null)).items())
                .isEmpty();
    }

    @RaceTest(value = "walks through the keys while others are made", runners = 16)
    default void ofTheKeysThatAreMadeWhileManyWalkThroughThemNoneIsLost() {
        User alpha = addOwner("Alpha");
        List<ApiKey> initial = addKeys(alpha, 0, 60);

        Walks.raceWithThoseWhoAdd(
                keys(ApiKeyFilter.NONE), everyOrder().get(2), initial, number -> addKeys(alpha, number, number + 1));
    }
}
