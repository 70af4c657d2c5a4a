package dev.patchbay.host.jar;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code definitions.json} of format version 1. */
final class DefinitionsReader {
    private static final JsonMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private DefinitionsReader() {}

    static Definitions read(byte[] json) throws RefusedJarException {
        Map<String, Object> root;
        try {
            root = MAPPER.readValue(json, new TypeReference<Map<String, Object>>() {});
        } catch (JacksonException e) {
            throw new RefusedJarException("its " + Definitions.PATH + " cannot be read: " + e.getOriginalMessage());
        }
        if (!Long.valueOf(1).equals(root.get("formatVersion"))) {
            throw new RefusedJarException("its " + Definitions.PATH + " has formatVersion " + root.get("formatVersion")
                    + ", this host reads 1: build it with the processor of this API version");
        }
        if (!(root.get("glue") instanceof String glue)) {
            throw new RefusedJarException("its " + Definitions.PATH + " names no glue class");
        }
        Optional<Map<String, Object>> configuration = root.get("configuration") == null ? Optional.empty()
                : Optional.of(object(root.get("configuration"), "configuration"));
        List<String> schemes = list(root, "schemes").stream().map(String::valueOf).toList();
        return new Definitions(glue, Boolean.TRUE.equals(root.get("dynamic")), byName(root, "tools"),
                byName(root, "prompts"), schemes, configuration);
    }

    private static Map<String, Map<String, Object>> byName(Map<String, Object> root, String key)
            throws RefusedJarException {
        Map<String, Map<String, Object>> byName = new LinkedHashMap<>();
        for (Object element : list(root, key)) {
            Map<String, Object> definition = object(element, key);
            if (!(definition.get("name") instanceof String name)) {
                throw new RefusedJarException(
                        "its " + Definitions.PATH + " has an element of " + key + " without a name");
            }
            if (byName.putIfAbsent(name, definition) != null) {
                throw new RefusedJarException("its " + Definitions.PATH + " has '" + name + "' twice in " + key);
            }
        }
        return Collections.unmodifiableMap(byName);
    }

    private static List<?> list(Map<String, Object> root, String key) throws RefusedJarException {
        Object value = root.getOrDefault(key, List.of());
        if (value instanceof List<?> list) {
            return list;
        }
        throw new RefusedJarException("its " + Definitions.PATH + " has no list under " + key);
    }

    @SuppressWarnings("unchecked") // the parser makes maps with string keys only
    private static Map<String, Object> object(Object value, String key) throws RefusedJarException {
        if (value instanceof Map<?, ?> map) {
            return Collections.unmodifiableMap((Map<String, Object>) map);
        }
        throw new RefusedJarException("its " + Definitions.PATH + " has no object under " + key);
    }
}
