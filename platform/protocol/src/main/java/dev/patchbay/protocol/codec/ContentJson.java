package dev.patchbay.protocol.codec;

import static dev.patchbay.protocol.Revision.V2025_03_26;
import static dev.patchbay.protocol.Revision.V2025_06_18;
import static dev.patchbay.protocol.Revision.V2025_11_25;

import dev.patchbay.protocol.Annotations;
import dev.patchbay.protocol.Icon;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.Role;
import dev.patchbay.protocol.content.AudioContent;
import dev.patchbay.protocol.content.BlobResourceContents;
import dev.patchbay.protocol.content.ContentBlock;
import dev.patchbay.protocol.content.EmbeddedResource;
import dev.patchbay.protocol.content.ImageContent;
import dev.patchbay.protocol.content.ResourceContents;
import dev.patchbay.protocol.content.ResourceLink;
import dev.patchbay.protocol.content.TextContent;
import dev.patchbay.protocol.content.TextResourceContents;
import dev.patchbay.protocol.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Content blocks, resource contents, icons and annotations in JSON. */
final class ContentJson {
    private final boolean hasAudio;
    private final boolean hasLinks;
    private final boolean hasMeta;
    private final boolean hasTitles;
    private final boolean hasIcons;

    ContentJson(Revision revision) {
        this.hasAudio = revision.isAtLeast(V2025_03_26);
        this.hasLinks = revision.isAtLeast(V2025_06_18);
        this.hasMeta = revision.isAtLeast(V2025_06_18);
        this.hasTitles = revision.isAtLeast(V2025_06_18);
        this.hasIcons = revision.isAtLeast(V2025_11_25);
    }

    void writeBlocks(JsonWriter json, String name, List<ContentBlock> blocks) {
        json.name(name).beginArray();
        for (ContentBlock block : blocks) {
            writeBlock(json, block);
        }
        json.endArray();
    }

    void writeBlock(JsonWriter json, ContentBlock block) {
        json.beginObject();
        switch (block) {
            case TextContent text -> writeText(json, text);
            case ImageContent image -> writeData(json, "image", image.data(), image.mimeType(), image.annotations(),
                    image.meta());
            case AudioContent audio -> writeAudio(json, audio);
            case ResourceLink link when !hasLinks -> writeText(json,
                    new TextContent(note(link), link.annotations(), Map.of()));
            case ResourceLink link -> {
                json.field("type", "resource_link").field("uri", link.uri()).field("name", link.name());
                writeTitle(json, link.title());
                json.optional("description", link.description()).optional("mimeType", link.mimeType());
                json.optional("size", link.size());
                writeIcons(json, link.icons());
                writeAnnotations(json, link.annotations());
                writeMeta(json, link.meta());
            }
            case EmbeddedResource embedded -> {
                json.field("type", "resource").name("resource");
                writeContents(json, embedded.resource());
                writeAnnotations(json, embedded.annotations());
                writeMeta(json, embedded.meta());
            }
        }
        json.endObject();
    }

    void writeText(JsonWriter json, TextContent text) {
        json.field("type", "text").field("text", text.text());
        writeAnnotations(json, text.annotations());
        writeMeta(json, text.meta());
    }

    void writeAudio(JsonWriter json, AudioContent audio) {
        if (hasAudio) {
            writeData(json, "audio", audio.data(), audio.mimeType(), audio.annotations(), audio.meta());
        } else {
            writeText(json, new TextContent(note(audio), audio.annotations(), Map.of()));
        }
    }

    /** What is said where audio is not known. */
    private static String note(AudioContent audio) {
        long bytes = audio.data().length() / 4L * 3;
        return "[Audio (" + audio.mimeType() + ", about " + bytes
                + " bytes) is left out: this revision of MCP has no audio]";
    }

    /** What is said where links are not known: what a model needs to read the resource. */
    private static String note(ResourceLink link) {
        StringBuilder text = new StringBuilder("Resource ").append(link.uri()).append(" (").append(link.name());
        if (link.mimeType() != null) {
            text.append(", ").append(link.mimeType());
        }
        if (link.size() != null) {
            text.append(", ").append(link.size()).append(" bytes");
        }
        text.append(')');
        return link.description() == null ? text.toString() : text.append(": ").append(link.description()).toString();
    }

