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
import org.jspecify.annotations.Nullable;

/** Checks content that a plugin made: nothing missing, nothing that a client cannot read, and how large it is. */
final class ContentCheck {
    private static final int FRAME = 40;

    private ContentCheck() {}

    static void check(Iterable<? extends @Nullable ContentBlock> blocks, JsonMeter meter) throws JsonMeter.Exceeded {
        for (ContentBlock block : blocks) {
            check(block, meter);
        }
    }

    static void check(@Nullable ContentBlock block, JsonMeter meter) throws JsonMeter.Exceeded {
        meter.add(FRAME);
        switch (present(block, "a content block")) {
            case TextContent text -> meter.text(present(text.text(), "the text of a content block"));
            case ImageContent image -> {
                mimeType(image.mimeType(), meter);
                meter.base64(image.data().length);
            }
            case AudioContent audio -> {
                mimeType(audio.mimeType(), meter);
                meter.base64(audio.data().length);
            }
            case ResourceLink link -> {
                uri(link.uri(), meter);
                meter.text(present(link.name(), "the name of a resource link"));
                if (link.description().isPresent()) {
                    meter.text(link.description().get());
                }
            }
            case EmbeddedResource embedded -> check(present(embedded.resource(), "an embedded resource"), meter);
        }
        present(block == null ? null : block.annotations(), "the annotations of a content block");
    }

    static void check(ResourceContents contents, JsonMeter meter) throws JsonMeter.Exceeded {
        meter.add(FRAME);
        uri(contents.uri(), meter);
        if (present(contents.mimeType(), "the media type of a resource").isPresent()) {
            mimeType(contents.mimeType().get(), meter);
        }
        switch (contents) {
            case TextResourceContents text -> meter.text(present(text.text(), "the text of a resource"));
            case BlobResourceContents blob -> meter.base64(blob.blob().length);
        }
    }

    private static void uri(@Nullable String uri, JsonMeter meter) throws JsonMeter.Exceeded {
        String present = present(uri, "the URI of a resource");
        if (present.indexOf(':') < 1) {
            throw PluginFaultException.illegalResult("the URI \"" + present + "\" of a resource has no scheme");
        }
        meter.text(present);
    }

    private static void mimeType(@Nullable String type, JsonMeter meter) throws JsonMeter.Exceeded {
        String present = present(type, "a media type");
        if (present.indexOf('/') < 1) {
            throw PluginFaultException.illegalResult("\"" + present + "\" is no media type such as image/png");
        }
        meter.text(present);
    }

    static <T> T present(@Nullable T value, String what) {
        if (value == null) {
            throw PluginFaultException.illegalResult(what + " is null");
        }
        return value;
    }
}
