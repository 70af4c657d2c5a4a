package dev.patchbay.server.configuration;

import dev.patchbay.broker.datasource.DatasourceSettings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The file {@code conf/patchbay.yaml}, read strictly: no key twice, no anchors, every problem with its line.
 */
final class YamlFile {
    private static final int MAX_CHARACTERS = 1_000_000;
    private static final List<String> SECTIONS = sections();

    private final String shown;
    private final Map<String, Written> settings = new LinkedHashMap<>();
    private final List<InstanceSettings> instances = new ArrayList<>();
    private final List<DatasourceSettings> datasources = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private YamlFile(String shown) {
        this.shown = shown;
    }

    static YamlFile read(Path path, String shown, Map<String, String> environment) {
        YamlFile file = new YamlFile(shown);
        try {
            file.parse(Files.readString(path), environment);
        } catch (NoSuchFileException e) {
            file.problems.add(new Problem(shown, "there is no such file"));
        } catch (CharacterCodingException e) {
            file.problems.add(new Problem(shown, "the file is not UTF-8 text"));
        } catch (IOException e) {
            file.problems.add(new Problem(shown, "the file cannot be read: " + e));
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
            file.problems.add(new Problem(shown + line, "this is not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            file.problems.add(new Problem(shown, "this is not YAML: " + e.getMessage()));
        }
        return file;
    }

    Map<String, Written> settings() {
        return settings;
    }

    List<InstanceSettings> instances() {
        return instances;
    }

    List<DatasourceSettings> datasources() {
        return datasources;
    }

    List<Problem> problems() {
        return problems;
    }

    private static List<String> sections() {
        Set<String> sections = new LinkedHashSet<>();
        Settings.all().forEach(setting -> sections.add(setting.name().substring(0, setting.name().indexOf('.'))));
        sections.add("instances");
        sections.add("datasources");
        return List.copyOf(sections);
    }

    private void parse(String text, Map<String, String> environment) {
        LoadSettings load = LoadSettings.builder().setLabel(shown).setCodePointLimit(MAX_CHARACTERS)
                .setAllowDuplicateKeys(true).build();
        Optional<Node> root = new Compose(load).composeString(text);
        if (root.isEmpty() || (root.get() instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL))) {
            return;
        }
        if (new YamlShape(this::problem).isStrict(root.get())) {
            entries(root.get(), "The file").forEach((section, node) -> section(section, node, environment));
        }
    }

    private void section(Key section, Node node, Map<String, String> environment) {
        if (section.name().equals("instances")) {
            InstanceSection reader = new InstanceSection(environment, this::problem, this::place);
            entries(node, "instances").forEach((name, declared) -> reader
                    .read(name, entries(declared, "instances." + name.name())).ifPresent(instances::add));
        } else if (section.name().equals("datasources")) {
            DatasourceSection reader = new DatasourceSection(this::problem);
            entries(node, "datasources").forEach((name, declared) -> reader
                    .read(name, entries(declared, "datasources." + name.name())).ifPresent(datasources::add));
        } else if (SECTIONS.contains(section.name())) {
            entries(node, section.name())
                    .forEach((key, value) -> setting(section.name() + "." + key.name(), key, value));
        } else {
            problem(section.node(), "there is no section '" + section.name() + "'"
                    + Nearest.hint(section.name(), SECTIONS) + " (there are " + String.join(", ", SECTIONS) + ")");
        }
    }

    private void setting(String name, Key key, Node node) {
        switch (node) {
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) ->
                    problem(key.node(), name + " has no value; delete the line or give it one");
            case ScalarNode scalar -> settings.put(name, new Written(scalar.getValue(), place(key.node())));
            case SequenceNode list -> {
                List<String> entries = new ArrayList<>();
                for (Node entry : list.getValue()) {
                    if (entry instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
                        entries.add(scalar.getValue());
                    } else {
                        problem(entry, name + ": every entry must be a text");
                    }
                }
                settings.put(name, new Written(String.join(",", entries), place(key.node())));
            }
            case MappingNode group when Settings.all().stream().anyMatch(each -> each.name().startsWith(name + ".")) ->
                    entries(group, name).forEach((inner, value) -> setting(name + "." + inner.name(), inner, value));
            default -> problem(key.node(), name + " is a value, not a section");
        }
    }

    /** A key with its place. */
    record Key(String name, Node node) {}

    private Map<Key, Node> entries(Node node, String what) {
        Map<Key, Node> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    entries.put(new Key(key.getValue(), key), tuple.getValueNode());
                }
            }
        } else if (!(node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL))) {
            problem(node, what + " must hold keys with values (name: value)");
        }
        return entries;
    }

    private String place(Node node) {
        return shown + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    }

    private void problem(Node node, String message) {
        problems.add(new Problem(place(node), message));
    }
}
