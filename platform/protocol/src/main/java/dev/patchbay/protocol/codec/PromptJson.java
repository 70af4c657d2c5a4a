package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.prompt.CompleteRequest;
import dev.patchbay.protocol.prompt.CompleteResult;
import dev.patchbay.protocol.prompt.CompletionReference;
import dev.patchbay.protocol.prompt.GetPromptResult;
import dev.patchbay.protocol.prompt.Prompt;
import dev.patchbay.protocol.prompt.PromptArgument;
import dev.patchbay.protocol.prompt.PromptMessage;
import dev.patchbay.protocol.prompt.PromptReference;
import dev.patchbay.protocol.prompt.ResourceTemplateReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prompts and completions in JSON. */
final class PromptJson {
    private final ContentJson content;
    private final boolean hasContext;

    PromptJson(Revision revision, ContentJson content) {
        this.content = content;
        this.hasContext = revision.isAtLeast(Revision.V2025_06_18);
    }

    void writePrompt(JsonWriter json, Prompt prompt) {
        json.beginObject().field("name", prompt.name());
        content.writeTitle(json, prompt.title());
        json.optional("description", prompt.description());
        if (!prompt.arguments().isEmpty()) {
            json.name("arguments").beginArray();
            for (PromptArgument argument : prompt.arguments()) {
                json.beginObject().field("name", argument.name());
                content.writeTitle(json, argument.title());
                json.optional("description", argument.description());
                if (argument.required()) {
                    json.field("required", true);
                }
                json.endObject();
            }
            json.endArray();
        }
        content.writeIcons(json, prompt.icons());
        content.writeMeta(json, prompt.meta());
        json.endObject();
    }

    Prompt readPrompt(Members members) {
        List<PromptArgument> arguments = members.listOrEmpty("arguments",
                argument -> new PromptArgument(argument.string("name"), argument.optionalString("title"),
                        argument.optionalString("description"), argument.flag("required")));
        return new Prompt(members.string("name"), members.optionalString("title"),
                members.optionalString("description"), arguments, content.readIcons(members),
                members.objectOrEmpty("_meta"));
    }

    void writeResult(JsonWriter json, GetPromptResult result) {
        json.optional("description", result.description()).name("messages").beginArray();
        for (PromptMessage message : result.messages()) {
            json.beginObject().field("role", message.role().text()).name("content");
            content.writeBlock(json, message.content());
            json.endObject();
        }
        json.endArray();
    }

    GetPromptResult readResult(Members members) {
        return new GetPromptResult(members.optionalString("description"),
                members.list("messages",
                        message -> new PromptMessage(ContentJson.readRole(message),
                                content.readBlock(message.members("content")))),
                members.objectOrEmpty("_meta"));
    }

    void writeComplete(JsonWriter json, CompleteRequest request) {
        json.name("ref").beginObject();
        switch (request.ref()) {
            case PromptReference prompt -> {
                json.field("type", "ref/prompt").field("name", prompt.name());
                content.writeTitle(json, prompt.title());
            }
            case ResourceTemplateReference template -> json.field("type", "ref/resource").field("uri", template.uri());
        }
        json.endObject().name("argument").beginObject().field("name", request.argumentName())
                .field("value", request.argumentValue()).endObject();
        if (hasContext && !request.contextArguments().isEmpty()) {
            json.fieldValue("context", Map.of("arguments", request.contextArguments()));
        }
    }

    CompleteRequest readComplete(Members params, RequestMeta meta) {
        Members ref = params.members("ref");
        CompletionReference reference = switch (ref.string("type")) {
            case "ref/prompt" -> new PromptReference(ref.string("name"), ref.optionalString("title"));
            case "ref/resource" -> new ResourceTemplateReference(ref.string("uri"));
            default -> throw ref.unknown("type", "\"ref/prompt\" or \"ref/resource\"");
        };
        Members argument = params.members("argument");
        Members context = hasContext ? params.optionalMembers("context") : null;
        return new CompleteRequest(reference, argument.string("name"), argument.string("value"),
                context == null ? Map.of() : context.stringMapOrEmpty("arguments"), meta);
    }

    static void writeCompletion(JsonWriter json, CompleteResult result) {
        json.name("completion").beginObject().fieldValue("values", result.values());
        json.optional("total", result.total()).optional("hasMore", result.hasMore()).endObject();
    }

    static CompleteResult readCompletion(Members members) {
        Members completion = members.members("completion");
        List<String> values = new ArrayList<>(completion.stringsOrEmpty("values"));
        return new CompleteResult(values, completion.optionalInteger("total"), completion.optionalBoolean("hasMore"),
                members.objectOrEmpty("_meta"));
    }
}
