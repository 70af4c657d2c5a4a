package dev.patchbay.invocation;

import dev.patchbay.api.content.BlobResourceContents;
import dev.patchbay.api.content.JsonObject;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.content.TextResourceContents;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.invocation.cache.ResultForm;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Results as they are kept: without anything of the plugin's classes in memory, as JSON in the database. */
final class KeptForm {
    /** Of tools. */
    static final ResultForm TOOL = new ResultForm() {
        @Override
        public Map<String, @Nullable Object> write(Object result) {
            return KeptResult.toJson((CallToolResult) result);
        }

        @Override
        public Object read(Map<String, @Nullable Object> json) {
            return KeptResult.ofJson(json);
        }
    };
    /** Of reads. */
    static final ResultForm RESOURCE = new ResultForm() {
        @Override
        public Map<String, @Nullable Object> write(Object result) {
            return Map.of("contents",
                    ((ReadResourceResult) result).contents().stream().map(KeptForm::contents).toList());
        }

        @Override
        public Object read(Map<String, @Nullable Object> json) {
            List<?> contents = (List<?>) Objects.requireNonNull(json.get("contents"));
            return new ReadResourceResult(contents.stream().map(KeptForm::contents).toList());
        }
    };

    private KeptForm() {}

    private static Map<String, @Nullable Object> contents(ResourceContents contents) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("uri", contents.uri());
        json.put("type", contents.mimeType().orElse(null));
        switch (contents) {
            case TextResourceContents text -> json.put("text", text.text());
            case BlobResourceContents blob -> json.put("blob", Base64.getEncoder().encodeToString(blob.blob()));
        }
        return json;
    }

    private static ResourceContents contents(Object kept) {
        Map<?, ?> json = (Map<?, ?>) kept;
        String uri = (String) Objects.requireNonNull(json.get("uri"));
        Optional<String> type = Optional.ofNullable((String) json.get("type"));
        return json.get("blob") instanceof String blob
                ? new BlobResourceContents(uri, type, Base64.getDecoder().decode(blob))
                : new TextResourceContents(uri, type, (String) Objects.requireNonNull(json.get("text")));
    }

    /** Returns a result that holds nothing which a plugin could still change, or whose class is a plugin's. */
    static Object detached(Object result) {
        if (!(result instanceof CallToolResult of)) {
            return result; // texts and bytes in records of the API
        }
        CallToolResult detached = of.meta().isEmpty() ? of : of.withMeta(JsonObject.copyOf(of.meta()));
        return of.structuredContent().isEmpty()
                ? detached
                : detached.withStructuredContent(Objects.requireNonNull(
                        JsonObject.<@Nullable Object>copyOf(Map.of("copy", of.structuredContent().get()))
                                .get("copy")));
    }
}
