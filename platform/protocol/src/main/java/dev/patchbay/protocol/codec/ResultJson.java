package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.CacheScope;
import dev.patchbay.protocol.EmptyResult;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.MetaKeys;
import dev.patchbay.protocol.content.ResourceContents;
import dev.patchbay.protocol.input.CreateMessageResult;
import dev.patchbay.protocol.input.ElicitResult;
import dev.patchbay.protocol.input.InputRequiredResult;
import dev.patchbay.protocol.input.ListRootsResult;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.json.RawJson;
import dev.patchbay.protocol.lifecycle.DiscoverResult;
import dev.patchbay.protocol.lifecycle.InitializeResult;
import dev.patchbay.protocol.notification.SubscriptionsListenResult;
import dev.patchbay.protocol.prompt.CompleteResult;
import dev.patchbay.protocol.prompt.GetPromptResult;
import dev.patchbay.protocol.prompt.ListPromptsResult;
import dev.patchbay.protocol.prompt.Prompt;
import dev.patchbay.protocol.resource.ListResourceTemplatesResult;
import dev.patchbay.protocol.resource.ListResourcesResult;
import dev.patchbay.protocol.resource.ReadResourceResult;
import dev.patchbay.protocol.resource.Resource;
import dev.patchbay.protocol.resource.ResourceTemplate;
import dev.patchbay.protocol.task.CreateTaskResult;
import dev.patchbay.protocol.task.GetTaskResult;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.protocol.tool.ListToolsResult;
import dev.patchbay.protocol.tool.Tool;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Result objects in JSON: the feature's members, and around them what every result of the revision carries. */
final class ResultJson {
    private final Features features;
    private final boolean modern;
    private final @Nullable RawJson serverInfo;
    private final @Nullable RawJson onlyServerInfo;

    /** The server's identity goes into each result's {@code _meta} if it is given. */
    ResultJson(Features features, @Nullable RawJson serverInfo) {
        this.features = features;
        this.modern = features.revision().isModern();
        this.serverInfo = serverInfo;
        this.onlyServerInfo = serverInfo == null ? null : RawJson.serialize(Map.of(MetaKeys.SERVER_INFO, serverInfo));
    }

    void write(JsonWriter json, McpResult result) {
        json.beginObject();
        switch (result) {
            case CallToolResult r -> {
                complete(json);
                features.tools().writeResult(json, r);
                meta(json, r.meta());
            }
            case ReadResourceResult r -> {
                complete(json);
                json.name("contents").beginArray();
                for (ResourceContents contents : r.contents()) {
                    features.content().writeContents(json, contents);
                }
                json.endArray();
                cacheable(json, null, r.cache(), r.meta());
            }
            case GetPromptResult r -> {
                complete(json);
                features.prompts().writeResult(json, r);
                meta(json, r.meta());
            }
            case CompleteResult r -> {
                complete(json);
                PromptJson.writeCompletion(json, r);
                meta(json, r.meta());
            }
            case EmptyResult r -> {
                complete(json);
                meta(json, r.meta());
            }
            case InitializeResult r -> {
                features.lifecycle().writeInitializeResult(json, r);
                meta(json, r.meta());
            }
            case ElicitResult r -> InputJson.writeElicitResult(json, r);
            case CreateMessageResult r -> {
                features.input().sampling().writeResult(json, r);
                json.optionalObject("_meta", r.meta());
            }
            case ListRootsResult r -> {
                features.input().writeRoots(json, r);
                if (!modern) {
                    json.optionalObject("_meta", r.meta());
                }
            }
            default -> writeListed(json, result);
        }
        json.endObject();
    }

    private void writeListed(JsonWriter json, McpResult result) {
        switch (result) {
            case ListToolsResult r -> {
                complete(json);
                json.name("tools").beginArray();
                for (Tool tool : r.tools()) {
                    features.tools().writeTool(json, tool);
                }
                json.endArray();
                cacheable(json, r.nextCursor(), r.cache(), r.meta());
            }
            case ListResourcesResult r -> {
                complete(json);
                json.name("resources").beginArray();
                for (Resource resource : r.resources()) {
                    features.resources().writeResource(json, resource);
                }
                json.endArray();
                cacheable(json, r.nextCursor(), r.cache(), r.meta());
            }
            case ListResourceTemplatesResult r -> {
                complete(json);
                json.name("resourceTemplates").beginArray();
                for (ResourceTemplate template : r.resourceTemplates()) {
                    features.resources().writeTemplate(json, template);
                }
                json.endArray();
                cacheable(json, r.nextCursor(), r.cache(), r.meta());
            }
            case ListPromptsResult r -> {
                complete(json);
                json.name("prompts").beginArray();
                for (Prompt prompt : r.prompts()) {
                    features.prompts().writePrompt(json, prompt);
                }
                json.endArray();
                cacheable(json, r.nextCursor(), r.cache(), r.meta());
            }
            default -> writeModernOnly(json, result);
        }
    }

