package dev.patchbay.access.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.catalog.CanonicalJson;
import dev.patchbay.catalog.DefinitionJson;
import dev.patchbay.catalog.Preset;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.schema.CompiledSchema;
import dev.patchbay.catalog.schema.InvalidSchemaException;
import dev.patchbay.catalog.schema.JsonSchema;
import dev.patchbay.store.enablement.ToolOverride;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tools as toolsets show them. What is costly about one, its schema, is made once for a definition and an override, and
 * kept in a bounded cache.
 *
 * <p>Threads: any.
 */
public final class OverriddenTools {
    private static final int MAX_KEPT = 2_000;

    private final Cache<Key, Adjusted> kept = Caffeine.newBuilder().maximumSize(MAX_KEPT)
            .executor(Runnable::run).build();

    private record Key(String definitionHash, ToolOverride override) {}

    private record Adjusted(ToolDefinition definition, String hash, CompiledSchema input) {}

    /** Creates the cache, empty. */
    public OverriddenTools() {
        // nothing kept yet
    }

    /**
     * Shows a tool as a toolset says.
     *
     * @param tool the tool as its plugin defines it
     * @param override what the toolset says; in itself without problems
     * @return the tool as the client sees it
     * @throws UnusableOverrideException if that is not possible; the message says why
     */
    public ToolEntry apply(ToolEntry tool, ToolOverride override) throws UnusableOverrideException {
        Set<String> hidden = hidden(override);
        Key key = new Key(tool.definitionHash(), override);
        Adjusted adjusted = kept.getIfPresent(key);
        if (adjusted == null) {
            adjusted = adjusted(tool, override, hidden);
            kept.put(key, adjusted);
        }
        String name = override.name() == null ? tool.name() : override.name();
        return new ToolEntry(name, adjusted.definition(), adjusted.hash(), adjusted.input(), tool.output(),
                tool.handler(), tool.runtime(), Optional.of(new Preset(tool, override.fixed(), hidden)));
    }

    private static Set<String> hidden(ToolOverride override) {
        Set<String> hidden = new HashSet<>(override.hidden());
        hidden.addAll(override.fixed().keySet());
        return hidden;
    }

    private static Adjusted adjusted(ToolEntry tool, ToolOverride override, Set<String> hidden)
            throws UnusableOverrideException {
        ToolDefinition plain = tool.definition();
        unknown(plain, hidden).ifPresent(argument -> {
            throw new UnusableOverrideException("the tool has no argument '" + argument + "'");
        });
        try {
            ToolDefinition.Builder builder = ToolDefinition
                    .builder(plain.name(), override.description() == null
                            ? plain.description()
                            : override.description())
                    .inputSchema(without(plain.inputSchema(), hidden)).traits(plain.traits()).meta(plain.meta());
            Optional.ofNullable(override.title()).or(plain::title).ifPresent(builder::title);
            plain.outputSchema().ifPresent(builder::outputSchema);
            ToolDefinition definition = builder.build();
            return new Adjusted(definition, CanonicalJson.sha256(DefinitionJson.of(definition)),
                    JsonSchema.compile(definition.inputSchema()));
        } catch (InvalidSchemaException | IllegalArgumentException e) {
            throw new UnusableOverrideException(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> unknown(ToolDefinition tool, Set<String> hidden) {
        Map<?, ?> known = tool.inputSchema().get("properties") instanceof Map<?, ?> properties ? properties : Map.of();
        return hidden.stream().filter(argument -> !known.containsKey(argument)).sorted().findFirst();
    }

    /** Takes arguments out of a schema: what is said of them, that they are needed, and what would tell their values. */
    private static Map<String, Object> without(Map<String, Object> schema, Set<String> hidden) {
        if (hidden.isEmpty()) {
            return schema;
        }
        Map<String, Object> copy = new LinkedHashMap<>(schema);
        for (String keyword : List.of("properties", "dependentRequired", "dependentSchemas", "dependencies",
                "default")) {
            copy.computeIfPresent(keyword, (name, value) -> withoutKeys(value, hidden));
        }
        copy.computeIfPresent("required", (name, value) -> withoutNames(value, hidden));
        copy.computeIfPresent("dependentRequired", (name, value) -> withoutNamesInside(value, hidden));
        copy.computeIfPresent("examples", (name, value) -> value instanceof List<?> examples
                ? examples.stream().map(example -> withoutKeys(example, hidden)).toList()
                : value);
        return copy;
    }

    private static Object withoutKeys(Object value, Set<String> hidden) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<Object, Object> copy = new LinkedHashMap<>(map);
        copy.keySet().removeIf(hidden::contains);
        return copy;
    }

    private static Object withoutNames(Object value, Set<String> hidden) {
        return value instanceof List<?> names
                ? names.stream().filter(name -> !hidden.contains(name)).toList()
                : value;
    }

    private static Object withoutNamesInside(Object value, Set<String> hidden) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<Object, Object> copy = new LinkedHashMap<>(map);
        copy.replaceAll((name, names) -> withoutNames(names, hidden));
        return copy;
    }

    /** An override that cannot be applied to the tool as it is now. */
    public static final class UnusableOverrideException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnusableOverrideException(String why) {
            super(why, null, false, false);
        }
    }
}
