package dev.patchbay.invocation;

import dev.patchbay.api.content.BlobResourceContents;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.EmbeddedResource;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.content.ResourceLink;
import dev.patchbay.api.content.TextResourceContents;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.prompt.PromptMessage;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.SchemeEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * Translates URIs in results from the plugin's own scheme to the one that clients see. Where an instance keeps its
 * schemes, as nearly all do, there is nothing to do.
 */
final class ResultLinks {
    private final List<SchemeEntry> renamed;

    private ResultLinks(List<SchemeEntry> renamed) {
        this.renamed = renamed;
    }

    static ResultLinks of(Catalog catalog, String instance) {
        List<SchemeEntry> renamed = new ArrayList<>();
        for (SchemeEntry scheme : catalog.instance(instance).map(InstanceEntries::schemes).orElse(List.of())) {
            if (!scheme.exposed().equals(scheme.own())) {
                renamed.add(scheme);
            }
        }
        return new ResultLinks(renamed);
    }

    /** Returns whether a result holds a URI at all, so that the others cost nothing. */
    static boolean matterTo(CallToolResult result) {
        for (ContentBlock block : result.content()) {
            if (block instanceof ResourceLink || block instanceof EmbeddedResource) {
                return true;
            }
        }
        return false;
    }

    CallToolResult translate(CallToolResult result) {
        return renamed.isEmpty() || result.content().isEmpty()
                ? result
                : result.withContent(result.content().stream().map(this::translate).toList());
    }

    GetPromptResult translate(GetPromptResult result) {
        return renamed.isEmpty()
                ? result
                : new GetPromptResult(result.description(), result.messages().stream()
                        .map(message -> new PromptMessage(message.role(), translate(message.content()))).toList());
    }

    ReadResourceResult translate(ReadResourceResult result) {
        return renamed.isEmpty()
                ? result
                : new ReadResourceResult(result.contents().stream().map(this::translate).toList());
    }

    private ContentBlock translate(ContentBlock block) {
        return switch (block) {
            case ResourceLink link -> new ResourceLink(translate(link.uri()), link.name(), link.title(),
                    link.description(), link.mimeType(), link.sizeBytes(), link.annotations());
            case EmbeddedResource embedded ->
                    new EmbeddedResource(translate(embedded.resource()), embedded.annotations());
            default -> block;
        };
    }

    private ResourceContents translate(ResourceContents contents) {
        return switch (contents) {
            case TextResourceContents text ->
                    new TextResourceContents(translate(text.uri()), text.mimeType(), text.text());
            case BlobResourceContents blob ->
                    new BlobResourceContents(translate(blob.uri()), blob.mimeType(), blob.blob());
        };
    }

    private String translate(String uri) {
        for (SchemeEntry scheme : renamed) {
            String translated = scheme.toExposed(uri);
            if (!translated.equals(uri)) {
                return translated;
            }
        }
        return uri;
    }
}
