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
 * runs on a worker thread, which is the default for a method that returns a value; with {@code benchmark.eventloop} it
 * is replaced by one that runs on the event loop.
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
        if (eventLoop) {
            tools.removeTool("echo");
            tools.newTool("echo").setDescription("Returns the message it was given")
                    .addArgument("message", "What to return", true, String.class)
                    .setAsyncHandler(call -> Uni.createFrom()
                            .item(ToolResponse.success(String.valueOf(call.args().get("message")))))
                    .register();
        }
        for (int i = 1; i < count; i++) {
            tools.newTool("echo_" + i)
                    .setDescription("Returns the message it was given, and that it is number " + i + " of many")
                    .addArgument("message", "What to return", true, String.class)
                    .setHandler(call -> ToolResponse.success(String.valueOf(call.args().get("message")))).register();
        }
    }
}
