package dev.patchbay.api.completion;

import dev.patchbay.api.Stable;
import dev.patchbay.api.call.Call;
import java.util.Map;

/**
 * The code behind a completion that is defined at run time. Implemented by plugins.
 *
 * <p>Threads: called by several threads at once, each with a call of its own.
 */
@Stable
@FunctionalInterface
public interface CompletionHandler {
    /**
     * Completes a value.
     *
     * @param value the text typed so far, maybe empty
     * @param context the arguments known already, by name
     * @param call the call; it cannot ask
     * @return the values that fit, best first
     * @throws Exception if something goes wrong; logged under an id, the client sees only the id
     */
    CompleteResult complete(String value, Map<String, String> context, Call call) throws Exception;
}