    void writeData(JsonWriter json, String type, String data, String mimeType, @Nullable Annotations annotations,
            Map<String, Object> meta) {
        json.field("type", type).field("data", data).field("mimeType", mimeType);
        writeAnnotations(json, annotations);
        writeMeta(json, meta);
    }

    void writeContents(JsonWriter json, ResourceContents contents) {
        json.beginObject().field("uri", contents.uri()).optional("mimeType", contents.mimeType());
        switch (contents) {
            case TextResourceContents text -> json.field("text", text.text());
            case BlobResourceContents blob -> json.field("blob", blob.blob());
        }
        writeMeta(json, contents.meta());
        json.endObject();
    }

    void writeMeta(JsonWriter json, Map<String, Object> meta) {
        if (hasMeta) {
            json.optionalObject("_meta", meta);
        }
    }

    void writeTitle(JsonWriter json, @Nullable String title) {
        if (hasTitles) {
            json.optional("title", title);
        }
    }

    void writeIcons(JsonWriter json, List<Icon> icons) {
        if (!hasIcons || icons.isEmpty()) {
            return;
        }
        json.name("icons").beginArray();
        for (Icon icon : icons) {
            json.beginObject().field("src", icon.src()).optional("mimeType", icon.mimeType());
            if (!icon.sizes().isEmpty()) {
                json.fieldValue("sizes", icon.sizes());
            }
            json.optional("theme", icon.theme()).endObject();
        }
        json.endArray();
    }

    void writeAnnotations(JsonWriter json, @Nullable Annotations annotations) {
        if (annotations == null) {
            return;
        }
        json.name("annotations").beginObject();
        if (!annotations.audience().isEmpty()) {
            json.name("audience").beginArray();
            annotations.audience().forEach(role -> json.string(role.text()));
            json.endArray();
        }
        json.optional("priority", annotations.priority());
        if (hasTitles) {
            json.optional("lastModified", annotations.lastModified());
        }
        json.endObject();
    }

    ContentBlock readBlock(Members members) {
        String type = members.string("type");
        return switch (type) {
            case "text" -> readText(members);
            case "image" -> readImage(members);
            case "audio" -> readAudio(members);
            case "resource_link" -> new ResourceLink(members.string("uri"), members.string("name"),
                    members.optionalString("title"), members.optionalString("description"),
                    members.optionalString("mimeType"), members.optionalInteger("size"), readIcons(members),
                    readAnnotations(members), members.objectOrEmpty("_meta"));
            case "resource" -> new EmbeddedResource(readContents(members.members("resource")),
                    readAnnotations(members), members.objectOrEmpty("_meta"));
            default -> throw members.unknown("type", "the type of a content block");
        };
    }

    TextContent readText(Members members) {
        return new TextContent(members.string("text"), readAnnotations(members), members.objectOrEmpty("_meta"));
    }

    ImageContent readImage(Members members) {
        return new ImageContent(members.string("data"), members.string("mimeType"), readAnnotations(members),
                members.objectOrEmpty("_meta"));
    }

    AudioContent readAudio(Members members) {
        return new AudioContent(members.string("data"), members.string("mimeType"), readAnnotations(members),
                members.objectOrEmpty("_meta"));
    }

    ResourceContents readContents(Members members) {
        String uri = members.string("uri");
        String mimeType = members.optionalString("mimeType");
        Map<String, Object> meta = members.objectOrEmpty("_meta");
        return members.has("blob")
                ? new BlobResourceContents(uri, mimeType, members.string("blob"), meta)
                : new TextResourceContents(uri, mimeType, members.string("text"), meta);
    }

    List<Icon> readIcons(Members members) {
        return members.listOrEmpty("icons", icon -> new Icon(icon.string("src"), icon.optionalString("mimeType"),
                icon.stringsOrEmpty("sizes"), icon.optionalString("theme")));
    }

    @Nullable
    Annotations readAnnotations(Members members) {
        Members given = members.optionalMembers("annotations");
        if (given == null) {
            return null;
        }
        List<Role> audience = new ArrayList<>();
        for (String role : given.stringsOrEmpty("audience")) {
            audience.add(Role.of(role).orElseThrow(() -> given.unknown("audience", "\"user\" or \"assistant\"")));
        }
        return new Annotations(audience, given.optionalNumber("priority"), given.optionalString("lastModified"));
    }

    static Role readRole(Members members) {
        return Role.of(members.string("role"))
                .orElseThrow(() -> members.unknown("role", "\"user\" or \"assistant\""));
    }
}
