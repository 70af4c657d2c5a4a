package dev.patchbay.connector;

import dev.patchbay.api.tool.ToolException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How much of a list a client wants, by the house rules: {@code limit} 20 if absent and at most 100, where more is capped
 * and told; {@code max_chars} 24,000 if absent; {@code fields} to keep of each item; a {@code cursor} of an earlier
 * answer.
 *
 * <p>The answer is cut only between items, and its cursor goes on at the first item that was not returned, also inside a
 * page of the service.
 *
 * {@snippet :
 * return ListQuery.of("list_issues", repo, state).limit(limit).cursor(cursor).fields(fields, ISSUE_FIELDS)
 *         .read((at, size) -> issues(repo, state, at, size)).toResult(Origin.of("GitHub"));
 * }
 *
 * <p>Immutable; every method gives a changed copy.
 */
public final class ListQuery {
    /** The limit where none is asked for. */
    public static final int USUAL = 20;
    /** The greatest limit. */
    public static final int MOST = 100;
    /** The budget where none is asked for. */
    public static final int USUAL_CHARS = 24_000;

    private static final int MOST_CHARS = 200_000;
    private static final int LEAST_CHARS = 500;
    private static final int MOST_PAGES = 10;

    private final String list;
    private final int limit;
    private final int maxChars;
    private final Set<String> fields;
    private final Optional<String> cursor;
    private final List<String> notes;

    private ListQuery(String list, int limit, int maxChars, Set<String> fields, Optional<String> cursor,
            List<String> notes) {
        this.list = list;
        this.limit = limit;
        this.maxChars = maxChars;
        this.fields = fields;
        this.cursor = cursor;
        this.notes = notes;
    }

    /**
     * Starts with what a list is of.
     *
     * @param tool the name of the tool
     * @param arguments the arguments that make it this list; a cursor belongs to them
     * @return the query of the usual size, from the begin
     */
    public static ListQuery of(String tool, Object... arguments) {
        List<Object> parts = new ArrayList<>(List.of(tool));
        for (Object argument : arguments) {
            parts.add(String.valueOf(argument));
        }
        return new ListQuery(Json.write(parts), USUAL, USUAL_CHARS, Set.of(), Optional.empty(), List.of());
    }

    /**
     * Sets how many items are wanted.
     *
     * @param wanted the number; more than 100 are capped, which the answer tells
     * @return the changed query
     * @throws ToolException with the code {@code invalid_argument} if it is less than 1
     */
    public ListQuery limit(Optional<Integer> wanted) {
        if (wanted.isEmpty()) {
            return this;
        }
        if (wanted.get() < 1) {
            throw new ToolException("limit is " + wanted.get() + ", but at least 1; leave it out for " + USUAL + ".")
                    .code("invalid_argument");
        }
        boolean isCapped = wanted.get() > MOST;
        return new ListQuery(list, isCapped ? MOST : wanted.get(), maxChars, fields, cursor,
                isCapped ? with("limit " + wanted.get() + " was lowered to " + MOST) : notes);
    }

    /**
     * Sets how long the items may be together, as JSON text.
     *
     * @param wanted the characters; less than 500 are raised and more than 200,000 are lowered, which the answer tells
     * @return the changed query
     * @throws ToolException with the code {@code invalid_argument} if it is less than 1
     */
    public ListQuery maxChars(Optional<Integer> wanted) {
        if (wanted.isEmpty()) {
            return this;
        }
        if (wanted.get() < 1) {
            throw new ToolException("max_chars is " + wanted.get() + ", but at least 1; leave it out for "
                    + USUAL_CHARS + ".").code("invalid_argument");
        }
        int taken = Math.clamp(wanted.get(), LEAST_CHARS, MOST_CHARS);
        return new ListQuery(list, limit, taken, fields, cursor,
                taken != wanted.get() ? with("max_chars " + wanted.get() + " was set to " + taken) : notes);
    }

    /**
     * Sets which members of each item are returned.
     *
     * @param wanted names of members; none for all
     * @param known the names there are
     * @return the changed query
     * @throws ToolException with the code {@code invalid_argument} if a name is unknown
     */
    public ListQuery fields(Collection<String> wanted, Set<String> known) {
        Set<String> unknown = new TreeSet<>(wanted);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new ToolException("There are no fields " + String.join(", ", unknown) + "; there are "
                    + String.join(", ", known) + ".").code("invalid_argument");
        }
        return new ListQuery(list, limit, maxChars, new LinkedHashSet<>(wanted), cursor, notes);
    }

    /**
     * Sets where to go on.
     *
     * @param text {@code next_cursor} of an earlier answer
     * @return the changed query
     */
    public ListQuery cursor(Optional<String> text) {
        return new ListQuery(list, limit, maxChars, fields, text, notes);
    }

    /**
     * Adds a sentence that the answer tells.
     *
     * @param text what the client should know
     * @return the changed query
     */
    public ListQuery note(String text) {
        return new ListQuery(list, limit, maxChars, fields, cursor, with(text));
    }

    private List<String> with(String note) {
        List<String> all = new ArrayList<>(notes);
        all.add(note);
        return List.copyOf(all);
    }

    /**
     * Reads as many pages as it takes, at most ten.
     *
     * @param source where pages come from
     * @return the answer
     * @throws ToolException with the code {@code invalid_argument} if the cursor is none of this list
     */
    public ListAnswer read(PageSource source) {
        ListCursor at = cursor.map(text -> ListCursor.parse(text, list))
                .orElseGet(() -> new ListCursor(Optional.empty(), 0, limit));
        ListCollector collected = new ListCollector(limit, maxChars, fields);
        for (int pages = 1;; pages++) {
            UpstreamPage page = source.page(at.page(), at.size());
            int next = collected.take(page, at.offset());
            if (next < page.items().size()) {
                return answer(collected, Optional.of(new ListCursor(at.page(), next, at.size())));
            }
            if (page.next().isEmpty()) {
                return answer(collected, Optional.empty());
            }
            at = new ListCursor(page.next(), 0, at.size());
            if (collected.isFull() || pages == MOST_PAGES) {
                return answer(collected, Optional.of(at));
            }
        }
    }

    private ListAnswer answer(ListCollector collected, Optional<ListCursor> next) {
        return new ListAnswer(collected.items(), next.map(cursor -> cursor.text(list)), collected.isTruncated(),
                collected.total(), limit, notes);
    }
}
