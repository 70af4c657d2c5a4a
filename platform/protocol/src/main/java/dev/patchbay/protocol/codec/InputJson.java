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
import dev.patchbay.protocol.input.ElicitRequest;
import dev.patchbay.protocol.input.ElicitResult;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.input.InputRequiredResult;
import dev.patchbay.protocol.input.ListRootsRequest;
import dev.patchbay.protocol.input.ListRootsResult;
import dev.patchbay.protocol.input.ModelPreferences;
import dev.patchbay.protocol.input.Root;
import dev.patchbay.protocol.input.SamplingMessage;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.tool.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What servers ask of clients, and the answers, in JSON. */
final class InputJson {
    private final ContentJson content;
    private final ToolJson tools;
    private final Revision revision;
    private final boolean hasElicitation;
    private final boolean hasModes;
    private final boolean hasElicitationId;

    InputJson(Revision revision, ContentJson content, ToolJson tools) {
        this.content = content;
        this.tools = tools;
        this.revision = revision;
        this.hasElicitation = revision.isAtLeast(Revision.V2025_06_18);
        this.hasModes = revision.isAtLeast(Revision.V2025_11_25);
        this.hasElicitationId = revision == Revision.V2025_11_25;
    }

    static void writeAnswers(JsonWriter json, Map<String, ? extends Map<String, Object>> inputResponses,
            @Nullable String requestState) {
        json.optionalObject("inputResponses", inputResponses).optional("requestState", requestState);
    }

    void writeRequired(JsonWriter json, InputRequiredResult result) {
        if (!result.inputRequests().isEmpty()) {
            json.name("inputRequests").beginObject();
            result.inputRequests().forEach((key, request) -> {
                json.name(key).beginObject().field("method", request.method()).name("params");
                writeParams(json, request);
                json.endObject();
            });
            json.endObject();
        }
        json.optional("requestState", result.requestState());
    }

    InputRequiredResult readRequired(Members members) {
        Map<String, InputRequest> requests = new LinkedHashMap<>();
        Members given = members.optionalMembers("inputRequests");
        if (given != null) {
            for (String key : given.json().keySet()) {
                Members request = given.members(key);
                Members params = request.has("params") ? request.members("params") : new Members("params", Map.of());
                requests.put(key, readRequest(request.string("method"), params)
                        .orElseThrow(() -> request.unknown("method", "a method that can be asked of a client")));
            }
        }
        String state = members.optionalString("requestState");
        if (requests.isEmpty() && state == null) {
            throw members.unknown("inputRequests", "present where there is no requestState");
        }
        return new InputRequiredResult(requests, state, members.objectOrEmpty("_meta"));
    }

    /** The params object of a request of the server. */
    void writeParams(JsonWriter json, InputRequest request) {
        json.beginObject();
        switch (request) {
            case ElicitRequest.Form form -> writeForm(json, form);
            case ElicitRequest.Url url -> {
                refuseUnless(hasModes, "elicitation by URL");
                json.field("mode", "url").field("message", url.message()).field("url", url.url());
                if (hasElicitationId) {
                    json.field("elicitationId",
                            Objects.requireNonNull(url.elicitationId(), "2025-11-25 needs an elicitationId"));
                }
            }
            case CreateMessageRequest sampling -> writeSampling(json, sampling);
            case ListRootsRequest roots -> {
            }
        }
        json.endObject();
    }

    private void writeForm(JsonWriter json, ElicitRequest.Form form) {
        refuseUnless(hasElicitation, "elicitation");
        if (hasModes) {
            json.field("mode", "form").field("message", form.message())
                    .fieldValue("requestedSchema", form.requestedSchema());
        } else {
            json.field("message", form.message()).fieldValue("requestedSchema",
                    FirstForms.of(form.requestedSchema()));
        }
    }

    private void refuseUnless(boolean has, String what) {
        if (!has) {
            throw new IllegalArgumentException("MCP " + revision + " has no " + what);
        }
    }

    /** The request with these params, or empty if servers cannot ask for that. */
    Optional<InputRequest> readRequest(String method, Members params) {
        return switch (method) {
            case "elicitation/create" -> hasElicitation ? Optional.of(readElicit(params)) : Optional.empty();
            case "sampling/createMessage" -> Optional.of(readSampling(params));
            case "roots/list" -> Optional.of(new ListRootsRequest());
            default -> Optional.empty();
        };
    }

    private ElicitRequest readElicit(Members params) {
        String mode = hasModes ? params.optionalString("mode") : null;
        return "url".equals(mode)
                ? new ElicitRequest.Url(params.string("message"), params.string("url"),
                        params.optionalString("elicitationId"))
                : new ElicitRequest.Form(params.string("message"), params.object("requestedSchema"));
    }

