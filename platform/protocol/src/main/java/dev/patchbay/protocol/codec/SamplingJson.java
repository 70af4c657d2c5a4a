package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.content.AudioContent;
import dev.patchbay.protocol.content.ImageContent;
import dev.patchbay.protocol.content.SamplingMessageContentBlock;
import dev.patchbay.protocol.content.TextContent;
import dev.patchbay.protocol.content.ToolResultContent;
import dev.patchbay.protocol.content.ToolUseContent;
import dev.patchbay.protocol.input.CreateMessageRequest;
import dev.patchbay.protocol.input.CreateMessageResult;
import dev.patchbay.protocol.input.ModelPreferences;
import dev.patchbay.protocol.input.SamplingMessage;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.tool.Tool;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server asks the client's model, and the answer, in JSON. */
final class SamplingJson {
    private final ContentJson content;
    private final ToolJson tools;
    private final Revision revision;
    /** Whether a message can hold several blocks, and tools. */
    private final boolean isFull;

    SamplingJson(Revision revision, ContentJson content, ToolJson tools) {
        this.content = content;
        this.tools = tools;
        this.revision = revision;
        this.isFull = revision.isAtLeast(Revision.V2025_11_25);
    }

    private void refuseUnless(boolean has, String what) {
        if (!has) {
            throw new IllegalArgumentException("MCP " + revision + " has no " + what);
        }
    }

    /** The members of the params object. */
    void writeRequest(JsonWriter json, CreateMessageRequest request) {
        json.name("messages").beginArray();
        for (SamplingMessage message : request.messages()) {
            writeMessages(json, message);
        }
        json.endArray();
        ModelPreferences preferences = request.modelPreferences();
        if (preferences != null) {
            json.name("modelPreferences").beginObject();
            if (!preferences.hints().isEmpty()) {
                json.name("hints").beginArray();
                preferences.hints().forEach(hint -> json.beginObject().field("name", hint).endObject());
                json.endArray();
            }
            json.optional("costPriority", preferences.costPriority());
            json.optional("speedPriority", preferences.speedPriority());
            json.optional("intelligencePriority", preferences.intelligencePriority()).endObject();
        }
        json.optional("systemPrompt", request.systemPrompt()).optional("includeContext", request.includeContext());
        json.optional("temperature", request.temperature()).field("maxTokens", request.maxTokens());
        if (!request.stopSequences().isEmpty()) {
            json.fieldValue("stopSequences", request.stopSequences());
        }
        json.optionalObject("metadata", request.metadata());
        refuseUnless(isFull || request.tools().isEmpty(), "tools in sampling");
        if (!request.tools().isEmpty()) {
            json.name("tools").beginArray();
            for (Tool tool : request.tools()) {
                tools.writeTool(json, tool);
            }
            json.endArray();
        }
        if (request.toolChoice() != null) {
            json.fieldValue("toolChoice", Map.of("mode", request.toolChoice()));
        }
    }

    /** A message, as several of the same role where one holds a single block. */
    private void writeMessages(JsonWriter json, SamplingMessage message) {
        if (isFull) {
            json.beginObject().field("role", message.role().text());
            writeContent(json, message.content());
            content.writeMeta(json, message.meta());
            json.endObject();
            return;
        }
        for (SamplingMessageContentBlock block : message.content()) {
            json.beginObject().field("role", message.role().text()).name("content");
            writeBlock(json, block);
            json.endObject();
        }
    }

    CreateMessageRequest readRequest(Members params) {
        Members preferences = params.optionalMembers("modelPreferences");
        Members choice = params.optionalMembers("toolChoice");
        return new CreateMessageRequest(params.list("messages", this::readMessage),
                preferences == null ? null : readPreferences(preferences), params.optionalString("systemPrompt"),
                params.optionalString("includeContext"), params.optionalNumber("temperature"),
                params.integer("maxTokens"), params.stringsOrEmpty("stopSequences"), params.objectOrEmpty("metadata"),
                params.listOrEmpty("tools", tools::readTool), choice == null ? null : choice.optionalString("mode"));
    }

    private SamplingMessage readMessage(Members message) {
        return new SamplingMessage(ContentJson.readRole(message), readContent(message),
                message.objectOrEmpty("_meta"));
    }

    private static ModelPreferences readPreferences(Members members) {
        List<String> hints = members.listOrEmpty("hints", hint -> Optional.ofNullable(hint.optionalString("name")))
                .stream().flatMap(Optional::stream).toList();
        return new ModelPreferences(hints, members.optionalNumber("costPriority"),
                members.optionalNumber("speedPriority"), members.optionalNumber("intelligencePriority"));
    }

    void writeResult(JsonWriter json, CreateMessageResult result) {
        json.field("role", result.role().text());
        writeContent(json, result.content());
        json.field("model", result.model()).optional("stopReason", result.stopReason());
    }

    CreateMessageResult readResult(Members members) {
        return new CreateMessageResult(ContentJson.readRole(members), readContent(members),
                members.string("model"), members.optionalString("stopReason"), members.objectOrEmpty("_meta"));
    }

    private void writeContent(JsonWriter json, List<SamplingMessageContentBlock> blocks) {
        json.name("content");
        if (blocks.size() == 1) {
            writeBlock(json, blocks.getFirst());
            return;
        }
        refuseUnless(isFull, "answers of a model in several blocks");
        json.beginArray();
        for (SamplingMessageContentBlock block : blocks) {
            writeBlock(json, block);
        }
        json.endArray();
    }

    private void writeBlock(JsonWriter json, SamplingMessageContentBlock block) {
        json.beginObject();
        switch (block) {
            case TextContent text -> content.writeText(json, text);
            case ImageContent image -> content.writeData(json, "image", image.data(), image.mimeType(),
                    image.annotations(), image.meta());
            case AudioContent audio -> content.writeAudio(json, audio);
            case ToolUseContent use -> {
                refuseUnless(isFull, "tools in sampling");
                json.field("type", "tool_use").field("id", use.id()).field("name", use.name());
                json.fieldValue("input", use.input());
                content.writeMeta(json, use.meta());
            }
            case ToolResultContent result -> {
                refuseUnless(isFull, "tools in sampling");
                json.field("type", "tool_result").field("toolUseId", result.toolUseId());
                content.writeBlocks(json, "content", result.content());
                json.optional("structuredContent", result.structuredContent());
                if (result.isError()) {
                    json.field("isError", true);
                }
                content.writeMeta(json, result.meta());
            }
        }
        json.endObject();
    }

    private List<SamplingMessageContentBlock> readContent(Members message) {
        return message.value("content") instanceof List<?>
                ? message.list("content", this::readBlock)
                : List.of(readBlock(message.members("content")));
    }

    private SamplingMessageContentBlock readBlock(Members block) {
        return switch (block.string("type")) {
            case "text" -> content.readText(block);
            case "image" -> content.readImage(block);
            case "audio" -> content.readAudio(block);
            case "tool_use" -> new ToolUseContent(block.string("id"), block.string("name"), block.object("input"),
                    block.objectOrEmpty("_meta"));
            case "tool_result" -> new ToolResultContent(block.string("toolUseId"),
                    block.listOrEmpty("content", content::readBlock), ToolJson.readStructured(block),
                    block.flag("isError"), block.objectOrEmpty("_meta"));
            default -> throw block.unknown("type", "the type of a sampling content block");
        };
    }
}
