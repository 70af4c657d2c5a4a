package dev.patchbay.server.configuration;

import dev.patchbay.broker.datasource.DatasourceSettings;
import dev.patchbay.broker.datasource.DatasourceSettings.Pool;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads {@code datasources}: the databases that plugins can be granted. */
final class DatasourceSection {
    private static final List<String> KEYS = List.of("url", "user", "password-secret", "driver", "driver-file", "mode",
            "reset", "pool");
    private static final List<String> POOL_KEYS = List.of("max", "min", "acquire-timeout", "idle-timeout",
            "max-lifetime", "statement-timeout");
    private static final Duration LONGEST = Duration.ofDays(1);

    private final BiConsumer<Node, String> problems;

    DatasourceSection(BiConsumer<Node, String> problems) {
        this.problems = problems;
    }

    Optional<DatasourceSettings> read(YamlFile.Key name, Map<YamlFile.Key, Node> entries) {
        Map<String, Node> values = known(name.name(), entries, KEYS);
        String url = text(values.get("url"), "url").orElse("");
        String driver = text(values.get("driver"), "driver").orElse("");
        if (url.isEmpty() || driver.isEmpty()) {
            problems.accept(name.node(), "the datasource " + name.name()
                    + " needs a url (jdbc:...) and a driver (the name of a class)");
            return Optional.empty();
        }
        String mode = text(values.get("mode"), "mode").orElse("ro");
        if (!mode.equals("ro") && !mode.equals("rw")) {
            problems.accept(name.node(), "mode of datasource " + name.name() + " is ro or rw, not '" + mode + "'");
        }
        try {
            return Optional.of(new DatasourceSettings(name.name(), url, text(values.get("user"), "user").orElse(""),
                    text(values.get("password-secret"), "password-secret"), driver,
                    text(values.get("driver-file"), "driver-file"), mode.equals("rw"), pool(values.get("pool")),
                    text(values.get("reset"), "reset")));
        } catch (IllegalArgumentException e) {
            problems.accept(name.node(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Map<String, Node> known(String what, Map<YamlFile.Key, Node> entries, List<String> keys) {
        Map<String, Node> values = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            if (keys.contains(key.name())) {
                values.put(key.name(), value);
            } else {
                problems.accept(key.node(), "there is no key '" + key.name() + "' in " + what
                        + Nearest.hint(key.name(), keys) + " (there are " + String.join(", ", keys) + ")"
                        + (key.name().equals("password") ? "; a password is a secret of the vault, named by"
                                + " password-secret" : ""));
            }
        });
        return values;
    }

    private Optional<String> text(@Nullable Node node, String key) {
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return Optional.of(scalar.getValue());
        }
        problems.accept(node, key + " must be a text");
        return Optional.empty();
    }

    private Pool pool(@Nullable Node node) {
        if (node == null) {
            return Pool.STANDARD;
        }
        Map<YamlFile.Key, Node> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    entries.put(new YamlFile.Key(key.getValue(), key), tuple.getValueNode());
                }
            }
        } else {
            problems.accept(node, "pool must hold keys with values (max: 20)");
        }
        Map<String, Node> values = known("a pool", entries, POOL_KEYS);
        Pool standard = Pool.STANDARD;
        int max = number(values.get("max"), standard.max());
        return new Pool(max, number(values.get("min"), Math.min(max, standard.min())),
                time(values.get("acquire-timeout"), standard.acquire()),
                time(values.get("idle-timeout"), standard.idle()),
                time(values.get("max-lifetime"), standard.lifetime()),
                time(values.get("statement-timeout"), standard.statement()));
    }

    private int number(@Nullable Node node, int standard) {
        return value(node, new SettingType.WholeNumber(0, 1_000), standard);
    }

    private Duration time(@Nullable Node node, Duration standard) {
        return value(node, new SettingType.Time(Duration.ofMillis(1), LONGEST), standard);
    }

    private <T> T value(@Nullable Node node, SettingType<T> type, T standard) {
        Optional<String> text = text(node, "it");
        try {
            return text.isEmpty() ? standard : type.parse(text.get());
        } catch (BadValueException e) {
            if (node != null) {
                problems.accept(node, String.valueOf(e.getMessage()));
            }
            return standard;
        }
    }
}