    private void writeSampling(JsonWriter json, CreateMessageRequest request) {
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
        refuseUnless(hasModes || request.tools().isEmpty(), "tools in sampling");
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
        if (hasModes) {
            json.beginObject().field("role", message.role().text());
            writeSamplingContent(json, message.content());
            content.writeMeta(json, message.meta());
            json.endObject();
            return;
        }
        for (SamplingMessageContentBlock block : message.content()) {
            json.beginObject().field("role", message.role().text()).name("content");
            writeSamplingBlock(json, block);
            json.endObject();
        }
    }

    private CreateMessageRequest readSampling(Members params) {
        Members preferences = params.optionalMembers("modelPreferences");
        Members choice = params.optionalMembers("toolChoice");
        return new CreateMessageRequest(params.list("messages", this::readMessage),
                preferences == null ? null : readPreferences(preferences), params.optionalString("systemPrompt"),
                params.optionalString("includeContext"), params.optionalNumber("temperature"),
                params.integer("maxTokens"), params.stringsOrEmpty("stopSequences"), params.objectOrEmpty("metadata"),
                params.listOrEmpty("tools", tools::readTool), choice == null ? null : choice.optionalString("mode"));
    }

    private SamplingMessage readMessage(Members message) {
        return new SamplingMessage(ContentJson.readRole(message), readSamplingContent(message),
                message.objectOrEmpty("_meta"));
    }

    private static ModelPreferences readPreferences(Members members) {
        List<String> hints = members.listOrEmpty("hints", hint -> Optional.ofNullable(hint.optionalString("name")))
                .stream().flatMap(Optional::stream).toList();
        return new ModelPreferences(hints, members.optionalNumber("costPriority"),
                members.optionalNumber("speedPriority"), members.optionalNumber("intelligencePriority"));
    }

    void writeMessageResult(JsonWriter json, CreateMessageResult result) {
        json.field("role", result.role().text());
        writeSamplingContent(json, result.content());
        json.field("model", result.model()).optional("stopReason", result.stopReason());
    }

    CreateMessageResult readMessageResult(Members members) {
        return new CreateMessageResult(ContentJson.readRole(members), readSamplingContent(members),
                members.string("model"), members.optionalString("stopReason"), members.objectOrEmpty("_meta"));
    }

    private void writeSamplingContent(JsonWriter json, List<SamplingMessageContentBlock> blocks) {
        json.name("content");
        if (blocks.size() == 1) {
            writeSamplingBlock(json, blocks.getFirst());
            return;
        }
        refuseUnless(hasModes, "answers of a model in several blocks");
        json.beginArray();
        for (SamplingMessageContentBlock block : blocks) {
            writeSamplingBlock(json, block);
        }
        json.endArray();
    }

    private void writeSamplingBlock(JsonWriter json, SamplingMessageContentBlock block) {
        json.beginObject();
        switch (block) {
            case TextContent text -> content.writeText(json, text);
            case ImageContent image -> content.writeData(json, "image", image.data(), image.mimeType(),
                    image.annotations(), image.meta());
            case AudioContent audio -> content.writeAudio(json, audio);
            case ToolUseContent use -> {
                refuseUnless(hasModes, "tools in sampling");
                json.field("type", "tool_use").field("id", use.id()).field("name", use.name());
                json.fieldValue("input", use.input());
                content.writeMeta(json, use.meta());
            }
            case ToolResultContent result -> {
                refuseUnless(hasModes, "tools in sampling");
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

    private List<SamplingMessageContentBlock> readSamplingContent(Members message) {
        return message.value("content") instanceof List<?>
                ? message.list("content", this::readSamplingBlock)
                : List.of(readSamplingBlock(message.members("content")));
    }

    private SamplingMessageContentBlock readSamplingBlock(Members block) {
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

    static void writeElicitResult(JsonWriter json, ElicitResult result) {
        json.field("action", result.action().text());
        if (result.action() == ElicitResult.Action.ACCEPT) {
            json.optionalObject("content", result.content());
        }
    }

    static ElicitResult readElicitResult(Members members) {
        return switch (members.string("action")) {
            case "accept" -> ElicitResult.accept(members.objectOrEmpty("content"));
            case "decline" -> ElicitResult.decline();
            case "cancel" -> ElicitResult.cancel();
            default -> throw members.unknown("action", "\"accept\", \"decline\" or \"cancel\"");
        };
    }

    void writeRoots(JsonWriter json, ListRootsResult result) {
        json.name("roots").beginArray();
        for (Root root : result.roots()) {
            json.beginObject().field("uri", root.uri()).optional("name", root.name());
            content.writeMeta(json, root.meta());
            json.endObject();
        }
        json.endArray();
    }

    static ListRootsResult readRoots(Members members) {
        return new ListRootsResult(
                members.list("roots",
                        root -> new Root(root.string("uri"), root.optionalString("name"),
                                root.objectOrEmpty("_meta"))),
                members.objectOrEmpty("_meta"));
    }
}
