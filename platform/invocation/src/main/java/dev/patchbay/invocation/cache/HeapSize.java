package dev.patchbay.invocation.cache;

import dev.patchbay.api.content.AudioContent;
import dev.patchbay.api.content.BlobResourceContents;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.EmbeddedResource;
import dev.patchbay.api.content.ImageContent;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.content.ResourceLink;
import dev.patchbay.api.content.TextContent;
import dev.patchbay.api.content.TextResourceContents;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.tool.CallToolResult;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * About how much of the heap something takes, with compressed references as JVMs have them up to 32 GB: a string has a
 * byte or two for each character, and a number in a map many times its digits.
 */
final class HeapSize {
    private static final int OBJECT = 24;
    /** Of a string and its array, beside its characters. */
    private static final int STRING = 40;
    private static final int ARRAY = 16;
    private static final int REFERENCE = 4;
    /** Of a map with links: the entry, and its share of a table that is never full. */
    private static final int ENTRY = 48;
    private static final int COLLECTION = 56;
    private static final int LATIN_1 = 0xff;

    private HeapSize() {}

    /** Returns about how many bytes a result takes: one of the API, or JSON of JDK types. */
    static long of(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case String text -> ofText(text);
            case byte[] bytes -> (long) ARRAY + bytes.length;
            case Boolean bool -> 0; // there are two
            case Map<?, ?> map -> {
                long sum = COLLECTION;
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    sum += ENTRY + of(entry.getKey()) + of(entry.getValue());
                }
                yield sum;
            }
            case Collection<?> list -> {
                long sum = COLLECTION;
                for (Object item : list) {
                    sum += REFERENCE + of(item);
                }
                yield sum;
            }
            case CallToolResult result -> OBJECT + OBJECT + of(result.content())
                    + of(result.structuredContent().orElse(null)) + of(result.meta());
            case ReadResourceResult result -> OBJECT + of(result.contents());
            case ContentBlock block -> OBJECT + OBJECT + ofBlock(block);
            case ResourceContents contents -> OBJECT + OBJECT + ofContents(contents);
            case Number number -> number instanceof Long || number instanceof Double ? OBJECT : 2 * OBJECT + ARRAY;
            default -> OBJECT;
        };
    }

    private static long ofBlock(ContentBlock block) {
        return switch (block) {
            case TextContent text -> ofText(text.text());
            case ImageContent image -> of(image.data()) + ofText(image.mimeType());
            case AudioContent audio -> of(audio.data()) + ofText(audio.mimeType());
            case ResourceLink link -> ofText(link.uri()) + ofText(link.name()) + of(link.title().orElse(null))
                    + of(link.description().orElse(null)) + of(link.mimeType().orElse(null));
            case EmbeddedResource embedded -> of(embedded.resource());
        };
    }

    private static long ofContents(ResourceContents contents) {
        return ofText(contents.uri()) + of(contents.mimeType().orElse(null)) + switch (contents) {
            case TextResourceContents text -> ofText(text.text());
            case BlobResourceContents blob -> of(blob.blob());
        };
    }

    /** One character beyond Latin-1 makes all of them take two bytes. */
    private static long ofText(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LATIN_1) {
                return STRING + 2L * text.length();
            }
        }
        return (long) STRING + text.length();
    }
}
