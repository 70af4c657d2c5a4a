package dev.patchbay.api.grant;

import dev.patchbay.api.Stable;
import dev.patchbay.api.tool.CallToolResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Other tools of the catalog, those that are granted with {@code tools}. Implemented by the host.
 *
 * <p>A call goes the way of every call, as the client that calls this tool: what that client may not call is not called
 * for it either; limits count and the record is kept. It ends at the latest when this call ends. A tool that is called
 * cannot ask questions. Tools may call each other four deep, and none that is already on the way.
 *
 * <p>When this tool asks a question and runs again, a call with the same name and arguments is not made again: its result
 * is kept as {@link dev.patchbay.api.call.Call#once} keeps a value, and is as small.
 *
 * <p>Threads: any of the plugin, while the call runs; a call blocks its thread.
 */
@Stable
public interface ToolAccess {
    /**
     * Calls a tool and waits for its result.
     *
     * @param name the name in the catalog, such as {@code notes_search}
     * @param arguments the arguments, JSON of JDK types
     * @return the result, also that of a failure: see {@link CallToolResult#isError()}
     * @throws NotGrantedException if the tool is not granted
     * @throws dev.patchbay.api.call.CallCancelledException if this call was cancelled meanwhile
     */
    CallToolResult call(String name, Map<String, ? extends @Nullable Object> arguments);
}
