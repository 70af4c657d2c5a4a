package dev.patchbay.host;

import dev.patchbay.catalog.CanonicalJson;
import dev.patchbay.catalog.schema.CompiledSchema.Violation;
import dev.patchbay.catalog.schema.JsonSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the configuration of an instance against the schema of its plugin and tells all problems at once. Values of
 * secrets never come into a text.
 */
final class ConfigurationCheck {
    private final Map<String, Object> schema;
    private final List<String> problems = new ArrayList<>();

    private ConfigurationCheck(Map<String, Object> schema) {
        this.schema = schema;
    }

    /** Names a configuration so that a change of it can be told; its secrets do not count, and cannot be guessed from it. */
    static String fingerprint(Optional<Map<String, Object>> schema, Map<String, @Nullable Object> configuration) {
        ConfigurationCheck check = new ConfigurationCheck(schema.orElse(Map.of()));
        return CanonicalJson.sha256(check.withoutSecrets("", configuration));
    }

    /** Returns whether the schema itself says that the value at a place, such as {@code servers[0].password}, is secret. */
    static boolean isDeclaredSecret(Map<String, Object> schema, String path) {
        ConfigurationCheck check = new ConfigurationCheck(schema);
        Map<?, ?> part = schema;
        for (String step : path.split("[.\\[]", -1)) {
            if (isSecret(part)) {
                return true;
            }
            if (!(check.next(check.resolve(part), step) instanceof Map<?, ?> next)) {
                return false;
            }
            part = next;
        }
        return isSecret(part) || isSecret(check.resolve(part));
    }

    private @Nullable Object next(Map<?, ?> part, String step) {
        return step.endsWith("]") ? part.get("items")
                : part.get("properties") instanceof Map<?, ?> properties && properties.get(step) != null
                        ? properties.get(step)
                        : part.get("additionalProperties");
    }

    private @Nullable Object withoutSecrets(String path, @Nullable Object value) {
        if (!path.isEmpty() && isSecret(path)) {
            return "";
        }
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, member) -> copy.put(String.valueOf(key),
                        withoutSecrets(path.isEmpty() ? String.valueOf(key) : path + "." + key, member)));
                yield copy;
            }
            case List<?> list -> list.stream().map(each -> withoutSecrets(path + "[0]", each)).toList();
            case null, default -> value;
        };
    }

    /** Returns what is wrong, empty if nothing is. */
    static List<String> problems(Optional<Map<String, Object>> schema, Map<String, @Nullable Object> configuration) {
        if (schema.isEmpty()) {
            return configuration.keySet().stream()
                    .map(key -> "'" + key + "' is unknown: the plugin takes no configuration").toList();
        }
        ConfigurationCheck check = new ConfigurationCheck(schema.get());
        Map<String, @Nullable Object> known = check.withoutUnknown("", configuration, schema.get());
        for (Violation violation : JsonSchema.compile(schema.get()).check(known)) {
            String path = violation.path();
            String place = path.isEmpty() ? "" : "'" + path + "': ";
            check.problems.add(check.isSecret(path) ? place + "is not what the plugin expects (its value is secret)"
                    : place + violation.problem());
        }
        return check.problems;
    }

    /** Notes unknown keys with a suggestion, and leaves them out. */
    private Map<String, @Nullable Object> withoutUnknown(String path, Map<?, ?> object, Map<?, ?> objectSchema) {
        Map<String, @Nullable Object> known = new LinkedHashMap<>();
        Map<?, ?> properties = resolve(objectSchema).get("properties") instanceof Map<?, ?> map ? map : Map.of();
        boolean open = !Boolean.FALSE.equals(resolve(objectSchema).get("additionalProperties"));
        object.forEach((key, value) -> {
            String name = String.valueOf(key);
            Object propertySchema = properties.get(name);
            if (propertySchema == null && !open) {
                String suggestion = closest(name, properties.keySet())
                        .map(close -> "; did you mean '" + path + close + "'?")
                        .orElse(properties.isEmpty() ? "" : "; known are " + properties.keySet());
                problems.add("'" + path + name + "' is unknown" + suggestion);
            } else if (value instanceof Map<?, ?> nested && propertySchema instanceof Map<?, ?> nestedSchema) {
                known.put(name, withoutUnknown(path + name + ".", nested, nestedSchema));
            } else {
                known.put(name, value);
            }
        });
        return known;
    }

    private Map<?, ?> resolve(Map<?, ?> part) {
        if (part.get("$ref") instanceof String ref && ref.startsWith("#/$defs/")
                && schema.get("$defs") instanceof Map<?, ?> definitions
                && definitions.get(ref.substring("#/$defs/".length())) instanceof Map<?, ?> target) {
            return target;
        }
        return part;
    }

    private boolean isSecret(String path) {
        Map<?, ?> part = schema;
        for (String step : path.split("[.\\[]", -1)) {
            if (isSecret(part)) {
                return true;
            }
            Map<?, ?> resolved = resolve(part);
            if (!(next(resolved, step) instanceof Map<?, ?> map)) {
                return !path.isEmpty() && containsSecret(resolved);
            }
            part = map;
        }
        return isSecret(part) || (containsSecret(resolve(part)) && !path.isEmpty());
    }

    private static boolean isSecret(Map<?, ?> part) {
        return Boolean.TRUE.equals(part.get("writeOnly")) || "secret".equals(part.get("format"));
    }

    /** A text about an object may show all that is in it. */
    private static boolean containsSecret(Map<?, ?> part) {
        return part.values().stream().anyMatch(value -> value instanceof Map<?, ?> map
                && (isSecret(map) || containsSecret(map)));
    }

    private static Optional<String> closest(String name, Set<?> known) {
        String best = null;
        int bestDistance = Math.max(2, name.length() / 3) + 1;
        for (Object each : known) {
            int distance = distance(name.toLowerCase(java.util.Locale.ROOT),
                    String.valueOf(each).toLowerCase(java.util.Locale.ROOT));
            if (distance < bestDistance) {
                bestDistance = distance;
                best = String.valueOf(each);
            }
        }
        return Optional.ofNullable(best);
    }

    /** Levenshtein. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? diagonal : diagonal + 1;
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
