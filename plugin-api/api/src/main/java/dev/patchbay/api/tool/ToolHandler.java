package dev.patchbay.api.tool;

import dev.patchbay.api.Stable;
import dev.patchbay.api.call.Call;

/**
 * The code behind a tool that is defined at run time. Implemented by plugins.
 *
 * <p>Threads: called by several threads at once, each with a call of its own.
 */
@Stable
@FunctionalInterface
public interface ToolHandler {
    /**
     * Runs the tool. The host has checked the arguments against the input schema.
     *
     * @param call the call with its arguments
     * @return the result
     * @throws ToolException if the tool fails in a way the model can act on
     * @throws Exception if something else goes wrong; logged under an id, the client sees only the id
     */
    CallToolResult call(Call call) throws Exception;
}
