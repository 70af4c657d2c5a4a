package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.input.CreateMessageRequest;
import dev.patchbay.protocol.input.ElicitRequest;
import dev.patchbay.protocol.input.ElicitResult;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.input.InputRequiredResult;
import dev.patchbay.protocol.input.ListRootsRequest;
import dev.patchbay.protocol.input.ListRootsResult;
import dev.patchbay.protocol.input.Root;
import dev.patchbay.protocol.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What servers ask of clients, and the answers, in JSON. */
final class InputJson {
    private final ContentJson content;
    private final SamplingJson sampling;
    private final Revision revision;
    private final boolean hasElicitation;
    private final boolean hasModes;
    private final boolean hasElicitationId;

    InputJson(Revision revision, ContentJson content, ToolJson tools) {
        this.content = content;
        this.sampling = new SamplingJson(revision, content, tools);
        this.revision = revision;
        this.hasElicitation = revision.isAtLeast(Revision.V2025_06_18);
        this.hasModes = revision.isAtLeast(Revision.V2025_11_25);
        this.hasElicitationId = revision == Revision.V2025_11_25;
    }

    static void writeAnswers(JsonWriter json, Map<String, ? extends Map<String, Object>> inputResponses,
            @Nullable String requestState) {
        json.optionalObject("inputResponses", inputResponses).optional("requestState", requestState);
    }

    void writeRequired(JsonWriter json, InputRequiredResult result) {
        if (!result.inputRequests().isEmpty()) {
            json.name("inputRequests").beginObject();
            result.inputRequests().forEach((key, request) -> {
                json.name(key).beginObject().field("method", request.method()).name("params");
                writeParams(json, request);
                json.endObject();
            });
            json.endObject();
        }
        json.optional("requestState", result.requestState());
    }

    InputRequiredResult readRequired(Members members) {
        Map<String, InputRequest> requests = new LinkedHashMap<>();
        Members given = members.optionalMembers("inputRequests");
        if (given != null) {
            for (String key : given.json().keySet()) {
                Members request = given.members(key);
                Members params = request.has("params") ? request.members("params") : new Members("params", Map.of());
                requests.put(key, readRequest(request.string("method"), params)
                        .orElseThrow(() -> request.unknown("method", "a method that can be asked of a client")));
            }
        }
        String state = members.optionalString("requestState");
        if (requests.isEmpty() && state == null) {
            throw members.unknown("inputRequests", "present where there is no requestState");
        }
        return new InputRequiredResult(requests, state, members.objectOrEmpty("_meta"));
    }

    /** The params object of a request of the server. */
    void writeParams(JsonWriter json, InputRequest question) {
        json.beginObject();
        switch (question) {
            case ElicitRequest.Form form -> writeForm(json, form);
            case ElicitRequest.Url url -> {
                refuseUnless(hasModes, "elicitation by URL");
                json.field("mode", "url").field("message", url.message()).field("url", url.url());
                if (hasElicitationId) {
                    json.field("elicitationId",
                            Objects.requireNonNull(url.elicitationId(), "2025-11-25 needs an elicitationId"));
                }
            }
            case CreateMessageRequest request -> sampling.writeRequest(json, request);
            case ListRootsRequest roots -> {
            }
        }
        json.endObject();
    }

    private void writeForm(JsonWriter json, ElicitRequest.Form form) {
        refuseUnless(hasElicitation, "elicitation");
        if (hasModes) {
            json.field("mode", "form").field("message", form.message())
                    .fieldValue("requestedSchema", form.requestedSchema());
        } else {
            json.field("message", form.message()).fieldValue("requestedSchema",
                    FirstForms.of(form.requestedSchema()));
        }
    }

    private void refuseUnless(boolean has, String what) {
        if (!has) {
            throw new IllegalArgumentException("MCP " + revision + " has no " + what);
        }
    }

    /** The request with these params, or empty if servers cannot ask for that. */
    Optional<InputRequest> readRequest(String method, Members params) {
        return switch (method) {
            case "elicitation/create" -> hasElicitation ? Optional.of(readElicit(params)) : Optional.empty();
            case "sampling/createMessage" -> Optional.of(sampling.readRequest(params));
            case "roots/list" -> Optional.of(new ListRootsRequest());
            default -> Optional.empty();
        };
    }

    private ElicitRequest readElicit(Members params) {
        String mode = hasModes ? params.optionalString("mode") : null;
        return "url".equals(mode)
                ? new ElicitRequest.Url(params.string("message"), params.string("url"),
                        params.optionalString("elicitationId"))
                : new ElicitRequest.Form(params.string("message"), params.object("requestedSchema"));
    }

    SamplingJson sampling() {
        return sampling;
    }

    static void writeElicitResult(JsonWriter json, ElicitResult result) {
        json.field("action", result.action().text());
        if (result.action() == ElicitResult.Action.ACCEPT) {
            json.optionalObject("content", result.content());
        }
    }

    static ElicitResult readElicitResult(Members members) {
        return switch (members.string("action")) {
            case "accept" -> ElicitResult.accept(members.objectOrEmpty("content"));
            case "decline" -> ElicitResult.decline();
            case "cancel" -> ElicitResult.cancel();
            default -> throw members.unknown("action", "\"accept\", \"decline\" or \"cancel\"");
        };
    }

    void writeRoots(JsonWriter json, ListRootsResult result) {
        json.name("roots").beginArray();
        for (Root root : result.roots()) {
            json.beginObject().field("uri", root.uri()).optional("name", root.name());
            content.writeMeta(json, root.meta());
            json.endObject();
        }
        json.endArray();
    }

    static ListRootsResult readRoots(Members members) {
        return new ListRootsResult(
                members.list("roots",
                        root -> new Root(root.string("uri"), root.optionalString("name"),
                                root.objectOrEmpty("_meta"))),
                members.objectOrEmpty("_meta"));
    }
}
