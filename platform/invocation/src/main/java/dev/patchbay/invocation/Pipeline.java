package dev.patchbay.invocation;

import dev.patchbay.api.completion.CompleteResult;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.tool.CallToolResult;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of a call. Every method hands a call in, returns at once, and gives the outcome to the consumer exactly once:
 * on the calling thread when the call is refused before it reaches the plugin, else on a thread of the plugin or of the
 * host. The consumer must not block.
 *
 * <p>Threads: any; nothing here blocks, so I/O threads call it.
 */
public interface Pipeline {
    /**
     * Calls a tool.
     *
     * @param invocation the call
     * @param name the tool as clients see it
     * @param arguments the arguments, JSON of JDK types
     * @param outcome where the outcome goes
     * @return the running call
     */
    RunningCall callTool(Invocation invocation, String name, Map<String, @Nullable Object> arguments,
            Consumer<Outcome<CallToolResult>> outcome);

    /**
     * Gets a prompt.
     *
     * @param invocation the call
     * @param name the prompt as clients see it
     * @param arguments the arguments
     * @param outcome where the outcome goes
     * @return the running call
     */
    RunningCall getPrompt(Invocation invocation, String name, Map<String, String> arguments,
            Consumer<Outcome<GetPromptResult>> outcome);

    /**
     * Reads a resource.
     *
     * @param invocation the call
     * @param uri the URI as clients see it
     * @param outcome where the outcome goes
     * @return the running call
     */
    RunningCall readResource(Invocation invocation, String uri, Consumer<Outcome<ReadResourceResult>> outcome);

    /**
     * Completes an argument.
     *
     * @param invocation the call
     * @param reference what is completed, as clients see it
     * @param value the text typed so far
     * @param context the arguments known already
     * @param outcome where the outcome goes
     * @return the running call
     */
    RunningCall complete(Invocation invocation, CompletionReference reference, String value,
            Map<String, String> context, Consumer<Outcome<CompleteResult>> outcome);
}
