package dev.patchbay.catalog.schema;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import dev.patchbay.catalog.schema.CompiledSchema.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what the library found in words that help a model to do better. */
final class Explanation {
    private static final int MOST = 20;
    /** Reported where another error, inside of them, says what is wrong. */
    private static final Set<String> WRAPPERS = Set.of("$ref", "$dynamicRef", "allOf", "anyOf", "if", "then", "else",
            "properties", "items", "prefixItems", "patternProperties");

    private final Map<String, ?> schema;
    private final @Nullable Object value;
    /** Several branches of anyOf may each want another type or constant at one place; by place. */
    private final Map<String, Set<String>> wanted = new LinkedHashMap<>();
    private final Map<String, String> found = new LinkedHashMap<>();
    private final Set<Violation> others = new LinkedHashSet<>();

    private Explanation(Map<String, ?> schema, @Nullable Object value) {
        this.schema = schema;
        this.value = value;
    }

    static List<Violation> of(List<Error> errors, Map<String, ?> schema, @Nullable Object value) {
        Explanation explanation = new Explanation(schema, value);
        Branches.meant(errors).forEach(explanation::add);
        List<Violation> violations = new ArrayList<>();
        explanation.wanted.forEach((path, wanted) -> violations.add(new Violation(path, "must be "
                + String.join(" or ", wanted) + ", but is " + explanation.found.get(path))));
        violations.addAll(explanation.others);
        if (violations.isEmpty()) {
            violations.add(new Violation(JsonPath.of(errors.getFirst().getInstanceLocation()),
                    String.valueOf(errors.getFirst().getMessage())));
        }
        return violations.stream().limit(MOST).toList();
    }

    private void add(Error error) {
        NodePath instance = error.getInstanceLocation();
        String path = JsonPath.of(instance);
        Object is = JsonPath.valueAt(value, instance, instance.getNameCount());
        String keyword = String.valueOf(error.getKeyword());
        Object rule = rule(error);
        switch (keyword) {
            case "type" -> want(path, Words.types(rule), is);
            case "const" -> want(path, Words.brief(rule), is);
            case "enum" -> want(path, Words.choice(rule), is);
            case "required" -> say(JsonPath.member(path, error.getProperty()), "is required");
            case "dependentRequired", "dependencies" -> say(path, error.getMessage());
            case "additionalProperties", "unevaluatedProperties" -> say(JsonPath.member(path, error.getProperty()),
                    "is not known here" + suggestion(error));
            case "oneOf" -> {
                if (!error.getMessage().contains(" 0 ")) {
                    say(path, "must fit exactly one of the alternatives, but fits several");
                }
            }
            default -> {
                if (!WRAPPERS.contains(keyword)) {
                    say(path, Words.problem(keyword, rule, is, String.valueOf(error.getMessage())));
                }
            }
        }
    }

    private void want(String path, String what, @Nullable Object is) {
        wanted.computeIfAbsent(path, p -> new LinkedHashSet<>()).add(what);
        found.put(path, Words.brief(is));
    }

    private void say(String path, String problem) {
        others.add(new Violation(path, problem));
    }

    /** Returns the value of the keyword that was broken. */
    private @Nullable Object rule(Error error) {
        NodePath place = error.getSchemaLocation().getFragment();
        Object rule = JsonPath.valueAt(schema, place, place.getNameCount());
        // The place is that of the keyword, or of the schema that holds it
        return rule instanceof Map<?, ?> map && map.containsKey(error.getKeyword()) ? map.get(error.getKeyword())
                : rule;
    }

    private String suggestion(Error error) {
        NodePath place = error.getSchemaLocation().getFragment();
        Object parent = JsonPath.valueAt(schema, place, place.getNameCount() - 1);
        if (!(parent instanceof Map<?, ?> map) || !(map.get("properties") instanceof Map<?, ?> known)) {
            return "";
        }
        List<String> names = known.keySet().stream().map(String::valueOf).toList();
        return Words.closest(error.getProperty(), names).map(name -> ", did you mean " + name + "?")
                .orElseGet(() -> names.isEmpty() ? "; there are no arguments"
                        : "; known are " + names.stream().limit(MOST).collect(Collectors.joining(", ")));
    }
}
