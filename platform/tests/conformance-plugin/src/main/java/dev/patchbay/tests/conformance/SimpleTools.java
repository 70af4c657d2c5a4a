package dev.patchbay.tests.conformance;

import dev.patchbay.api.Contributes;
import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import dev.patchbay.api.call.Call;
import dev.patchbay.api.content.AudioContent;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.EmbeddedResource;
import dev.patchbay.api.content.ImageContent;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.Tool;
import java.util.List;
import java.util.Optional;

/** The tools of the conformance suite that ask for nothing. */
@Contributes
public final class SimpleTools {
    @Tool(description = "Returns a text", readOnly = true)
    public String testSimpleText() {
        return "This is a simple text response for testing.";
    }

    @Tool(description = "Returns an image", readOnly = true)
    public ImageContent testImageContent() {
        return ContentBlock.image(Media.PNG, "image/png");
    }

    @Tool(description = "Returns a sound", readOnly = true)
    public AudioContent testAudioContent() {
        return ContentBlock.audio(Media.WAV, "audio/wav");
    }

    @Tool(description = "Returns the contents of a resource", readOnly = true)
    public EmbeddedResource testEmbeddedResource() {
        return ContentBlock.resource(ResourceContents.text("test://embedded-resource", "text/plain",
                "This is an embedded resource content."));
    }

    @Tool(description = "Returns a text, an image and a resource", readOnly = true)
    public List<ContentBlock> testMultipleContentTypes() {
        return List.of(ContentBlock.text("Multiple content types test:"), ContentBlock.image(Media.PNG, "image/png"),
                ContentBlock.resource(ResourceContents.text("test://mixed-content-resource", "application/json",
                        "{\"test\":\"data\",\"value\":123}")));
    }

    @Tool(description = "Fails in a way the model can act on")
    public CallToolResult testErrorHandling() {
        return CallToolResult.error("This tool intentionally returns an error for testing");
    }

    @Tool(description = "Reports progress")
    public String testToolWithProgress(Call call) throws InterruptedException {
        call.progress().report(0, 100);
        Thread.sleep(50);
        call.progress().report(50, 100);
        Thread.sleep(50);
        call.progress().report(100, 100);
        return "Done with progress.";
    }

    @Tool(description = "Sends log lines")
    public String testToolWithLogging(Call call) throws InterruptedException {
        call.log().info("Tool execution started");
        Thread.sleep(50);
        call.log().info("Tool processing data");
        Thread.sleep(50);
        call.log().info("Tool execution completed");
        return "Done with log lines.";
    }

    @Tool(description = "Sends log lines if the client wants them")
    public String testLoggingTool(Call call) {
        call.log().info("A line of test_logging_tool");
        return "Done.";
    }

    @Tool(description = "Takes longer than the host keeps a stream of an old client open")
    public String testReconnection() throws InterruptedException {
        Thread.sleep(400);
        return "Reconnected.";
    }

    @Tool(name = "test_x_mcp_header", description = "Takes an argument that is repeated in a header")
    public String testHeader(@Description("Where") @Schema(header = "Region") Optional<String> region,
            @Description("How much") Optional<Long> level) {
        return region.orElse("nowhere") + " " + level.orElse(0L);
    }
}
