package dev.patchbay.invocation;

import dev.patchbay.api.content.Annotations;
import dev.patchbay.api.content.AudioContent;
import dev.patchbay.api.content.BlobResourceContents;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.EmbeddedResource;
import dev.patchbay.api.content.ImageContent;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.content.ResourceLink;
import dev.patchbay.api.content.Role;
import dev.patchbay.api.content.TextContent;
import dev.patchbay.api.content.TextResourceContents;
import dev.patchbay.api.tool.CallToolResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The result of a nested call as JSON, to be kept while the call that made it asks and runs again. */
final class KeptResult {
    private KeptResult() {}

    static Map<String, @Nullable Object> toJson(CallToolResult result) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("content", result.content().stream().map(KeptResult::block).toList());
        result.structuredContent().ifPresent(value -> json.put("structured", value));
        json.put("error", result.isError());
        json.put("meta", result.meta());
        return JsonValue.object(json);
    }

    private static Map<String, @Nullable Object> block(ContentBlock block) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        switch (block) {
            case TextContent text -> json.put("text", text.text());
            case ImageContent image -> {
                json.put("image", Base64.getEncoder().encodeToString(image.data()));
                json.put("type", image.mimeType());
            }
            case AudioContent audio -> {
                json.put("audio", Base64.getEncoder().encodeToString(audio.data()));
                json.put("type", audio.mimeType());
            }
            case ResourceLink link -> {
                json.put("link", link.uri());
                json.put("name", link.name());
                json.put("title", link.title().orElse(null));
                json.put("description", link.description().orElse(null));
                json.put("type", link.mimeType().orElse(null));
                json.put("size", link.sizeBytes().isPresent() ? link.sizeBytes().getAsLong() : null);
            }
            case EmbeddedResource(TextResourceContents text, Annotations annotations) -> {
                json.put("resource", text.uri());
                json.put("type", text.mimeType().orElse(null));
                json.put("chars", text.text());
            }
            case EmbeddedResource(BlobResourceContents blob, Annotations annotations) -> {
                json.put("resource", blob.uri());
                json.put("type", blob.mimeType().orElse(null));
                json.put("bytes", Base64.getEncoder().encodeToString(blob.blob()));
            }
        }
        Annotations hints = block.annotations();
        json.put("audience", hints.audience().stream().map(Role::name).sorted().toList());
        json.put("priority", hints.priority().isPresent() ? hints.priority().getAsDouble() : null);
        json.put("modified", hints.lastModified().map(Instant::toString).orElse(null));
        return json;
    }

    @SuppressWarnings("unchecked") // what toJson made
    static CallToolResult ofJson(Map<String, @Nullable Object> json) {
        List<Map<String, @Nullable Object>> blocks = (List<Map<String, @Nullable Object>>) Objects
                .requireNonNull(json.get("content"));
        CallToolResult result = CallToolResult.of(blocks.stream().map(KeptResult::block).toList());
        Object structured = json.get("structured");
        if (structured != null) {
            result = result.withStructuredContent(structured);
        }
        Map<String, Object> meta = (Map<String, Object>) Objects.requireNonNull(json.get("meta"));
        if (!meta.isEmpty()) {
            result = result.withMeta(meta);
        }
        return Boolean.TRUE.equals(json.get("error")) ? result.asError() : result;
    }

    private static ContentBlock block(Map<String, @Nullable Object> json) {
        Annotations hints = annotations(json);
        Optional<String> type = text(json, "type");
        if (json.get("text") instanceof String text) {
            return new TextContent(text, hints);
        }
        if (json.get("image") instanceof String image) {
            return new ImageContent(Base64.getDecoder().decode(image), type.orElseThrow(), hints);
        }
        if (json.get("audio") instanceof String audio) {
            return new AudioContent(Base64.getDecoder().decode(audio), type.orElseThrow(), hints);
        }
        if (json.get("link") instanceof String link) {
            return new ResourceLink(link, text(json, "name").orElseThrow(), text(json, "title"),
                    text(json, "description"), type,
                    json.get("size") instanceof Long size ? OptionalLong.of(size) : OptionalLong.empty(), hints);
        }
        String uri = text(json, "resource").orElseThrow();
        ResourceContents contents = json.get("bytes") instanceof String bytes
                ? new BlobResourceContents(uri, type, Base64.getDecoder().decode(bytes))
                : new TextResourceContents(uri, type, text(json, "chars").orElseThrow());
        return new EmbeddedResource(contents, hints);
    }

    private static Annotations annotations(Map<String, @Nullable Object> json) {
        List<?> audience = json.get("audience") instanceof List<?> list ? list : List.of();
        return new Annotations(
                audience.stream().map(role -> Role.valueOf((String) role)).collect(Collectors.toUnmodifiableSet()),
                switch (json.get("priority")) {
                    case BigDecimal priority -> OptionalDouble.of(priority.doubleValue());
                    case Long priority -> OptionalDouble.of(priority);
                    case null, default -> OptionalDouble.empty();
                }, text(json, "modified").map(Instant::parse));
    }

    private static Optional<String> text(Map<String, @Nullable Object> json, String name) {
        return Optional.ofNullable((String) json.get(name));
    }
}
