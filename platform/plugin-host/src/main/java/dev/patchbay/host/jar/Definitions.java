package dev.patchbay.host.jar;

import dev.patchbay.catalog.CanonicalJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a JAR offers, from its {@code META-INF/patchbay/definitions.json}, known before a class of it is loaded.
 *
 * @param glue the name of its entrance, see {@link dev.patchbay.api.spi.PluginGlue}
 * @param dynamic whether it adds contributions at run time
 * @param tools its tools by name, in their order: the JSON of each
 * @param prompts its prompts by name, in their order: the JSON of each
 * @param schemes the URI schemes it serves
 * @param configuration JSON Schema of its configuration, absent if it takes none
 */
public record Definitions(String glue, boolean dynamic, Map<String, Map<String, Object>> tools,
        Map<String, Map<String, Object>> prompts, List<String> schemes, Optional<Map<String, Object>> configuration) {
    /** The place in the JAR. */
    public static final String PATH = "META-INF/patchbay/definitions.json";

    /**
     * Returns what names all of it.
     *
     * @return SHA-256 of the canonical form
     */
    public String hash() {
        return CanonicalJson.sha256(Map.of("dynamic", dynamic, "tools", List.copyOf(tools.values()), "prompts",
                List.copyOf(prompts.values()), "schemes", schemes, "configuration", configuration.orElse(Map.of())));
    }
}
