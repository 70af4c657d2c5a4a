package dev.patchbay.endpoint.mapping;

import dev.patchbay.protocol.Annotations;
import dev.patchbay.protocol.Role;
import dev.patchbay.protocol.content.AudioContent;
import dev.patchbay.protocol.content.BlobResourceContents;
import dev.patchbay.protocol.content.ContentBlock;
import dev.patchbay.protocol.content.EmbeddedResource;
import dev.patchbay.protocol.content.ImageContent;
import dev.patchbay.protocol.content.ResourceContents;
import dev.patchbay.protocol.content.ResourceLink;
import dev.patchbay.protocol.content.SamplingMessageContentBlock;
import dev.patchbay.protocol.content.TextContent;
import dev.patchbay.protocol.content.TextResourceContents;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Content blocks and contents of resources. */
final class ContentMapping {
    private ContentMapping() {}

    static List<ContentBlock> blocks(List<dev.patchbay.api.content.ContentBlock> blocks) {
        List<ContentBlock> mapped = new ArrayList<>(blocks.size());
        for (dev.patchbay.api.content.ContentBlock block : blocks) {
            mapped.add(block(block));
        }
        return mapped;
    }

    static ContentBlock block(dev.patchbay.api.content.ContentBlock block) {
        return switch (block) {
            case dev.patchbay.api.content.TextContent text -> new TextContent(text.text(),
                    annotations(text.annotations()), Map.of());
            case dev.patchbay.api.content.ImageContent image -> new ImageContent(base64(image.data()),
                    image.mimeType(), annotations(image.annotations()), Map.of());
            case dev.patchbay.api.content.AudioContent audio -> new AudioContent(base64(audio.data()),
                    audio.mimeType(), annotations(audio.annotations()), Map.of());
            case dev.patchbay.api.content.ResourceLink link -> new ResourceLink(link.uri(), link.name(),
                    link.title().orElse(null), link.description().orElse(null), link.mimeType().orElse(null),
                    boxed(link.sizeBytes()), List.of(), annotations(link.annotations()), Map.of());
            case dev.patchbay.api.content.EmbeddedResource embedded -> new EmbeddedResource(
                    contents(embedded.resource()), annotations(embedded.annotations()), Map.of());
        };
    }

    /** The kinds of content a sampling message can hold; others become text. */
    static SamplingMessageContentBlock samplingBlock(dev.patchbay.api.content.ContentBlock block) {
        return switch (block(block)) {
            case TextContent text -> text;
            case ImageContent image -> image;
            case AudioContent audio -> audio;
            case ResourceLink link -> TextContent.of(link.uri());
            case EmbeddedResource embedded -> TextContent.of(
                    embedded.resource() instanceof TextResourceContents text ? text.text() : embedded.resource().uri());
        };
    }

    static Optional<dev.patchbay.api.content.ContentBlock> toApi(SamplingMessageContentBlock block) {
        return switch (block) {
            case TextContent text -> Optional.of(new dev.patchbay.api.content.TextContent(text.text(),
                    toApi(text.annotations())));
            case ImageContent image -> bytes(image.data()).map(data -> new dev.patchbay.api.content.ImageContent(data,
                    image.mimeType(), toApi(image.annotations())));
            case AudioContent audio -> bytes(audio.data()).map(data -> new dev.patchbay.api.content.AudioContent(data,
                    audio.mimeType(), toApi(audio.annotations())));
            default -> Optional.empty();
        };
    }

    static ResourceContents contents(dev.patchbay.api.content.ResourceContents contents) {
        return switch (contents) {
            case dev.patchbay.api.content.TextResourceContents text -> new TextResourceContents(text.uri(),
                    text.mimeType().orElse(null), text.text(), Map.of());
            case dev.patchbay.api.content.BlobResourceContents blob -> new BlobResourceContents(blob.uri(),
                    blob.mimeType().orElse(null), base64(blob.blob()), Map.of());
        };
    }

    static @Nullable Annotations annotations(dev.patchbay.api.content.Annotations annotations) {
        if (annotations.equals(dev.patchbay.api.content.Annotations.none())) {
            return null;
        }
        List<Role> audience = annotations.audience().stream().sorted().map(ContentMapping::role).toList();
        OptionalDouble priority = annotations.priority();
        return new Annotations(audience, priority.isPresent() ? priority.getAsDouble() : null,
                annotations.lastModified().map(Instant::toString).orElse(null));
    }

    private static dev.patchbay.api.content.Annotations toApi(@Nullable Annotations annotations) {
        if (annotations == null) {
            return dev.patchbay.api.content.Annotations.none();
        }
        Set<dev.patchbay.api.content.Role> audience = EnumSet.noneOf(dev.patchbay.api.content.Role.class);
        annotations.audience().forEach(role -> audience.add(toApi(role)));
        Double priority = annotations.priority();
        return new dev.patchbay.api.content.Annotations(audience,
                priority != null && priority >= 0 && priority <= 1
                        ? OptionalDouble.of(priority)
                        : OptionalDouble.empty(),
                instant(annotations.lastModified()));
    }

    private static Optional<Instant> instant(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty(); // only a hint, and the client's
        }
    }

    static Role role(dev.patchbay.api.content.Role role) {
        return switch (role) {
            case USER -> Role.USER;
            case ASSISTANT -> Role.ASSISTANT;
        };
    }

    static dev.patchbay.api.content.Role toApi(Role role) {
        return switch (role) {
            case USER -> dev.patchbay.api.content.Role.USER;
            case ASSISTANT -> dev.patchbay.api.content.Role.ASSISTANT;
        };
    }

    static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Optional<byte[]> bytes(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
