package dev.patchbay.invocation;

import dev.patchbay.api.content.BlobResourceContents;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.EmbeddedResource;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.content.ResourceLink;
import dev.patchbay.api.content.TextResourceContents;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.SchemeEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Translates URIs in results from the plugin's own scheme to the one that clients see. Where an instance keeps its
 * schemes, as nearly all do, there is nothing to do.
 */
final class ResultLinks {
    private final Catalog catalog;
    private final String instance;
    private @Nullable List<SchemeEntry> renamed;

    ResultLinks(Catalog catalog, String instance) {
        this.catalog = catalog;
        this.instance = instance;
    }

    private List<SchemeEntry> renamed() {
        List<SchemeEntry> schemes = renamed;
        if (schemes == null) {
            schemes = catalog.instance(instance).map(InstanceEntries::schemes).orElse(List.of()).stream()
                    .filter(scheme -> !scheme.exposed().equals(scheme.own())).toList();
            renamed = schemes;
        }
        return schemes;
    }

    /** Returns whether a client would not know a URI in one of the blocks. */
    boolean isNeededBy(List<ContentBlock> blocks) {
        for (ContentBlock block : blocks) {
            if (isNeededBy(block)) {
                return true;
            }
        }
        return false;
    }

    boolean isNeededBy(ContentBlock block) {
        return switch (block) {
            case ResourceLink link -> isRenamed(link.uri());
            case EmbeddedResource embedded -> isRenamed(embedded.resource().uri());
            default -> false;
        };
    }

    ContentBlock translate(ContentBlock block) {
        return switch (block) {
            case ResourceLink link when isRenamed(link.uri()) -> new ResourceLink(translate(link.uri()), link.name(),
                    link.title(), link.description(), link.mimeType(), link.sizeBytes(), link.annotations());
            case EmbeddedResource embedded when isRenamed(embedded.resource().uri()) ->
                    new EmbeddedResource(translate(embedded.resource()), embedded.annotations());
            default -> block;
        };
    }

    ResourceContents translate(ResourceContents contents) {
        if (!isRenamed(contents.uri())) {
            return contents;
        }
        return switch (contents) {
            case TextResourceContents text ->
                    new TextResourceContents(translate(text.uri()), text.mimeType(), text.text());
            case BlobResourceContents blob ->
                    new BlobResourceContents(translate(blob.uri()), blob.mimeType(), blob.blob());
        };
    }

    boolean isRenamed(String uri) {
        return !translate(uri).equals(uri);
    }

    String translate(String uri) {
        for (SchemeEntry scheme : renamed()) {
            String translated = scheme.toExposed(uri);
            if (!translated.equals(uri)) {
                return translated;
            }
        }
        return uri;
    }
}
