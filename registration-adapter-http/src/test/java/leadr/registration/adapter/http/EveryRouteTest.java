package leadr.registration.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import leadr.registration.adapter.http.People.Person;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every route, called by everybody. The routes are those of the running server; one without a row here fails the build. Each
 * call finds a world of its own, and is right in its form.
 */
class EveryRouteTest {
    /** Who calls, in the order of the columns; empty for a call without a key. */
    private static final List<Optional<Person>> CALLERS = List.of(
            Optional.empty(),
            Optional.of(Person.MEMBER),
            Optional.of(Person.ADMIN),
            Optional.of(Person.OWNER),
            Optional.of(Person.FOREIGN_OWNER),
            Optional.of(Person.SUSPENDED),
            Optional.of(Person.SUPERADMIN));

    /**
     * The status that each caller gets: without a key, a member, an admin, an owner, an owner of another account, a suspended
     * owner, a superadmin. Before that the route, and whose user or key it is done to: {@code -} for nobody's, {@code self} for
     * the caller's, else one of {@link Person}; what stands behind {@code #} tells several bodies apart. A row of GET stands
     * for HEAD, too.
     */
    private static final String TABLE = """
            POST   /v1/register/initiate                   -                    201 201 201 201 201 201 201
            POST   /v1/register/resend-code                -                    200 200 200 200 200 200 200
            POST   /v1/register/verify                     -                    200 200 200 200 200 200 200
            POST   /v1/register/complete                   -                    201 201 201 201 201 201 201
            GET    /v1/me                                  -                    401 200 200 200 200 403 200

            POST   /v1/register/invite#member                 -                    401 403 201 201 201 403 201
            POST   /v1/register/invite#admin                  -                    401 403 403 201 201 403 201
            GET    /v1/register/invites                       -                    401 403 200 200 200 403 200
            POST   /v1/register/invites/{user_id}/resend      invited              401 403 200 200 404 403 200
            POST   /v1/register/invites/{user_id}/resend      other_member         401 403 404 404 404 403 404
            DELETE /v1/register/invites/{user_id}             invited              401 403 204 204 404 403 204

            GET    /v1/accounts                               -                    401 403 403 403 403 403 200
            GET    /v1/accounts/{account_id}                  -                    401 200 200 200 404 403 200
            PATCH  /v1/accounts/{account_id}#name             -                    401 403 403 200 404 403 200
            PATCH  /v1/accounts/{account_id}#suspend          -                    401 403 403 403 403 403 200

            GET    /v1/users                                  -                    401 200 200 200 200 403 200
            GET    /v1/users/{user_id}                        self                 401 200 200 200 200 403 200
            GET    /v1/users/{user_id}                        other_member         401 200 200 200 404 403 200
            GET    /v1/users/{user_id}                        other_admin          401 200 200 200 404 403 200
            GET    /v1/users/{user_id}                        other_owner          401 200 200 200 404 403 200
            GET    /v1/users/{user_id}                        superadmin_among_us  401 200 200 200 404 403 200
            GET    /v1/users/{user_id}                        invited              401 404 200 200 404 403 200
            GET    /v1/users/{user_id}                        foreign_owner        401 404 404 404 200 403 200
            PATCH  /v1/users/{user_id}#name                   self                 401 200 200 200 200 403 200
            PATCH  /v1/users/{user_id}#name                   other_member         401 403 200 200 404 403 200
            PATCH  /v1/users/{user_id}#name                   other_admin          401 403 403 200 404 403 200
            PATCH  /v1/users/{user_id}#name                   other_owner          401 403 403 200 404 403 200
            PATCH  /v1/users/{user_id}#name                   superadmin_among_us  401 403 403 403 404 403 200
            PATCH  /v1/users/{user_id}#name                   invited              401 403 200 200 404 403 200
            PATCH  /v1/users/{user_id}#name                   foreign_owner        401 404 404 404 200 403 200
            PATCH  /v1/users/{user_id}#admin                  self                 401 403 403 200 409 403 409
            PATCH  /v1/users/{user_id}#admin                  other_member         401 403 403 200 404 403 200
            PATCH  /v1/users/{user_id}#admin                  other_owner          401 403 403 200 404 403 200
            PATCH  /v1/users/{user_id}#admin                  superadmin_among_us  401 403 403 403 404 403 200
            PATCH  /v1/users/{user_id}#admin                  foreign_owner        401 403 403 404 409 403 409
            PATCH  /v1/users/{user_id}#owner                  self                 401 403 403 200 200 403 200
            PATCH  /v1/users/{user_id}#owner                  other_member         401 403 403 200 404 403 200
            PATCH  /v1/users/{user_id}#owner                  invited              401 403 403 409 404 403 409
            PATCH  /v1/users/{user_id}#suspend                self                 401 403 403 200 409 403 409
            PATCH  /v1/users/{user_id}#suspend                other_member         401 403 200 200 404 403 200
            PATCH  /v1/users/{user_id}#suspend                other_admin          401 403 403 200 404 403 200
            PATCH  /v1/users/{user_id}#suspend                other_owner          401 403 403 200 404 403 200
            PATCH  /v1/users/{user_id}#suspend                superadmin_among_us  401 403 403 403 404 403 200
            PATCH  /v1/users/{user_id}#suspend                invited              401 403 409 409 404 403 409
            PATCH  /v1/users/{user_id}#suspend                foreign_owner        401 403 404 404 409 403 409
            PATCH  /v1/users/{user_id}#superadmin             self                 401 403 403 403 403 403 200
            PATCH  /v1/users/{user_id}#superadmin             other_member         401 403 403 403 403 403 200
            PATCH  /v1/users/{user_id}#no_superadmin          superadmin_among_us  401 403 403 403 403 403 200
            DELETE /v1/users/{user_id}                        self                 401 204 204 204 409 403 409
            DELETE /v1/users/{user_id}                        other_member         401 403 204 204 404 403 204
            DELETE /v1/users/{user_id}                        other_admin          401 403 403 204 404 403 204
            DELETE /v1/users/{user_id}                        other_owner          401 403 403 204 404 403 204
            DELETE /v1/users/{user_id}                        superadmin_among_us  401 403 403 403 404 403 204
            DELETE /v1/users/{user_id}                        invited              401 403 204 204 404 403 204
            DELETE /v1/users/{user_id}                        foreign_owner        401 404 404 404 409 403 409
            DELETE /v1/users/me                               -                    401 204 204 204 409 403 409
            POST   /v1/users/me/email                         -                    401 202 202 202 202 403 202
            POST   /v1/users/me/email/confirm                 -                    401 200 200 200 200 403 200

            POST   /v1/api-keys                            self                 401 201 201 201 201 403 201
            POST   /v1/api-keys                            other_member         401 403 403 403 403 403 201
            POST   /v1/api-keys                            other_admin          401 403 403 403 403 403 201
            POST   /v1/api-keys                            other_owner          401 403 403 403 403 403 201
            POST   /v1/api-keys                            superadmin_among_us  401 403 403 403 403 403 201
            POST   /v1/api-keys                            foreign_owner        401 403 403 403 201 403 201
            POST   /v1/api-keys                            invited              401 403 403 403 403 403 409
            GET    /v1/api-keys                            -                    401 200 200 200 200 403 200
            GET    /v1/api-keys/{api_key_id}               self                 401 200 200 200 200 403 200
            GET    /v1/api-keys/{api_key_id}               other_member         401 403 200 200 404 403 200
            GET    /v1/api-keys/{api_key_id}               other_admin          401 403 403 200 404 403 200
            GET    /v1/api-keys/{api_key_id}               other_owner          401 403 403 200 404 403 200
            GET    /v1/api-keys/{api_key_id}               superadmin_among_us  401 403 200 200 404 403 200
            GET    /v1/api-keys/{api_key_id}               foreign_owner        401 404 404 404 200 403 200
            PATCH  /v1/api-keys/{api_key_id}               self                 401 200 200 200 200 403 200
            PATCH  /v1/api-keys/{api_key_id}               other_member         401 403 200 200 404 403 200
            PATCH  /v1/api-keys/{api_key_id}               other_admin          401 403 403 200 404 403 200
            PATCH  /v1/api-keys/{api_key_id}               other_owner          401 403 403 200 404 403 200
            PATCH  /v1/api-keys/{api_key_id}               superadmin_among_us  401 403 403 403 404 403 200
            PATCH  /v1/api-keys/{api_key_id}               foreign_owner        401 404 404 404 200 403 200
            POST   /v1/api-keys/revoke-leaked              other_owner          204 204 204 204 204 204 204

            GET    /v1/audit                               -                    401 403 200 200 200 403 200
            GET    /v1/mails                               -                    401 403 403 403 403 403 200

            POST   /v1/jam-codes                           -                    401 403 403 403 403 403 201
            GET    /v1/jam-codes                           -                    401 403 403 403 403 403 200
            POST   /v1/jam-codes/redeem                    -                    401 403 201 201 201 403 201
            GET    /v1/jam-codes/{jam_code_id}             -                    401 403 403 403 403 403 200
            PATCH  /v1/jam-codes/{jam_code_id}             -                    401 403 403 403 403 403 200
            DELETE /v1/jam-codes/{jam_code_id}             -                    401 403 403 403 403 403 204
            POST   /v1/jam-codes/{jam_code_id}/restore     -                    401 403 403 403 403 403 200
            GET    /v1/jam-codes/{jam_code_id}/redemptions -                    401 403 403 403 403 403 200

            GET    /v1/health/live                         -                    200 200 200 200 200 200 200
            GET    /v1/health/ready                        -                    200 200 200 200 200 200 200
            GET    /problems/{code}                        -                    200 200 200 200 200 200 200
            GET    /dev/inbox                              -                    200 200 200 200 200 200 200
            GET    /dev/inbox.json                         -                    200 200 200 200 200 200 200
            GET    /dev/inbox/templates                    -                    200 200 200 200 200 200 200
            GET    /dev/inbox/templates/{language}/{kind}  -                    200 200 200 200 200 200 200
            """;

