package dev.patchbay.host;

import dev.patchbay.api.config.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts secrets of the vault where a configuration refers to them with <code>${secret:NAME}</code>, and only into values that
 * the plugin's schema says are secret.
 *
 * @param configuration the configuration with the secrets in it
 * @param secret the values that are secret, those from the vault and those that stand in the configuration itself
 * @param problems what is wrong, without values
 */
record ConfigurationSecrets(Map<String, @Nullable Object> configuration, Set<String> secret, List<String> problems) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{secret:([^}]*)}");

    /** Leaves the values out. */
    @Override
    public String toString() {
        return "ConfigurationSecrets[problems=" + problems + "]";
    }

    /** Returns whether a configuration refers to a secret. */
    static boolean mentions(@Nullable Object configuration, String name) {
        return switch (configuration) {
            case Map<?, ?> map -> map.values().stream().anyMatch(value -> mentions(value, name));
            case List<?> list -> list.stream().anyMatch(value -> mentions(value, name));
            case String text -> text.contains("${secret:" + name + "}");
            case null, default -> false;
        };
    }

    /** Puts the secrets in. */
    static ConfigurationSecrets resolve(Optional<Map<String, Object>> schema,
            Map<String, @Nullable Object> configuration, Function<String, Optional<Secret>> secrets) {
        Resolving resolving = new Resolving(schema.orElse(Map.of()), secrets);
        Map<String, @Nullable Object> resolved = resolving.object("", configuration);
        return new ConfigurationSecrets(resolved, resolving.secret, resolving.problems);
    }

    private static final class Resolving {
        private final Map<String, Object> schema;
        private final Function<String, Optional<Secret>> secrets;
        private final Set<String> secret = new LinkedHashSet<>();
        private final List<String> problems = new ArrayList<>();

        Resolving(Map<String, Object> schema, Function<String, Optional<Secret>> secrets) {
            this.schema = schema;
            this.secrets = secrets;
        }

        Map<String, @Nullable Object> object(String path, Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(String.valueOf(key),
                    value(path.isEmpty() ? String.valueOf(key) : path + "." + key, value)));
            return copy;
        }

        private @Nullable Object value(String path, @Nullable Object value) {
            return switch (value) {
                case Map<?, ?> map -> object(path, map);
                case List<?> list -> {
                    List<@Nullable Object> copy = new ArrayList<>();
                    list.forEach(element -> copy.add(value(path + "[0]", element)));
                    yield copy;
                }
                case String text -> text(path, text);
                case null, default -> value;
            };
        }

        private String text(String path, String text) {
            boolean isSecret = ConfigurationCheck.isDeclaredSecret(schema, path);
            Matcher references = REFERENCE.matcher(text);
            StringBuilder resolved = new StringBuilder();
            while (references.find()) {
                references.appendReplacement(resolved,
                        Matcher.quoteReplacement(isSecret ? secret(path, references.group(1)) : misplaced(path)));
            }
            String whole = references.appendTail(resolved).toString();
            if (isSecret) {
                secret.add(whole);
            }
            return whole;
        }

        private String misplaced(String path) {
            problems.add("'" + path + "' refers to a secret, and the plugin does not say that it is one: it would show"
                    + " its value");
            return "";
        }

        private String secret(String path, String name) {
            try {
                Optional<Secret> found = secrets.apply(name);
                if (found.isPresent()) {
                    secret.add(found.get().reveal());
                    return found.get().reveal();
                }
                problems.add(
                        "'" + path + "' refers to the secret '" + name + "', which has no value: patchbay secret set "
                                + name);
            } catch (RuntimeException e) { // of the vault; its texts say what to do
                problems.add(
                        "'" + path + "' refers to the secret '" + name + "', which cannot be read: " + e.getMessage());
            }
            return "";
        }
    }
}
