package dev.patchbay.admin;

import dev.patchbay.admin.route.About;
import dev.patchbay.store.enablement.EntryKind;
import java.util.List;

/**
 * Why a client may use an entry or not: the whole chain of decisions.
 *
 * @param client the client's id
 * @param kind of the entry
 * @param name of the entry, as the client would ask for it
 * @param allowed whether a call would be admitted
 * @param visible whether the client sees it in its list
 * @param code the reason code of what decides
 * @param summary what decides and what would change it, for people
 * @param steps what each station says, in their order
 */
@About("Why a client may use an entry or not: the whole chain of decisions.")
public record Explanation(String client, EntryKind kind, String name,
        @About("Whether a call would be admitted.") boolean allowed,
        @About("Whether the client sees it in its list.") boolean visible,
        @About("The reason code of what decides.") String code,
        @About("What decides, and what would change it.") String summary, List<Step> steps) {
    /** Copies the list. */
    public Explanation {
        steps = List.copyOf(steps);
    }

    /**
     * What one station says.
     *
     * @param station which
     * @param result {@code passed}, {@code refused} or {@code noted}
     * @param code a word for programs
     * @param text for people
     * @param change what would change it; empty if nothing needs to
     */
    @About("What one station of the chain says.")
    public record Step(String station, @About("passed, refused or noted") String result, String code, String text,
            @About("What would change it; empty if nothing needs to.") String change) {}
}