    /** What is sent. What stands in braces, here and in the paths, is {@link World#value}. */
    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("POST /v1/register/initiate", "{\"email\":\"{new_email}\"}"),
            Map.entry("POST /v1/register/resend-code", "{\"email\":\"{new_email}\"}"),
            Map.entry("POST /v1/register/verify", "{\"email\":\"{new_email}\",\"code\":\"{verification_code}\"}"),
            Map.entry(
                    "POST /v1/register/complete",
                    "{\"verification_token\":\"{verification_token}\",\"account_name\":\"New Games\"}"),
            Map.entry("POST /v1/register/invite#member", "{\"email\":\"{new_email}\"}"),
            Map.entry("POST /v1/register/invite#admin", "{\"email\":\"{new_email}\",\"role\":\"admin\"}"),
            Map.entry("PATCH /v1/accounts/{account_id}#name", "{\"name\":\"Another Home\"}"),
            Map.entry("PATCH /v1/accounts/{account_id}#suspend", "{\"status\":\"suspended\"}"),
            Map.entry("PATCH /v1/users/{user_id}#name", "{\"display_name\":\"Another Name\"}"),
            Map.entry("PATCH /v1/users/{user_id}#admin", "{\"role\":\"admin\"}"),
            Map.entry("PATCH /v1/users/{user_id}#owner", "{\"role\":\"owner\"}"),
            Map.entry("PATCH /v1/users/{user_id}#suspend", "{\"status\":\"suspended\"}"),
            Map.entry("PATCH /v1/users/{user_id}#superadmin", "{\"super_admin\":true}"),
            Map.entry("PATCH /v1/users/{user_id}#no_superadmin", "{\"super_admin\":false}"),
            Map.entry("POST /v1/users/me/email", "{\"email\":\"{new_email}\"}"),
            Map.entry("POST /v1/users/me/email/confirm", "{\"code\":\"{email_change_code}\"}"),
            Map.entry("POST /v1/api-keys", "{\"name\":\"Build server\",\"user_id\":\"{user_id}\"}"),
            Map.entry("PATCH /v1/api-keys/{api_key_id}", "{\"status\":\"revoked\"}"),
            Map.entry("POST /v1/api-keys/revoke-leaked", "{\"api_key\":\"{api_key}\"}"),
            Map.entry("POST /v1/jam-codes", "{\"code\":\"NEWJAM\",\"description\":\"A new one\"}"),
            Map.entry("POST /v1/jam-codes/redeem", "{\"code\":\"{jam_code}\"}"),
            Map.entry("PATCH /v1/jam-codes/{jam_code_id}", "{\"active\":false}"));

    private static final Pattern BRACES = Pattern.compile("\\{([a-z_]+)}");

    private Api api;

    @BeforeEach
    void start() {
        api = Api.start();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /** A line of the table. */
    private record Row(String method, String pathAndVariant, String target, List<Integer> statuses) {
        static Row parse(String line) {
            String[] words = line.split(" +");
            List<Integer> statuses = List.of(words).subList(3, words.length).stream()
                    .map(Integer::valueOf)
                    .toList();
            assertThat(statuses).as(line).hasSameSizeAs(CALLERS);
            return new Row(words[0], words[1], words[2], statuses);
        }

        String path() {
            return pathAndVariant.replaceFirst("#.*", "");
        }

        String route() {
            return method + " " + path();
        }

        @Nullable String body() {
            return BODIES.get(method + " " + pathAndVariant);
        }

        Row as(String otherMethod) {
            return new Row(otherMethod, pathAndVariant, target, statuses);
        }

        Row answered(List<Integer> actual) {
            return new Row(method, pathAndVariant, target, actual);
        }
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        TABLE.lines().filter(line -> !line.isBlank()).map(Row::parse).forEach(row -> {
            rows.add(row);
            if (row.method().equals("GET")) {
                rows.add(row.as("HEAD"));
            }
        });
        return rows;
    }

    private static Set<String> routesWithRow() {
        return rows().stream().map(Row::route).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> withoutRow(List<String> routes) {
        return routes.stream().filter(route -> !routesWithRow().contains(route)).toList();
    }

    /** What there is for one call. */
    private final class World {
        private final Optional<Person> caller;
        private final String target;
        private final People people;

        World(Optional<Person> caller, String target) {
            api.service.forgetEverything();
            this.people = People.in(api.service);
            this.caller = caller;
            this.target = target;
        }

        private Person target() {
            return target.equals("self")
                    ? caller.orElse(Person.MEMBER)
                    : List.of(Person.values()).stream()
                            .filter(person -> WireName.of(person).equals(target))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("the row does not say to whom: " + target));
        }

        private String value(String name) {
            Map<String, Supplier<String>> values = Map.ofEntries(
                    Map.entry("account_id", () -> people.home.id().text()),
                    Map.entry("user_id", () -> people.who(target()).id().text()),
                    Map.entry("api_key_id", () -> people.key(target()).id().text()),
                    Map.entry("api_key", () -> people.secret(target()).secret().reveal()),
                    Map.entry("jam_code_id", () -> people.jamCode.id().text()),
                    Map.entry("jam_code", () -> people.jamCode.code().value()),
                    Map.entry("new_email", () -> "new@example.com"),
                    Map.entry("verification_code", () -> codeFor("new@example.com")),
                    Map.entry("verification_token", () -> api.tokenFor("new@example.com")),
                    Map.entry("email_change_code", this::emailChangeCode),
                    Map.entry("code", () -> "not_found"),
                    Map.entry("language", () -> sample()[0]),
                    Map.entry("kind", () -> sample()[1]));
            return Optional.ofNullable(values.get(name))
                    .orElseThrow(() -> new AssertionError("nobody knows a value for {" + name + "}"))
                    .get();
        }

        private String codeFor(String email) {
            api.post("/v1/register/initiate", "{\"email\":\"" + email + "\"}");
            return api.service.lastCode();
        }

        /** Some code for who may not ask for one. */
        private String emailChangeCode() {
            Optional<Client> client = caller.map(person -> people.client(api, person));
            boolean sent = client.isPresent()
                    && client.get()
                                    .post("/v1/users/me/email", "{\"email\":\"new@example.com\"}")
                                    .statusCode()
                            == 202;
            return sent ? api.service.lastCode() : "ABC234";
        }

        private String[] sample() {
            return api.service.samples().get(0).name().split("/");
        }

        private String filled(String text) {
            return BRACES.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
        }

        int statusOf(Row row) {
            String body = row.body();
            BodyPublisher sent = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(filled(body));
            HttpRequest.Builder request = api.request(filled(row.path())).method(row.method(), sent);
            if (body != null) {
                request.header("Content-Type", "application/json");
            }
            caller.ifPresent(person -> request.header(
                    "leadr-api-key", people.secret(person).secret().reveal()));
            return api.send(request).statusCode();
        }
    }

    @Test
    void everyRouteAnswersEverybodyAsTheTableSays() {
        List<Row> expected = rows();

        List<Row> answered = expected.stream()
                .map(row -> row.answered(CALLERS.stream()
                        .map(caller -> new World(caller, row.target()).statusOf(row))
                        .toList()))
                .toList();

        assertThat(answered).isEqualTo(expected);
    }

    @Test
    void everyRouteHasARowAndEveryRowARoute() {
        List<String> routes = api.server.routes();

        assertThat(withoutRow(routes)).isEmpty();
        assertThat(routes).containsAll(routesWithRow()).hasSizeGreaterThan(30);
    }

    @Test
    void aRouteWithoutARowIsFound() {
        Javalin planted = Javalin.create(config -> {
            Routes routes = Routes.of(config);
            routes.get("/v1/me", Access.USER, ctx -> {});
            routes.get("/v1/forgotten", Access.USER, ctx -> {});
            routes.delete("/v1/me", Access.USER, ctx -> {});
        });

        assertThat(withoutRow(Routes.of(planted)))
                .containsExactlyInAnyOrder("GET /v1/forgotten", "HEAD /v1/forgotten", "DELETE /v1/me");
    }
}
