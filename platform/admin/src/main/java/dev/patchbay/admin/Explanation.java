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
 * @param code the reason code of the station that decides
 * @param steps what each station says, in their order
 * @param changes what would change the answer
 */
@About("Why a client may use an entry or not: the whole chain of decisions.")
public record Explanation(String client, EntryKind kind, String name,
        @About("Whether a call would be admitted.") boolean allowed,
        @About("Whether the client sees it in its list.") boolean visible,
        @About("The reason code of the station that decides.") String code, List<Step> steps,
        @About("What would change the answer.") List<String> changes) {
    /** Copies the lists. */
    public Explanation {
        steps = List.copyOf(steps);
        changes = List.copyOf(changes);
    }

    /**
     * What one station says.
     *
     * @param station which
     * @param decision such as {@code passes}, {@code refuses}, {@code hides}
     * @param code a word for programs
     * @param text for people
     */
    @About("What one station of the chain says.")
    public record Step(String station, String decision, String code, String text) {}
}
