package leadr.registration.application.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadr.registration.application.secret.SecretHasher;
import leadr.registration.application.store.PageRequest.Position;
import leadr.registration.domain.InvalidValue;
import leadr.registration.domain.secret.PlainSecret;
import leadr.registration.domain.secret.SecretDigest;
import org.jspecify.annotations.Nullable;

/**
 * Reads what clients ask of lists, and makes the cursors that lead them on. A cursor says where its page ended, not how
 * many items came before, so the cost of a page does not depend on how deep it lies. Signed, because what it says goes
 * into a query. Safe to call from several threads.
 */
public final class Paging {
    private static final String INVALID = "Invalid pagination cursor";
    private static final String MISMATCH =
            "Query parameters don't match cursor state. Start a new pagination sequence.";
    private static final int MAX_CURSOR_LENGTH = 2_000;
    private static final String CONTEXT = "";

    private final SecretHasher signer;

    /** @param signer of the purpose {@code cursor} */
    public Paging(SecretHasher signer) {
        this.signer = signer;
    }

    /**
     * Reads a query.
     *
     * @param fields what the list can be sorted by; one of them is {@code ID}, and one {@code CREATED_AT} or {@code AT}:
     *     the newest come first when nobody says how
     * @param scope names the list and its filters; a cursor leads on in the scope it was made in
     * @throws InvalidValue naming {@code sort} or {@code cursor}, with the sentence for the client
     */
    public <T, F extends Enum<F> & SortField<T>> PageRequest<F> read(PageQuery query, Class<F> fields, String scope) {
        List<SortKey<F>> order = order(query.sort(), fields);
        Optional<Position> position =
                query.cursor() == null ? Optional.empty() : Optional.of(open(query.cursor(), stateOf(scope, order)));
        return new PageRequest<>(query.limit(), order, position);
    }

    /** Adds the cursors to a page. */
    public <T, F extends Enum<F> & SortField<T>> Listing<T> listing(
            PageRequest<F> request, Page<T> page, String scope) {
        String state = stateOf(scope, request.order());
        List<T> items = page.items();
        boolean backwards = request.backwards();
        boolean hasNext = backwards || page.more();
        boolean hasPrev = backwards ? page.more() : request.position().isPresent();
        return new Listing<>(
                items,
                hasNext ? Optional.of(seal(state, edge(request, items, false))) : Optional.empty(),
                hasPrev ? Optional.of(seal(state, edge(request, items, true))) : Optional.empty());
    }

    /** The place at an end of a page. An empty page is a place itself: what lies on its other side is on the way back. */
    private static <T, F extends SortField<T>> Position edge(PageRequest<F> request, List<T> items, boolean backwards) {
        if (items.isEmpty()) {
            return new Position(request.position().orElseThrow().values(), backwards, true);
        }
        T item = items.get(backwards ? 0 : items.size() - 1);
        List<@Nullable Object> values = new ArrayList<>();
        for (SortKey<F> key : request.order()) {
            values.add(key.field().valueOf(item));
        }
        return new Position(values, backwards, false);
    }

    private static <T, F extends Enum<F> & SortField<T>> List<SortKey<F>> order(
            @Nullable String sort, Class<F> fields) {
        List<SortKey<F>> order = new ArrayList<>();
        Set<F> seen = EnumSet.noneOf(fields);
        boolean decided = false;
        for (String part : (sort == null || sort.isBlank() ? newestFirst(fields) : sort).split(",", -1)) {
            SortKey<F> key = key(part, fields);
            // A field decides at its first place; behind a unique one nothing does.
            if (seen.add(key.field()) && !decided) {
                order.add(key);
                decided = key.field().isUnique();
            }
        }
        if (!decided) {
            order.add(new SortKey<>(Enum.valueOf(fields, "ID"), false));
        }
        return order;
    }

    private static <F extends Enum<F>> String newestFirst(Class<F> fields) {
        boolean atItsMoment = Stream.of(fields.getEnumConstants())
                .anyMatch(field -> nameOf(field).equals("at"));
        return atItsMoment ? "at:desc" : "created_at:desc";
    }

    private static <F extends Enum<F>> SortKey<F> key(String part, Class<F> fields) {
        String[] words = part.strip().split(":", -1);
        if (words.length != 2 || words[0].isBlank() || words[1].isBlank()) {
            throw new InvalidValue(
                    "sort", "Invalid sort specification: " + part.strip() + ". Expected 'field:asc' or 'field:desc'");
        }
        String name = words[0].strip();
        F field = Stream.of(fields.getEnumConstants())
                .filter(each -> nameOf(each).equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidValue(
                        "sort",
                        "Unknown sort field: " + name + ". Valid fields: "
                                + Stream.of(fields.getEnumConstants())
                                        .map(Paging::nameOf)
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
        String direction = words[1].strip().toLowerCase(Locale.ROOT);
        return switch (direction) {
            case "asc" -> new SortKey<>(field, false);
            case "desc" -> new SortKey<>(field, true);
            default ->
                throw new InvalidValue(
                        "sort", "Invalid sort direction: " + words[1].strip() + ". Expected 'asc' or 'desc'");
        };
    }

    private static String nameOf(Enum<?> field) {
        return field.name().toLowerCase(Locale.ROOT);
    }

    /** One line for what must not change while somebody pages. */
    private static <F extends Enum<F>> String stateOf(String scope, List<SortKey<F>> order) {
        return scope
                + " "
                + order.stream()
                        .map(key -> nameOf(key.field()) + (key.descending() ? ":desc" : ":asc"))
                        .collect(Collectors.joining(","));
    }

    private String seal(String state, Position position) {
        String payload = Stream.concat(
                        Stream.of(state, (position.backwards() ? "<" : ">") + (position.inclusive() ? "=" : "")),
                        position.values().stream().map(CursorValue::text))
                .collect(Collectors.joining("\n"));
        return encode(signer.digest(CONTEXT, new PlainSecret(payload)), payload);
    }

    private static String encode(SecretDigest signature, String payload) {
        String cursor =
                signature.keyId() + "\n" + Base64.getEncoder().encodeToString(signature.hash()) + "\n" + payload;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
    }

    private Position open(String cursor, String state) {
        String[] lines = opened(cursor);
        if (!lines[0].equals(state)) {
            throw new InvalidValue("cursor", MISMATCH);
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 2; i < lines.length; i++) {
            values.add(CursorValue.of(lines[i]));
        }
        return new Position(values, lines[1].startsWith("<"), lines[1].endsWith("="));
    }

    /** The lines that were signed here. */
    private String[] opened(String cursor) {
        if (cursor.length() > MAX_CURSOR_LENGTH) {
            throw new InvalidValue("cursor", INVALID);
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\n", 3);
            if (parts.length == 3) {
                SecretDigest claimed =
                        new SecretDigest(parts[0], Base64.getDecoder().decode(parts[1]));
                Optional<SecretDigest> right = signer.digest(parts[0], CONTEXT, new PlainSecret(parts[2]));
                // Base64 has several spellings of one text; ours is the one that counts.
                if (right.isPresent()
                        && right.get().equals(claimed)
                        && encode(claimed, parts[2]).equals(cursor)) {
                    return parts[2].split("\n", -1);
                }
            }
        } catch (IllegalArgumentException notOurs) {
            throw new InvalidValue("cursor", INVALID);
        }
        throw new InvalidValue("cursor", INVALID);
    }
}
