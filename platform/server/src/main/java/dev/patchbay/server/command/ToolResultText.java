package dev.patchbay.server.command;

import dev.patchbay.protocol.content.AudioContent;
import dev.patchbay.protocol.content.BlobResourceContents;
import dev.patchbay.protocol.content.ContentBlock;
import dev.patchbay.protocol.content.EmbeddedResource;
import dev.patchbay.protocol.content.ImageContent;
import dev.patchbay.protocol.content.ResourceLink;
import dev.patchbay.protocol.content.TextContent;
import dev.patchbay.protocol.content.TextResourceContents;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.server.running.StatusJson;
import java.util.ArrayList;
import java.util.List;

/** A tool's result for people. */
final class ToolResultText {
    private ToolResultText() {}

    static String of(CallToolResult result) {
        List<String> parts = new ArrayList<>();
        result.content().forEach(block -> parts.add(of(block)));
        Object structured = result.structuredContent();
        if (parts.isEmpty() && structured != null) {
            parts.add(StatusJson.text(structured));
        }
        return String.join("\n", parts);
    }

    private static String of(ContentBlock block) {
        return switch (block) {
            case TextContent text -> text.text();
            case ImageContent image -> "[image, " + image.mimeType() + ", " + bytes(image.data()) + "]";
            case AudioContent audio -> "[audio, " + audio.mimeType() + ", " + bytes(audio.data()) + "]";
            case ResourceLink link -> "[resource " + link.name() + ": " + link.uri() + "]";
            case EmbeddedResource embedded -> switch (embedded.resource()) {
                case TextResourceContents text -> text.text();
                case BlobResourceContents blob -> "[resource " + blob.uri() + ", " + bytes(blob.blob()) + "]";
            };
        };
    }

    private static String bytes(String base64) {
        return base64.length() / 4 * 3 + " bytes; --json shows them";
    }
}
