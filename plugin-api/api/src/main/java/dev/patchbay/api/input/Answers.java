package dev.patchbay.api.input;

import dev.patchbay.api.Stable;

/**
 * The answers to the questions of one {@link dev.patchbay.api.call.Call#askAll}. Implemented by the host; immutable.
 */
@Stable
public interface Answers {
    /**
     * Returns the answer to a form or a page.
     *
     * @param key the key of the question
     * @return the answer
     * @throws IllegalArgumentException if neither was asked under the key
     */
    ElicitResult elicitation(String key);

    /**
     * Returns the message of the client's model.
     *
     * @param key the key of the question
     * @return the answer
     * @throws IllegalArgumentException if no sampling was asked under the key
     */
    CreateMessageResult message(String key);

    /**
     * Returns the roots.
     *
     * @param key the key of the question
     * @return the answer
     * @throws IllegalArgumentException if no roots were asked under the key
     */
    ListRootsResult roots(String key);
}
