package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.resource.Resource;
import dev.patchbay.protocol.resource.ResourceTemplate;

/** Resources and templates in JSON. */
final class ResourceJson {
    private final ContentJson content;

    ResourceJson(ContentJson content) {
        this.content = content;
    }

    void writeResource(JsonWriter json, Resource resource) {
        json.beginObject().field("uri", resource.uri()).field("name", resource.name());
        content.writeTitle(json, resource.title());
        json.optional("description", resource.description()).optional("mimeType", resource.mimeType());
        json.optional("size", resource.size());
        content.writeIcons(json, resource.icons());
        content.writeAnnotations(json, resource.annotations());
        content.writeMeta(json, resource.meta());
        json.endObject();
    }

    Resource readResource(Members members) {
        return new Resource(members.string("uri"), members.string("name"), members.optionalString("title"),
                members.optionalString("description"), members.optionalString("mimeType"),
                members.optionalInteger("size"), content.readIcons(members), content.readAnnotations(members),
                members.objectOrEmpty("_meta"));
    }

    void writeTemplate(JsonWriter json, ResourceTemplate template) {
        json.beginObject().field("uriTemplate", template.uriTemplate()).field("name", template.name());
        content.writeTitle(json, template.title());
        json.optional("description", template.description()).optional("mimeType", template.mimeType());
        content.writeIcons(json, template.icons());
        content.writeAnnotations(json, template.annotations());
        content.writeMeta(json, template.meta());
        json.endObject();
    }

    ResourceTemplate readTemplate(Members members) {
        return new ResourceTemplate(members.string("uriTemplate"), members.string("name"),
                members.optionalString("title"), members.optionalString("description"),
                members.optionalString("mimeType"), content.readIcons(members), content.readAnnotations(members),
                members.objectOrEmpty("_meta"));
    }
}
