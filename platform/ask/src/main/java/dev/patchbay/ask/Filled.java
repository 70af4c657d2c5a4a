package dev.patchbay.ask;

import dev.patchbay.catalog.schema.CompiledSchema.Violation;
import dev.patchbay.catalog.schema.JsonSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was filled in on a page, and what is wrong with it.
 *
 * @param content the answer
 * @param problems what is wrong, by the name of the field; of the empty name if it is of none
 */
record Filled(Map<String, @Nullable Object> content, Map<String, String> problems) {
    static Filled of(Map<String, Object> schema, List<Field> fields, FormBody form) {
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        Map<String, String> problems = new LinkedHashMap<>();
        for (Field field : fields) {
            field.value(form.all(field.sentName())).ifPresentOrElse(value -> content.put(field.name(), value), () -> {
                if (field.isRequired()) {
                    problems.put(field.name(), "This is needed.");
                }
            });
        }
        for (Violation violation : JsonSchema.compile(schema).check(content)) {
            Field field = fields.stream().filter(each -> isAt(violation.path(), each.name())).findFirst().orElse(null);
            // A violation quotes the value
            problems.putIfAbsent(field == null ? "" : field.name(), field == null || field.isSecret()
                    ? "This is not what is asked for."
                    : "This " + violation.problem() + ".");
        }
        if (problems.size() > 1) {
            problems.remove("");
        }
        return new Filled(content, problems);
    }

    private static boolean isAt(String path, String name) {
        return path.equals(name) || path.startsWith(name + ".") || path.startsWith(name + "[");
    }
}
