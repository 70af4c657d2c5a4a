package dev.patchbay.security.token;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads an object in the one way two readers agree on: no member twice, nothing behind the end, little depth. */
final class StrictJson {
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).maxNumberLength(32).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private StrictJson() {}

    /** The object, or nothing if it is none. */
    static Optional<Map<String, Object>> object(byte[] utf8) {
        try {
            return Optional.ofNullable(MAPPER.readValue(utf8, OBJECT));
        } catch (JacksonException e) {
            return Optional.empty(); // what is wrong with it is nobody's business but the sender's
        }
    }
}
