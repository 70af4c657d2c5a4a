package dev.patchbay.catalog.schema;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds which branch of an anyOf or oneOf a value was meant for. Each branch that does not fit reports its errors; those
 * whose tag (a constant) is another one only hide what is wrong.
 */
final class Branches {
    private Branches() {}

    static List<Error> meant(List<Error> errors) {
        Map<String, Set<Object>> branches = new HashMap<>();
        Map<String, Set<Object>> notMeant = new HashMap<>();
        for (Error error : errors) {
            int at = choiceAt(error.getEvaluationPath());
            if (at >= 0) {
                String choice = prefix(error.getEvaluationPath(), at);
                Object branch = error.getEvaluationPath().getElement(at + 1);
                branches.computeIfAbsent(choice, c -> new HashSet<>()).add(branch);
                if ("const".equals(error.getKeyword())) {
                    notMeant.computeIfAbsent(choice, c -> new HashSet<>()).add(branch);
                }
            }
        }
        return errors.stream().filter(error -> {
            int at = choiceAt(error.getEvaluationPath());
            if (at < 0) {
                return true;
            }
            String choice = prefix(error.getEvaluationPath(), at);
            Set<Object> excluded = notMeant.getOrDefault(choice, Set.of());
            boolean allExcluded = excluded.containsAll(branches.getOrDefault(choice, Set.of()));
            return allExcluded ? "const".equals(error.getKeyword())
                    : !excluded.contains(error.getEvaluationPath().getElement(at + 1));
        }).toList();
    }

    private static int choiceAt(NodePath path) {
        for (int i = 0; i + 1 < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            if (("anyOf".equals(element) || "oneOf".equals(element)) && path.getElement(i + 1) instanceof Integer) {
                return i;
            }
        }
        return -1;
    }

    private static String prefix(NodePath path, int length) {
        StringBuilder prefix = new StringBuilder();
        for (int i = 0; i <= length; i++) {
            prefix.append('/').append(path.getElement(i));
        }
        return prefix.toString();
    }
}
