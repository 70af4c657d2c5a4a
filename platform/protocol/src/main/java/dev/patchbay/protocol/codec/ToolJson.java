package dev.patchbay.protocol.codec;

import static dev.patchbay.protocol.Revision.V2025_03_26;
import static dev.patchbay.protocol.Revision.V2025_06_18;
import static dev.patchbay.protocol.Revision.V2026_07_28;

import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.content.ContentBlock;
import dev.patchbay.protocol.content.TextContent;
import dev.patchbay.protocol.json.JsonNull;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.tool.CallToolRequest;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.protocol.tool.Tool;
import dev.patchbay.protocol.tool.ToolAnnotations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tools, their calls and their results in JSON. */
final class ToolJson {
    private final ContentJson content;
    private final boolean hasAnnotations;
    private final boolean hasStructure;
    private final boolean hasAnyRoot;

    ToolJson(Revision revision, ContentJson content) {
        this.content = content;
        this.hasAnnotations = revision.isAtLeast(V2025_03_26);
        this.hasStructure = revision.isAtLeast(V2025_06_18);
        this.hasAnyRoot = revision.isAtLeast(V2026_07_28);
    }

    void writeTool(JsonWriter json, Tool tool) {
        json.beginObject().field("name", tool.name());
        content.writeTitle(json, tool.title());
        json.optional("description", tool.description()).fieldValue("inputSchema", schema(tool.inputSchema()));
        Map<String, Object> outputSchema = tool.outputSchema();
        if (outputSchema != null && hasStructure && (hasAnyRoot || "object".equals(outputSchema.get("type")))) {
            json.fieldValue("outputSchema", schema(outputSchema));
        }
        ToolAnnotations annotations = tool.annotations();
        if (annotations != null && hasAnnotations) {
            json.name("annotations").beginObject().optional("title", annotations.title());
            json.optional("readOnlyHint", annotations.readOnlyHint());
            json.optional("destructiveHint", annotations.destructiveHint());
            json.optional("idempotentHint", annotations.idempotentHint());
            json.optional("openWorldHint", annotations.openWorldHint()).endObject();
        }
        content.writeIcons(json, tool.icons());
        content.writeMeta(json, tool.meta());
        json.endObject();
    }

    /** The older revisions want an object for every property: {@code true} and {@code false} have twins that are. */
    private Map<String, Object> schema(Map<String, Object> schema) {
        if (hasAnyRoot || !(schema.get("properties") instanceof Map<?, ?> properties)
                || properties.values().stream().noneMatch(Boolean.class::isInstance)) {
            return schema;
        }
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        properties.forEach((name, property) -> written.put(String.valueOf(name),
                property instanceof Boolean isAny ? twin(isAny) : property));
        Map<String, Object> all = new LinkedHashMap<>(schema);
        all.put("properties", written);
        return all;
    }

    private static Map<String, Object> twin(boolean isAny) {
        return isAny ? Map.of() : Map.of("not", Map.of());
    }

    Tool readTool(Members members) {
        return new Tool(members.string("name"), members.optionalString("title"), members.optionalString("description"),
                members.object("inputSchema"), members.has("outputSchema") ? members.object("outputSchema") : null,
                readAnnotations(members), content.readIcons(members), members.objectOrEmpty("_meta"));
    }

    private static @Nullable ToolAnnotations readAnnotations(Members members) {
        Members given = members.optionalMembers("annotations");
        return given == null
                ? null
                : new ToolAnnotations(given.optionalString("title"), given.optionalBoolean("readOnlyHint"),
                        given.optionalBoolean("destructiveHint"), given.optionalBoolean("idempotentHint"),
                        given.optionalBoolean("openWorldHint"));
    }

    void writeResult(JsonWriter json, CallToolResult result) {
        Object structured = result.structuredContent();
        if (structured == null) {
            content.writeBlocks(json, "content", result.content());
        } else if (hasStructure && (hasAnyRoot || structured instanceof Map<?, ?>)) {
            content.writeBlocks(json, "content", result.content());
            json.fieldValue("structuredContent", structured);
        } else {
            content.writeBlocks(json, "content", withText(result.content(), structured));
        }
        if (result.isError()) {
            json.field("isError", true);
        }
    }

    /** Content that says what would be lost with a structure that the revision does not know. */
    private static List<ContentBlock> withText(List<ContentBlock> blocks, Object structured) {
        if (structured.equals(JsonNull.VALUE) || blocks.stream().anyMatch(TextContent.class::isInstance)) {
            return blocks; // a tool that gives both says the same in both
        }
        List<ContentBlock> all = new ArrayList<>(blocks);
        all.add(TextContent.of(new String(JsonWriter.pretty(structured), StandardCharsets.UTF_8)));
        return all;
    }

    CallToolResult readResult(Members members) {
        return new CallToolResult(members.listOrEmpty("content", content::readBlock), readStructured(members),
                members.flag("isError"), members.objectOrEmpty("_meta"));
    }

    static @Nullable Object readStructured(Members members) {
        Object structured = members.value("structuredContent");
        return structured == null && members.json().containsKey("structuredContent") ? JsonNull.VALUE : structured;
    }

    static void writeCall(JsonWriter json, CallToolRequest request) {
        json.field("name", request.name()).fieldValue("arguments", request.arguments());
        InputJson.writeAnswers(json, request.inputResponses(), request.requestState());
    }

    CallToolRequest readCall(Members params, RequestMeta meta) {
        return new CallToolRequest(params.string("name"), params.objectOrEmpty("arguments"),
                hasAnyRoot ? params.objectMapOrEmpty("inputResponses") : Map.of(),
                hasAnyRoot ? params.optionalString("requestState") : null, meta);
    }
}
