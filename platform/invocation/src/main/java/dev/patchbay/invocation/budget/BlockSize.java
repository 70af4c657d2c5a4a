package dev.patchbay.invocation.budget;

import dev.patchbay.api.content.AudioContent;
import dev.patchbay.api.content.BlobResourceContents;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.EmbeddedResource;
import dev.patchbay.api.content.ImageContent;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.content.ResourceLink;
import dev.patchbay.api.content.TextContent;
import dev.patchbay.api.content.TextResourceContents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How large content is, and what it is when it is put aside. */
final class BlockSize {
    private BlockSize() {}

    static TextSize of(List<ContentBlock> blocks) {
        TextSize size = TextSize.ZERO;
        for (ContentBlock block : blocks) {
            size = size.plus(of(block));
        }
        return size;
    }

    /** Whether blocks fit, in time that the room bounds and not the blocks. */
    static boolean fit(List<ContentBlock> blocks, TextSize room) {
        TextSize size = TextSize.ZERO;
        for (ContentBlock block : blocks) {
            if (text(block).map(part -> part.text().length() > room.chars()).orElse(false)) {
                return false;
            }
            size = size.plus(of(block));
            if (!size.fitsIn(room)) {
                return false;
            }
        }
        return true;
    }

    static TextSize of(ContentBlock block) {
        return switch (block) {
            case TextContent text -> TextSize.of(text.text());
            case ImageContent image -> TextSize.PICTURE;
            case AudioContent audio -> TextSize.ofBase64(audio.data().length);
            case ResourceLink link -> TextSize.of(link.uri()).plus(TextSize.of(link.name()))
                    .plus(TextSize.of(link.title().orElse(""))).plus(TextSize.of(link.description().orElse("")))
                    .plus(TextSize.of(link.mimeType().orElse("")));
            case EmbeddedResource embedded -> of(embedded.resource());
        };
    }

    private static TextSize of(ResourceContents contents) {
        TextSize uri = TextSize.of(contents.uri());
        return uri.plus(switch (contents) {
            case TextResourceContents text -> TextSize.of(text.text());
            case BlobResourceContents blob -> Pager.size(new Part.Bytes(blob.blob(), mimeType(blob)));
        });
    }

    private static String mimeType(ResourceContents contents) {
        return contents.mimeType().orElse(contents instanceof TextResourceContents
                ? "text/plain"
                : "application/octet-stream");
    }

    /** Returns what cannot be cut, empty for text and links. */
    static Optional<Part.Bytes> bytes(ContentBlock block) {
        return switch (block) {
            case ImageContent image -> Optional.of(new Part.Bytes(image.data(), image.mimeType()));
            case AudioContent audio -> Optional.of(new Part.Bytes(audio.data(), audio.mimeType()));
            case EmbeddedResource embedded when embedded.resource() instanceof BlobResourceContents blob ->
                    Optional.of(new Part.Bytes(blob.blob(), mimeType(blob)));
            default -> Optional.empty();
        };
    }

    /** Returns the text of a block, empty if it has none. */
    static Optional<Part.Text> text(ContentBlock block) {
        return switch (block) {
            case TextContent text -> Optional.of(new Part.Text(text.text(), "text/plain"));
            case EmbeddedResource embedded when embedded.resource() instanceof TextResourceContents text ->
                    Optional.of(new Part.Text(text.text(), mimeType(text)));
            default -> Optional.empty();
        };
    }

    /** Returns a block of the same kind with another text. */
    static ContentBlock withText(ContentBlock block, String text) {
        return switch (block) {
            case EmbeddedResource embedded -> new EmbeddedResource(new TextResourceContents(embedded.resource().uri(),
                    embedded.resource().mimeType(), text), embedded.annotations());
            default -> new TextContent(text, block.annotations());
        };
    }

    /** Returns a link as the protocol writes it. */
    static Map<String, @Nullable Object> json(ResourceLink link) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("type", "resource_link");
        json.put("uri", link.uri());
        json.put("name", link.name());
        link.title().ifPresent(title -> json.put("title", title));
        link.description().ifPresent(description -> json.put("description", description));
        link.mimeType().ifPresent(type -> json.put("mimeType", type));
        link.sizeBytes().ifPresent(size -> json.put("size", size));
        return json;
    }
}
