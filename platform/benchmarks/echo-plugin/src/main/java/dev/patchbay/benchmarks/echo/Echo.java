package dev.patchbay.benchmarks.echo;

import dev.patchbay.api.Contributes;
import dev.patchbay.api.Contributions;
import dev.patchbay.api.Contributor;
import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.Tool;
import dev.patchbay.api.tool.ToolDefinition;
import java.util.Map;

/** A tool that costs nothing, and as many more as the configuration says, so that lists have a length. */
@Contributes
public final class Echo implements Contributor {
    private final Settings settings;

    public Echo(Settings settings) {
        this.settings = settings;
    }

    /** The configuration of an instance. */
    public record Settings(@Description("How many tools there are in all") @Schema(defaultValue = "1", minimum = "1",
            maximum = "100000") int tools) {}

    @Tool(description = "Returns the message it was given", readOnly = true, idempotent = true)
    public String echo(@Description("What to return") String message) {
        return message;
    }

    @Override
    public Contributions contributions() {
        Contributions.Builder builder = Contributions.builder();
        for (int i = 1; i < settings.tools(); i++) {
            builder.tool(ToolDefinition
                    .builder("echo_" + i, "Returns the message it was given, and that it is number " + i + " of many")
                    .inputSchema(Map.of("type", "object", "properties",
                            Map.of("message", Map.of("type", "string", "description", "What to return"))))
                    .build(), call -> CallToolResult.text(String.valueOf(call.arguments().get("message"))));
        }
        return builder.build();
    }
}
