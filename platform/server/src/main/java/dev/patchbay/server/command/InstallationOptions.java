package dev.patchbay.server.command;

import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ConfigurationException;
import dev.patchbay.server.configuration.ConfigurationReader;
import dev.patchbay.server.configuration.ConfigurationReader.Flag;
import dev.patchbay.server.configuration.Setting;
import dev.patchbay.server.configuration.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say which installation is meant, and any setting of it. */
final class InstallationOptions {
    @Option(names = "--conf", paramLabel = "FILE",
            description = "Configuration to read (default: conf/patchbay.yaml).") private @Nullable Path conf;

    @Option(names = "--plugins", paramLabel = "FOLDER",
            description = "Folder of plugin JARs (folders.plugins).") private @Nullable String plugins;

    @Option(names = "--data", paramLabel = "FOLDER",
            description = "Data folder (folders.data).") private @Nullable String data;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Any setting of docs/configuration.md, such as"
            + " --set calls.deadline=60s; may be given several times.") private Map<String,
                    String> settings = new LinkedHashMap<>();

    /** Reads the configuration, and tells what in it looks like a mistake. */
    Configuration read(Surroundings surroundings, List<Flag> more) throws ConfigurationException {
        Configuration configuration = readSilently(surroundings, more);
        configuration.warnings().forEach(warning -> surroundings.terminal().note("Warning: " + warning));
        return configuration;
    }

    /**
     * Reads the configuration.
     *
     * @param more flags that win over all others
     */
    Configuration readSilently(Surroundings surroundings, List<Flag> more) throws ConfigurationException {
        List<Flag> flags = new ArrayList<>();
        settings.forEach((name, value) -> flags.add(new Flag("--set " + name, name, value)));
        add(flags, "--plugins", Settings.FOLDERS_PLUGINS, fromHere(plugins));
        add(flags, "--data", Settings.FOLDERS_DATA, fromHere(data));
        flags.addAll(more);
        Path file = conf == null ? variable(surroundings) : conf.toAbsolutePath();
        return ConfigurationReader.read(surroundings.home(), file, surroundings.environment(), flags);
    }

    private static @Nullable Path variable(Surroundings surroundings) {
        String file = surroundings.environment().get("PATCHBAY_CONF");
        return file == null || file.isBlank() ? null : Path.of(file).toAbsolutePath();
    }

    /** A folder named on the command line is meant from where the user stands, not from the installation. */
    private static @Nullable String fromHere(@Nullable String folder) {
        return folder == null || folder.isBlank() ? folder : Path.of(folder).toAbsolutePath().toString();
    }

    static void add(List<Flag> flags, String option, Setting<?> setting, @Nullable String value) {
        if (value != null) {
            flags.add(new Flag(option, setting.name(), value));
        }
    }
}
