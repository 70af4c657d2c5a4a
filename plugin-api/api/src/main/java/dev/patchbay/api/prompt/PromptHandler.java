package dev.patchbay.api.prompt;

import dev.patchbay.api.Stable;
import dev.patchbay.api.call.Call;

/**
 * The code behind a prompt that is defined at run time. Implemented by plugins.
 *
 * <p>Threads: called by several threads at once, each with a call of its own.
 */
@Stable
@FunctionalInterface
public interface PromptHandler {
    /**
     * Makes the messages. The host has checked that the required arguments are there and that all are texts.
     *
     * @param call the call with its arguments
     * @return the messages
     * @throws Exception if something goes wrong; logged under an id, the client sees only the id
     */
    GetPromptResult get(Call call) throws Exception;
}
