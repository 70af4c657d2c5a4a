package dev.patchbay.invocation;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.api.input.ElicitUrlRequest;
import java.util.Optional;

/**
 * Where questions wait that must not pass through the client: pages of the host. What the user fills in there is held
 * here, and reaches the plugin only. Implemented by who serves the pages.
 *
 * <p>Threads: any; nothing here blocks or throws.
 */
public interface Pages {
    /** A host without pages. */
    Pages NONE = new NoPages();

    /**
     * A question as its page shows it. Two questions are the same if they are equal in all of it, where callers are equal if
     * they are the same client with the same subject, whatever their rights.
     *
     * @param caller who is asked
     * @param instance the instance whose plugin asks
     * @param method the method of the call
     * @param name what is called, as the client named it
     * @param key the author's key
     * @param request the question
     */
    record Question(Caller caller, String instance, String method, String name, String key,
            ElicitUrlRequest request) {}

    /** What became of the wish to ask. */
    sealed interface Asked {
        /**
         * The page is there.
         *
         * @param id names it, and whoever knows it can open it
         */
        record OnPage(String id) implements Asked {}

        /**
         * This caller cannot be asked so.
         *
         * @param code a word for programs
         * @param message what is missing, and who can help
         */
        record Impossible(String code, String message) implements Asked {}
    }

    /**
     * Asks on a new page.
     *
     * @param question the question
     * @return the page, or why there is none
     */
    Asked ask(Question question);

    /**
     * Returns whether a page is open for this very question.
     *
     * @param id the page
     * @param question the question
     * @return true if the user can still answer there
     */
    boolean isOpen(String id, Question question);

    /**
     * Returns what the user did on a page.
     *
     * @param id the page
     * @param question the question, which must be the page's
     * @return the answer, checked against the schema; empty if there is none yet, or none any more
     */
    Optional<ElicitResult> answer(String id, Question question);

    /**
     * Forgets a page and what was filled in there.
     *
     * @param id the page
     */
    void forget(String id);
}
