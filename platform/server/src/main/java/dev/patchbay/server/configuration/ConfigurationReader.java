package dev.patchbay.server.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration: flags before environment before file before defaults. Every source is checked in full, also
 * where another one wins, and all problems are told together.
 */
public final class ConfigurationReader {
    /** Where the file lies in an installation. */
    public static final String FILE = "conf/patchbay.yaml";

    private static final Pattern NOT_OURS = Pattern.compile("PATCHBAY_(SERVICE|PORT|SECRET)(_.*)?");
    private static final List<String> OF_THE_COMMAND_LINE = List.of("PATCHBAY_HOME", "PATCHBAY_URL", "PATCHBAY_JAVA",
            "PATCHBAY_JAVA_OPTS", "PATCHBAY_CONF", "PATCHBAY_AOT", "PATCHBAY_TERMINAL",
            "PATCHBAY_KEY");

    private final Path home;
    private final Map<String, String> environment;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    private ConfigurationReader(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = new TreeMap<>(environment);
    }

    /**
     * Reads the configuration.
     *
     * @param home the folder of the installation
     * @param file the file to read, or null for {@code conf/patchbay.yaml}, which may be missing
     * @param environment the variables of the environment
     * @param flags name of a setting to what the flag for it says
     * @return the configuration
     * @throws ConfigurationException if anything is wrong; it lists everything that is
     */
    public static Configuration read(Path home, @Nullable Path file, Map<String, String> environment,
            List<Flag> flags) throws ConfigurationException {
        return new ConfigurationReader(home.toAbsolutePath().normalize(), environment).read(file, flags);
    }

    /**
     * A setting from the command line.
     *
     * @param option the option, such as {@code --port}
     * @param name the name of the setting
     * @param text the value
     */
    public record Flag(String option, String name, String text) {}

    private Configuration read(@Nullable Path file, List<Flag> flags) throws ConfigurationException {
        Map<String, Setting<?>> table = new LinkedHashMap<>();
        Settings.all().forEach(setting -> table.put(setting.name(), setting));
        Map<String, Object> values = new HashMap<>();
        Map<String, String> places = new HashMap<>();

        Optional<YamlFile> yaml = yaml(file);
        yaml.ifPresent(
                found -> found.settings().forEach((name, written) -> take(table, name, written, values, places)));
        fromEnvironment(table, values, places);
        warnOfVariables(table, values);
        for (Flag flag : flags) {
            take(table, flag.name(), new Written(flag.text(), flag.option()), values, places);
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new Configuration(home, values, places, yaml.map(YamlFile::instances).orElse(List.of()),
                yaml.map(YamlFile::datasources).orElse(List.of()), warnings, environment);
    }

    private Optional<YamlFile> yaml(@Nullable Path file) {
        Path path = home.resolve(file == null ? Path.of(FILE) : file);
        if (file == null && !Files.exists(path)) {
            return Optional.empty();
        }
        Path shown = path.startsWith(home) ? home.relativize(path) : path;
        YamlFile yaml = YamlFile.read(path, shown.toString(), environment);
        problems.addAll(yaml.problems());
        return Optional.of(yaml);
    }

    private void fromEnvironment(Map<String, Setting<?>> table, Map<String, Object> values,
            Map<String, String> places) {
        for (Setting<?> setting : table.values()) {
            Stream.concat(setting.otherVariables().stream(), Stream.of(setting.variable()))
                    .filter(environment::containsKey).forEach(variable -> take(table, setting.name(),
                            new Written(environment.getOrDefault(variable, ""), variable), values, places));
        }
    }

    private void warnOfVariables(Map<String, Setting<?>> table, Map<String, Object> values) {
        Map<String, String> names = new TreeMap<>();
        for (Setting<?> setting : table.values()) {
            Stream.concat(setting.otherVariables().stream(), Stream.of(setting.variable()))
                    .forEach(variable -> names.put(variable, setting.name()));
        }
        names.put(String.valueOf(values.get(ServeSettings.VAULT_KEY_VARIABLE.name())), "vault.master-key-variable");
        for (String variable : environment.keySet()) {
            if (variable.startsWith("PATCHBAY_") && !names.containsKey(variable)
                    && !OF_THE_COMMAND_LINE.contains(variable) && !NOT_OURS.matcher(variable).matches()) {
                warnings.add(new Problem(variable, "this variable of the environment sets nothing"
                        + Nearest.hint(variable, names.keySet())));
            }
        }
    }

    private void take(Map<String, Setting<?>> table, String name, Written written, Map<String, Object> values,
            Map<String, String> places) {
        Setting<?> setting = table.get(name);
        if (setting == null) {
            problems.add(new Problem(written.place(),
                    "there is no setting '" + name + "'" + Nearest.hint(name, table.keySet())));
            return;
        }
        try {
            values.put(name, setting.read(written.text()));
            places.put(name, written.place());
        } catch (BadValueException e) {
            problems.add(new Problem(written.place(), name + ": " + e.getMessage()));
        }
    }
}
