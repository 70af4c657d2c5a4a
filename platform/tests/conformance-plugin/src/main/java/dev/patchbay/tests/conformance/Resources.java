package dev.patchbay.tests.conformance;

import dev.patchbay.api.Contributes;
import dev.patchbay.api.Description;
import dev.patchbay.api.completion.Completion;
import dev.patchbay.api.resource.Resource;
import dev.patchbay.api.resource.ResourceTemplate;
import java.util.List;

/** The resources of the conformance suite. */
@Contributes
public final class Resources {
    @Resource(uri = "test://static-text", name = "static-text", description = "A text", mimeType = "text/plain")
    public String text() {
        return "This is the content of the static text resource.";
    }

    @Resource(uri = "test://static-binary", name = "static-binary", description = "An image", mimeType = "image/png")
    public byte[] binary() {
        return Media.PNG.clone();
    }

    @Resource(uri = "test://watched-resource", name = "watched-resource", description = "A text that changes",
            mimeType = "text/plain")
    public String watched() {
        return "Watched.";
    }

    @ResourceTemplate(uriTemplate = "test://template/{id}/data", name = "template", description = "Data by id",
            mimeType = "application/json")
    public String data(@Description("The id") String id) {
        return "{\"id\":\"" + id + "\",\"templateTest\":true,\"data\":\"Data for ID: " + id + "\"}";
    }

    @Completion(template = "test://template/{id}/data", argument = "id")
    public List<String> ids(String value) {
        return List.of("1", "2", "123").stream().filter(id -> id.startsWith(value)).toList();
    }
}
