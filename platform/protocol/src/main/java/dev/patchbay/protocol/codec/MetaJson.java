package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.LoggingLevel;
import dev.patchbay.protocol.MetaKeys;
import dev.patchbay.protocol.ProgressToken;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code _meta} of requests in JSON. */
final class MetaJson {
    private static final Set<String> MODERN_KEYS = Set.of(MetaKeys.PROTOCOL_VERSION, MetaKeys.CLIENT_CAPABILITIES,
            MetaKeys.CLIENT_INFO, MetaKeys.LOG_LEVEL, MetaKeys.PROGRESS_TOKEN, MetaKeys.TRACEPARENT,
            MetaKeys.TRACESTATE, MetaKeys.BAGGAGE);
    private static final Set<String> LEGACY_KEYS = Set.of(MetaKeys.PROGRESS_TOKEN);

    private final Features features;

    MetaJson(Features features) {
        this.features = features;
    }

    RequestMeta readModern(Map<String, Object> params) {
        Members meta = Members.params(params).members("_meta");
        String version = meta.string(MetaKeys.PROTOCOL_VERSION);
        Members capabilities = meta.members(MetaKeys.CLIENT_CAPABILITIES);
        Implementation info = features.lifecycle()
                .readOptionalImplementation(meta.optionalMembers(MetaKeys.CLIENT_INFO));
        LoggingLevel level = meta.has(MetaKeys.LOG_LEVEL)
                ? NotificationJson.readLevel(meta, MetaKeys.LOG_LEVEL)
                : null;
        return new RequestMeta(version, LifecycleJson.readClientCapabilities(capabilities), info, level,
                readToken(meta), meta.optionalString(MetaKeys.TRACEPARENT), meta.optionalString(MetaKeys.TRACESTATE),
                meta.optionalString(MetaKeys.BAGGAGE), rest(meta, MODERN_KEYS));
    }

    static RequestMeta readLegacy(Revision revision, Map<String, Object> params) {
        Members meta = Members.params(params).optionalMembers("_meta");
        RequestMeta ofSession = RequestMeta.ofSession(revision);
        if (meta == null) {
            return ofSession;
        }
        return new RequestMeta(ofSession.protocolVersion(), ofSession.clientCapabilities(), null, null,
                readToken(meta), null, null, null, rest(meta, LEGACY_KEYS));
    }

    private static @Nullable ProgressToken readToken(Members meta) {
        return meta.has(MetaKeys.PROGRESS_TOKEN) ? new ProgressToken(meta.idValue(MetaKeys.PROGRESS_TOKEN)) : null;
    }

    private static Map<String, Object> rest(Members meta, Set<String> known) {
        Map<String, Object> rest = Map.of();
        for (Map.Entry<String, Object> member : meta.json().entrySet()) {
            if (!known.contains(member.getKey())) {
                if (rest.isEmpty()) {
                    rest = new LinkedHashMap<>();
                }
                rest.put(member.getKey(), member.getValue());
            }
        }
        return rest;
    }

    void writeModern(JsonWriter json, RequestMeta meta) {
        json.name("_meta").beginObject().field(MetaKeys.PROTOCOL_VERSION, meta.protocolVersion());
        json.fieldValue(MetaKeys.CLIENT_CAPABILITIES, meta.clientCapabilities().toJson());
        Implementation info = meta.clientInfo();
        if (info != null) {
            json.name(MetaKeys.CLIENT_INFO);
            features.lifecycle().writeImplementation(json, info);
        }
        LoggingLevel level = meta.logLevel();
        json.optional(MetaKeys.LOG_LEVEL, level == null ? null : level.text());
        ProgressToken token = meta.progressToken();
        json.optional(MetaKeys.PROGRESS_TOKEN, token == null ? null : token.value());
        json.optional(MetaKeys.TRACEPARENT, meta.traceparent()).optional(MetaKeys.TRACESTATE, meta.tracestate());
        json.optional(MetaKeys.BAGGAGE, meta.baggage());
        writeRest(json, meta, MODERN_KEYS);
        json.endObject();
    }

    static void writeLegacy(JsonWriter json, RequestMeta meta) {
        ProgressToken token = meta.progressToken();
        if (token == null && meta.rest().isEmpty()) {
            return;
        }
        json.name("_meta").beginObject().optional(MetaKeys.PROGRESS_TOKEN, token == null ? null : token.value());
        writeRest(json, meta, LEGACY_KEYS);
        json.endObject();
    }

    private static void writeRest(JsonWriter json, RequestMeta meta, Set<String> known) {
        meta.rest().forEach((key, value) -> {
            if (!known.contains(key)) {
                json.fieldValue(key, value);
            }
        });
    }
}
