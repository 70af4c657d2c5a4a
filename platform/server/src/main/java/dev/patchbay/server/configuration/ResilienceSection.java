package dev.patchbay.server.configuration;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads {@code resilience} of an instance. */
final class ResilienceSection {
    private static final SettingType<String> TOOL = new SettingType.Text(Pattern.compile("[A-Za-z0-9_.-]{1,128}"),
            "the name of a tool");
    private static final Map<String, SettingType<?>> OF_TOOL = ofTool();
    private static final Map<String, SettingType<?>> OF_INSTANCE = ofInstance();

    private final BiConsumer<Node, String> problems;

    ResilienceSection(BiConsumer<Node, String> problems) {
        this.problems = problems;
    }

    private static Map<String, SettingType<?>> ofTool() {
        Map<String, SettingType<?>> types = new LinkedHashMap<>();
        types.put("deadline", GuardSettings.TIME);
        types.put("running", GuardSettings.FROM_ONE);
        types.put("waiting", GuardSettings.COUNT);
        types.put("breaker-failures", GuardSettings.BREAKER_FAILURES.type());
        types.put("breaker-open", GuardSettings.BREAKER_OPEN.type());
        types.put("breaker-trials", GuardSettings.BREAKER_TRIALS.type());
        types.put("retries", GuardSettings.RETRIES.type());
        types.put("retry-delay", GuardSettings.RETRY_DELAY.type());
        types.put("fallback", TOOL);
        return types;
    }

    private static Map<String, SettingType<?>> ofInstance() {
        Map<String, SettingType<?>> types = new LinkedHashMap<>(ofTool());
        types.remove("fallback");
        types.put("breaker-plugin-failures", GuardSettings.BREAKER_PLUGIN_FAILURES.type());
        types.put("tool-running", GuardSettings.TOOL_RUNNING.type());
        types.put("tool-waiting", GuardSettings.TOOL_WAITING.type());
        types.put("quarantine-faults", GuardSettings.QUARANTINE_FAULTS.type());
        return types;
    }

    InstanceGuards read(Node node) {
        Map<String, Map<String, Object>> tools = new LinkedHashMap<>();
        Map<String, Object> values = new HashMap<>();
        for (Entry entry : entries(node, "resilience")) {
            if (entry.name().equals("tools")) {
                entries(entry.value(), "tools").forEach(tool -> tools.put(tool.name(), ofTool(tool)));
            } else {
                take(entry, OF_INSTANCE, "resilience of an instance", values);
            }
        }
        return new InstanceGuards(values, tools);
    }

    private Map<String, Object> ofTool(Entry tool) {
        Map<String, Object> values = new HashMap<>();
        entries(tool.value(), "tools." + tool.name()).forEach(entry -> take(entry, OF_TOOL, "a tool", values));
        return values;
    }

    private void take(Entry entry, Map<String, SettingType<?>> types, String where, Map<String, Object> values) {
        SettingType<?> type = types.get(entry.name());
        if (type == null) {
            List<String> known = List.copyOf(types.keySet());
            problems.accept(entry.key(), "there is no key '" + entry.name() + "' in " + where
                    + Nearest.hint(entry.name(), known) + " (there are " + String.join(", ", known)
                    + (types.equals(OF_INSTANCE) ? ", tools)" : ")"));
            return;
        }
        if (!(entry.value() instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL)) {
            problems.accept(entry.key(), entry.name() + " is a value, not a section");
            return;
        }
        try {
            values.put(entry.name(), type.parse(scalar.getValue()));
        } catch (BadValueException e) {
            problems.accept(scalar, entry.name() + ": " + e.getMessage());
        }
    }

    private record Entry(String name, Node key, Node value) {}

    private List<Entry> entries(Node node, String what) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream().filter(tuple -> tuple.getKeyNode() instanceof ScalarNode)
                    .map(ResilienceSection::entry).toList();
        }
        if (!(node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL))) {
            problems.accept(node, what + " must hold keys with values (name: value)");
        }
        return List.of();
    }

    private static Entry entry(NodeTuple tuple) {
        return new Entry(((ScalarNode) tuple.getKeyNode()).getValue(), tuple.getKeyNode(), tuple.getValueNode());
    }
}
