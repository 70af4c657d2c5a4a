package dev.patchbay.benchmarks.quarkus;

import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolArg;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A tool that costs nothing, and as many more as the system property {@code benchmark.tools} says. As it is written, it
 * runs on a worker thread, which is the default for a method that returns a value; with {@code benchmark.eventloop} the
 * others run on the event loop.
 */
@Singleton
public class Echo {
    @Tool(name = "echo", description = "Returns the message it was given", annotations = @Tool.Annotations(
            readOnlyHint = true, idempotentHint = true, destructiveHint = false, openWorldHint = false))
    String echo(@ToolArg(description = "What to return") String message) {
        return message;
    }

    void addMore(@Observes StartupEvent started, ToolManager tools,
            @ConfigProperty(name = "benchmark.tools", defaultValue = "1") int count,
            @ConfigProperty(name = "benchmark.eventloop", defaultValue = "false") boolean eventLoop) {
        for (int i = 1; i < count; i++) {
            ToolManager.ToolDefinition tool = tools.newTool("echo_" + i)
                    .setDescription("Returns the message it was given, and that it is number " + i + " of many")
                    .addArgument("message", "What to return", true, String.class);
            if (eventLoop) {
                tool.setAsyncHandler(call -> Uni.createFrom().item(answer(call))).register();
            } else {
                tool.setHandler(Echo::answer).register();
            }
        }
    }

    private static ToolResponse answer(ToolManager.ToolArguments call) {
        return ToolResponse.success(String.valueOf(call.args().get("message")));
    }
}