    private void writeModernOnly(JsonWriter json, McpResult result) {
        if (!modern) {
            throw new IllegalArgumentException(
                    features.revision() + " has no result " + result.getClass().getSimpleName());
        }
        switch (result) {
            case DiscoverResult r -> {
                complete(json);
                features.lifecycle().writeDiscover(json, r);
                cacheable(json, null, r.cache(), r.meta());
            }
            case InputRequiredResult r -> {
                json.field("resultType", "input_required");
                features.input().writeRequired(json, r);
                meta(json, r.meta());
            }
            case CreateTaskResult r -> {
                json.field("resultType", "task");
                TaskJson.writeTask(json, r.task());
                meta(json, r.meta());
            }
            case GetTaskResult r -> {
                complete(json);
                features.tasks().writeDetailed(json, r.task());
                meta(json, r.meta());
            }
            case SubscriptionsListenResult r -> {
                complete(json);
                json.name("_meta").beginObject();
                json.fieldValue(MetaKeys.SUBSCRIPTION_ID, r.subscriptionId().value());
                json.optional(MetaKeys.SERVER_INFO, serverInfo);
                otherMeta(json, r.meta());
                json.endObject();
            }
            default -> throw new IllegalArgumentException(
                    "no JSON form for " + result.getClass().getSimpleName());
        }
    }

    private void complete(JsonWriter json) {
        if (modern) {
            json.field("resultType", "complete");
        }
    }

    private void cacheable(JsonWriter json, @Nullable String nextCursor, CacheHints cache, Map<String, Object> meta) {
        json.optional("nextCursor", nextCursor);
        if (modern) {
            json.field("ttlMs", cache.ttlMs()).field("cacheScope", cache.cacheScope().text());
        }
        meta(json, meta);
    }

    private void meta(JsonWriter json, Map<String, Object> meta) {
        if (onlyServerInfo == null) {
            json.optionalObject("_meta", meta);
        } else if (meta.isEmpty()) {
            json.name("_meta").raw(onlyServerInfo);
        } else {
            json.name("_meta").beginObject();
            otherMeta(json, meta);
            json.fieldValue(MetaKeys.SERVER_INFO, serverInfo).endObject();
        }
    }

    private static void otherMeta(JsonWriter json, Map<String, Object> meta) {
        meta.forEach((key, value) -> {
            if (!key.equals(MetaKeys.SERVER_INFO) && !key.equals(MetaKeys.SUBSCRIPTION_ID)) {
                json.fieldValue(key, value);
            }
        });
    }

    GetTaskResult readTask(Members result) {
        return new GetTaskResult(features.tasks().readDetailed(result), result.objectOrEmpty("_meta"));
    }

    ListToolsResult readTools(Members result) {
        return new ListToolsResult(result.list("tools", features.tools()::readTool),
                result.optionalString("nextCursor"),
                readCache(result), result.objectOrEmpty("_meta"));
    }

    ListResourcesResult readResources(Members result) {
        return new ListResourcesResult(result.list("resources", features.resources()::readResource),
                result.optionalString("nextCursor"), readCache(result), result.objectOrEmpty("_meta"));
    }

    ListResourceTemplatesResult readTemplates(Members result) {
        return new ListResourceTemplatesResult(result.list("resourceTemplates", features.resources()::readTemplate),
                result.optionalString("nextCursor"), readCache(result), result.objectOrEmpty("_meta"));
    }

    ListPromptsResult readPrompts(Members result) {
        return new ListPromptsResult(result.list("prompts", features.prompts()::readPrompt),
                result.optionalString("nextCursor"), readCache(result), result.objectOrEmpty("_meta"));
    }

    ReadResourceResult readContents(Members result) {
        return new ReadResourceResult(result.list("contents", features.content()::readContents), readCache(result),
                result.objectOrEmpty("_meta"));
    }

    DiscoverResult readDiscover(Members result) {
        result.array("supportedVersions");
        return new DiscoverResult(result.stringsOrEmpty("supportedVersions"),
                LifecycleJson.readServerCapabilities(result.members("capabilities")),
                result.optionalString("instructions"), readCache(result), result.objectOrEmpty("_meta"));
    }

    private CacheHints readCache(Members result) {
        Long ttl = modern ? result.optionalInteger("ttlMs") : null;
        if (ttl == null || ttl < 0) {
            return CacheHints.NONE;
        }
        boolean shared = CacheScope.PUBLIC.text().equals(result.optionalString("cacheScope"));
        return new CacheHints(ttl, shared ? CacheScope.PUBLIC : CacheScope.PRIVATE);
    }
}
