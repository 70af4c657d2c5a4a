package dev.patchbay.endpoint.mapping;

import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.LoggingLevel;
import dev.patchbay.protocol.content.ContentBlock;
import dev.patchbay.protocol.content.ResourceContents;
import dev.patchbay.protocol.content.TextContent;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.prompt.CompleteRequest;
import dev.patchbay.protocol.prompt.CompleteResult;
import dev.patchbay.protocol.prompt.GetPromptResult;
import dev.patchbay.protocol.prompt.PromptMessage;
import dev.patchbay.protocol.prompt.PromptReference;
import dev.patchbay.protocol.prompt.ResourceTemplateReference;
import dev.patchbay.protocol.resource.ReadResourceResult;
import dev.patchbay.protocol.tool.CallToolResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Results of plugins as they go to clients. */
public final class ResultMapping {
    private ResultMapping() {}

    /** A tool's result; structured content alone gets its JSON text, indented, for clients that read only that. */
    public static CallToolResult tool(dev.patchbay.api.tool.CallToolResult result) {
        List<ContentBlock> content = ContentMapping.blocks(result.content());
        Object structured = result.structuredContent().orElse(null);
        if (structured != null && content.isEmpty()) {
            String text = new String(JsonWriter.pretty(structured), StandardCharsets.UTF_8);
            return new CallToolResult(List.of(TextContent.of(text)), structured, result.isError(), result.meta());
        }
        return new CallToolResult(content, structured, result.isError(), result.meta());
    }

    public static GetPromptResult prompt(dev.patchbay.api.prompt.GetPromptResult result) {
        List<PromptMessage> messages = result.messages().stream().map(message -> new PromptMessage(
                ContentMapping.role(message.role()), ContentMapping.block(message.content()))).toList();
        return new GetPromptResult(result.description().orElse(null), messages, Map.of());
    }

    public static ReadResourceResult resource(dev.patchbay.api.resource.ReadResourceResult result, CacheHints cache) {
        List<ResourceContents> contents = result.contents().stream().map(ContentMapping::contents).toList();
        return new ReadResourceResult(contents, cache, Map.of());
    }

    public static CompleteResult completion(dev.patchbay.api.completion.CompleteResult result) {
        OptionalInt total = result.total();
        return new CompleteResult(result.values(), total.isPresent() ? (long) total.getAsInt() : null,
                result.hasMore(), Map.of());
    }

    /** What is to be completed. */
    public static dev.patchbay.api.completion.CompletionReference reference(CompleteRequest request) {
        return switch (request.ref()) {
            case PromptReference prompt -> new dev.patchbay.api.completion.CompletionReference.OfPrompt(prompt.name(),
                    request.argumentName());
            case ResourceTemplateReference template -> new dev.patchbay.api.completion.CompletionReference.OfTemplate(
                    template.uri(), request.argumentName());
        };
    }

    public static LoggingLevel level(dev.patchbay.api.call.LoggingLevel level) {
        return switch (level) {
            case DEBUG -> LoggingLevel.DEBUG;
            case INFO -> LoggingLevel.INFO;
            case NOTICE -> LoggingLevel.NOTICE;
            case WARNING -> LoggingLevel.WARNING;
            case ERROR -> LoggingLevel.ERROR;
            case CRITICAL -> LoggingLevel.CRITICAL;
            case ALERT -> LoggingLevel.ALERT;
            case EMERGENCY -> LoggingLevel.EMERGENCY;
        };
    }
}
