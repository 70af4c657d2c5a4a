package dev.patchbay.protocol.codec;

import static dev.patchbay.protocol.Revision.V2025_03_26;
import static dev.patchbay.protocol.Revision.V2025_06_18;
import static dev.patchbay.protocol.Revision.V2025_11_25;
import static dev.patchbay.protocol.Revision.V2026_07_28;

import dev.patchbay.protocol.ClientCapabilities;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.ServerCapabilities;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.lifecycle.DiscoverResult;
import dev.patchbay.protocol.lifecycle.InitializeRequest;
import dev.patchbay.protocol.lifecycle.InitializeResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Capabilities and identities in JSON. */
final class LifecycleJson {
    private final ContentJson content;
    private final Revision revision;
    private final boolean hasCompletions;
    private final boolean hasDescription;
    private final boolean hasExtensions;

    LifecycleJson(Revision revision, ContentJson content) {
        this.content = content;
        this.revision = revision;
        this.hasCompletions = revision.isAtLeast(V2025_03_26);
        this.hasDescription = revision.isAtLeast(V2025_11_25);
        this.hasExtensions = revision.isAtLeast(V2026_07_28);
    }

    void writeImplementation(JsonWriter json, Implementation implementation) {
        json.beginObject().field("name", implementation.name());
        content.writeTitle(json, implementation.title());
        json.field("version", implementation.version());
        if (hasDescription) {
            json.optional("description", implementation.description());
            json.optional("websiteUrl", implementation.websiteUrl());
        }
        content.writeIcons(json, implementation.icons());
        json.endObject();
    }

    Implementation readImplementation(Members members) {
        return new Implementation(members.string("name"), members.optionalString("title"), members.string("version"),
                members.optionalString("description"), content.readIcons(members),
                members.optionalString("websiteUrl"));
    }

    void writeCapabilities(JsonWriter json, ServerCapabilities capabilities) {
        json.name("capabilities").beginObject();
        ServerCapabilities.Tools tools = capabilities.tools();
        if (tools != null) {
            json.fieldValue("tools", listChanged(tools.listChanged()));
        }
        ServerCapabilities.Prompts prompts = capabilities.prompts();
        if (prompts != null) {
            json.fieldValue("prompts", listChanged(prompts.listChanged()));
        }
        ServerCapabilities.Resources resources = capabilities.resources();
        if (resources != null) {
            Map<String, Object> parts = new LinkedHashMap<>();
            if (resources.subscribe()) {
                parts.put("subscribe", true);
            }
            parts.putAll(listChanged(resources.listChanged()));
            json.fieldValue("resources", parts);
        }
        if (capabilities.completions() && hasCompletions) {
            json.fieldValue("completions", Map.of());
        }
        if (capabilities.logging()) {
            json.fieldValue("logging", Map.of());
        }
        json.optionalObject("experimental", capabilities.experimental());
        if (hasExtensions) {
            json.optionalObject("extensions", capabilities.extensions());
        }
        json.endObject();
    }

    private static Map<String, Object> listChanged(boolean told) {
        return told ? Map.of("listChanged", true) : Map.of();
    }

    static ServerCapabilities readServerCapabilities(Members members) {
        Members tools = members.optionalMembers("tools");
        Members resources = members.optionalMembers("resources");
        Members prompts = members.optionalMembers("prompts");
        return new ServerCapabilities(
                tools == null ? null : new ServerCapabilities.Tools(tools.flag("listChanged")),
                resources == null
                        ? null
                        : new ServerCapabilities.Resources(resources.flag("subscribe"),
                                resources.flag("listChanged")),
                prompts == null ? null : new ServerCapabilities.Prompts(prompts.flag("listChanged")),
                members.optionalMembers("completions") != null, members.optionalMembers("logging") != null,
                members.objectOrEmpty("experimental"), members.objectOrEmpty("extensions"));
    }

    static ClientCapabilities readClientCapabilities(Members members) {
        if (members.json().isEmpty()) {
            return ClientCapabilities.NONE;
        }
        Members roots = members.optionalMembers("roots");
        Members sampling = members.optionalMembers("sampling");
        Members elicitation = members.optionalMembers("elicitation");
        return new ClientCapabilities(
                roots == null ? null : new ClientCapabilities.Roots(roots.flag("listChanged")),
                sampling == null
                        ? null
                        : new ClientCapabilities.Sampling(sampling.optionalMembers("context") != null,
                                sampling.optionalMembers("tools") != null),
                elicitation == null ? null : readElicitation(elicitation), members.objectOrEmpty("experimental"),
                members.objectOrEmpty("extensions"));
    }

    private static ClientCapabilities.Elicitation readElicitation(Members members) {
        boolean form = members.optionalMembers("form") != null;
        boolean url = members.optionalMembers("url") != null;
        // An empty object is the form mode, as it was before there were modes.
        return new ClientCapabilities.Elicitation(form || !url, url);
    }

    void writeDiscover(JsonWriter json, DiscoverResult result) {
        json.fieldValue("supportedVersions", result.supportedVersions());
        writeCapabilities(json, result.capabilities());
        json.optional("instructions", result.instructions());
    }

    void writeInitialize(JsonWriter json, InitializeRequest request) {
        json.field("protocolVersion", request.protocolVersion());
        json.fieldValue("capabilities", known(request.capabilities()).toJson()).name("clientInfo");
        writeImplementation(json, request.clientInfo());
    }

    InitializeRequest readInitialize(Members params, RequestMeta meta) {
        return new InitializeRequest(params.string("protocolVersion"),
                known(readClientCapabilities(params.members("capabilities"))),
                readImplementation(params.members("clientInfo")), meta);
    }

    /** What a revision with a handshake knows of capabilities: a member of a later one means nothing in it. */
    private ClientCapabilities known(ClientCapabilities given) {
        ClientCapabilities.Sampling sampling = given.sampling();
        ClientCapabilities.Elicitation elicitation = given.elicitation();
        if (!revision.isAtLeast(V2025_11_25)) {
            sampling = sampling == null ? null : new ClientCapabilities.Sampling(false, false);
            elicitation = elicitation == null || !revision.isAtLeast(V2025_06_18)
                    ? null
                    : new ClientCapabilities.Elicitation(true, false);
        }
        return new ClientCapabilities(given.roots(), sampling, elicitation, given.experimental(), Map.of());
    }

    void writeInitializeResult(JsonWriter json, InitializeResult result) {
        json.field("protocolVersion", result.protocolVersion());
        writeCapabilities(json, result.capabilities());
        json.name("serverInfo");
        writeImplementation(json, result.serverInfo());
        json.optional("instructions", result.instructions());
    }

    InitializeResult readInitializeResult(Members members) {
        return new InitializeResult(members.string("protocolVersion"),
                readServerCapabilities(members.members("capabilities")),
                readImplementation(members.members("serverInfo")), members.optionalString("instructions"),
                members.objectOrEmpty("_meta"));
    }

    @Nullable
    Implementation readOptionalImplementation(@Nullable Members members) {
        return members == null ? null : readImplementation(members);
    }
}
