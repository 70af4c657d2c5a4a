package dev.patchbay.invocation;

import dev.patchbay.api.content.AudioContent;
import dev.patchbay.api.content.BlobResourceContents;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.EmbeddedResource;
import dev.patchbay.api.content.ImageContent;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.content.ResourceLink;
import dev.patchbay.api.content.TextContent;
import dev.patchbay.api.content.TextResourceContents;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.schema.CompiledSchema.Violation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks what a plugin returned: that there is something, its size, and its declared schema. */
final class ResultCheck {
    private static final int MAX_DEPTH = 64;

    private final long maxBytes;

    ResultCheck(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    CallToolResult check(ToolEntry tool, @Nullable CallToolResult result) {
        if (result == null) {
            throw new IllegalStateException("The tool returned null; it must return a result");
        }
        Size size = new Size();
        size.addAll(result.content());
        size.add(result.structuredContent().orElse(null), 0);
        size.add(result.meta(), 0);
        if (tool.output().isPresent() && !result.isError()) {
            List<Violation> violations = result.structuredContent().isEmpty()
                    ? List.of(new Violation("", "there is no structured content"))
                    : tool.output().get().check(result.structuredContent().get());
            if (!violations.isEmpty()) {
                throw new ToolException("The plugin broke its own output schema: " + violations.getFirst().path() + " "
                        + violations.getFirst().problem() + ". Tell the administrator.").code("invalid_output");
            }
        }
        return result;
    }

    GetPromptResult check(@Nullable GetPromptResult result) {
        if (result == null) {
            throw new IllegalStateException("The prompt returned null; it must return a result");
        }
        Size size = new Size();
        result.messages().forEach(message -> size.add(message.content()));
        return result;
    }

    ReadResourceResult check(@Nullable ReadResourceResult result) {
        if (result == null) {
            throw new IllegalStateException("The connector returned null; it must return a result, or throw"
                    + " ResourceNotFoundException");
        }
        Size size = new Size();
        result.contents().forEach(size::add);
        return result;
    }

    /** Adds up roughly how many bytes a result has as JSON, and stops at the limit. */
    private final class Size {
        private long bytes;

        private void count(long more) {
            bytes += more;
            if (bytes > maxBytes) {
                throw new ToolException("The result is larger than the limit of " + maxBytes
                        + " bytes. Ask for less, for example with a filter or a smaller limit.")
                        .code("result_too_large");
            }
        }

        void addAll(List<ContentBlock> blocks) {
            for (ContentBlock block : blocks) {
                add(block);
            }
        }

        void add(ContentBlock block) {
            switch (block) {
                case TextContent text -> count(text.text().length());
                case ImageContent image -> count(image.data().length * 4L / 3);
                case AudioContent audio -> count(audio.data().length * 4L / 3);
                case ResourceLink link -> count(link.uri().length() + link.name().length());
                case EmbeddedResource embedded -> add(embedded.resource());
            }
        }

        void add(ResourceContents contents) {
            switch (contents) {
                case TextResourceContents text -> count(text.text().length());
                case BlobResourceContents blob -> count(blob.blob().length * 4L / 3);
            }
        }

        void add(@Nullable Object json, int depth) {
            if (depth > MAX_DEPTH) {
                throw new IllegalStateException("The structured content is nested deeper than " + MAX_DEPTH);
            }
            switch (json) {
                case null -> count(4);
                case String text -> count(text.length() + 2L);
                case Number number -> count(8);
                case Boolean bool -> count(5);
                case Map<?, ?> map -> map.forEach((key, value) -> {
                    if (!(key instanceof String name)) {
                        throw new IllegalStateException("The structured content has a key that is no string: " + key);
                    }
                    count(name.length() + 4L);
                    add(value, depth + 1);
                });
                case Collection<?> items -> items.forEach(item -> add(item, depth + 1));
                default -> throw new IllegalStateException("The structured content holds an object of "
                        + json.getClass().getName() + "; use Map, List, String, Number, Boolean or null");
            }
        }
    }
}
