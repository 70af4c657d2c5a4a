package dev.patchbay.access.view;

import dev.patchbay.access.policy.Grant;
import dev.patchbay.store.enablement.EntryKind;
import java.util.List;

/**
 * What was decided about one entry while a view was made.
 *
 * @param kind the kind of entry
 * @param name its name in the catalog, its URI or its template
 * @param shownAs its name in the view, or what it would have been
 * @param grants what enables it, as it is shown here
 * @param result what was decided
 * @param detail the rule that hides it, who has the name already, or what is wrong with the override; else empty
 */
public record Considered(EntryKind kind, String name, String shownAs, List<Grant> grants, Result result,
        String detail) {
    /** What was decided. */
    public enum Result {
        /** The client sees it. */
        VISIBLE,
        /** A rule hides it. */
        HIDDEN_BY_RULE,
        /** Something else that the client sees has the name. */
        NAME_TAKEN,
        /** The override cannot be applied. */
        UNUSABLE_OVERRIDE,
        /** A grant has the URI, which is not what it looks like. */
        NOT_PLAIN_URI,
        /** The name is one of those reserved for searching tools. */
        RESERVED_NAME
    }
}
