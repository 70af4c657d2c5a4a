package dev.patchbay.server.configuration;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads {@code instances}. Whether an instance's configuration suits its plugin is the plugin host's to say; here it
 * becomes JSON, with <code>${NAME}</code> replaced by a variable of the environment; a doubled dollar sign keeps it.
 */
final class InstanceSection {
    private static final List<String> KEYS = List.of("plugin", "namespace", "config", "resilience");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,63}");
    private static final Pattern VARIABLE = Pattern.compile("(\\$\\$\\{)|\\$\\{([^}]*)}");
    private static final Pattern SECRET_NAME = Pattern.compile("secret:[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Map<String, String> environment;
    private final BiConsumer<Node, String> problems;
    private final Function<Node, String> places;

    InstanceSection(Map<String, String> environment, BiConsumer<Node, String> problems,
            Function<Node, String> places) {
        this.environment = environment;
        this.problems = problems;
        this.places = places;
    }

    Optional<InstanceSettings> read(YamlFile.Key name, Map<YamlFile.Key, Node> entries) {
        if (!NAME.matcher(name.name()).matches()) {
            problems.accept(name.node(), "'" + name.name()
                    + "' is no name of an instance: it has 1 to 63 of A-Z a-z 0-9 _ . -");
            return Optional.empty();
        }
        String plugin = name.name();
        Optional<String> namespace = Optional.empty();
        Map<String, @Nullable Object> config = Map.of();
        InstanceGuards guards = InstanceGuards.NONE;
        for (Map.Entry<YamlFile.Key, Node> entry : entries.entrySet()) {
            Node value = entry.getValue();
            switch (entry.getKey().name()) {
                case "plugin" -> plugin = text(value, "plugin").orElse(plugin);
                case "namespace" -> namespace = namespace(value);
                case "config" -> config = config(value);
                case "resilience" -> guards = new ResilienceSection(problems).read(value);
                default -> problems.accept(entry.getKey().node(), "there is no key '" + entry.getKey().name()
                        + "' in an instance" + Nearest.hint(entry.getKey().name(), KEYS) + " (there are "
                        + String.join(", ", KEYS) + ")");
            }
        }
        return Optional
                .of(new InstanceSettings(name.name(), plugin, namespace, config, guards,
                        places.apply(name.node())));
    }

    private Optional<String> namespace(Node node) {
        Optional<String> namespace = text(node, "namespace");
        if (namespace.filter(text -> !text.isEmpty() && !NAME.matcher(text).matches()).isPresent()) {
            problems.accept(node, "'" + namespace.get() + "' is no namespace: it has up to 63 of A-Z a-z 0-9 _ . -");
        }
        return namespace;
    }

    private Optional<String> text(Node node, String key) {
        if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return Optional.of(scalar.getValue());
        }
        problems.accept(node, key + " must be a text");
        return Optional.empty();
    }

    private Map<String, @Nullable Object> config(Node node) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL)) {
            return Map.of();
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping);
        }
        problems.accept(node, "config must hold keys with values (name: value)");
        return Map.of();
    }

    private Map<String, @Nullable Object> object(MappingNode mapping) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                object.put(key.getValue(), value(tuple.getValueNode()));
            }
        }
        return object;
    }

    private @Nullable Object value(Node node) {
        return switch (node) {
            case MappingNode mapping -> object(mapping);
            case SequenceNode list -> {
                List<@Nullable Object> values = new ArrayList<>();
                list.getValue().forEach(entry -> values.add(value(entry)));
                yield values;
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> null;
        };
    }

    private @Nullable Object scalar(ScalarNode node) {
        String text = node.getValue();
        if (node.getTag().equals(Tag.NULL)) {
            return null;
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return text.equalsIgnoreCase("true");
        }
        try {
            if (node.getTag().equals(Tag.INT)) {
                BigInteger number = new BigInteger(text);
                return number.bitLength() < Long.SIZE ? (Object) number.longValueExact() : number;
            }
            if (node.getTag().equals(Tag.FLOAT)) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            problems.accept(node, "'" + text + "' is no number of JSON");
            return null;
        }
        return substituted(node, text);
    }

    private String substituted(Node node, String text) {
        Matcher variables = VARIABLE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (variables.find()) {
            String name = variables.group(2);
            String value = name == null ? "${" : variable(node, name);
            variables.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        return variables.appendTail(result).toString();
    }

    private String variable(Node node, String name) {
        if (SECRET_NAME.matcher(name).matches()) {
            return "${" + name + "}"; // the host puts it in, where the plugin expects a secret
        }
        if (!VARIABLE_NAME.matcher(name).matches()) {
            problems.accept(node, "'${" + name + "}' names no variable of the environment and no secret such as"
                    + " ${secret:crm.password}; write $${ for a plain ${");
            return "";
        }
        String value = environment.get(name);
        if (value == null) {
            problems.accept(node, "the environment has no variable " + name + "; set it, or write $${" + name
                    + "} if no variable is meant");
            return "";
        }
        return value;
    }
}
