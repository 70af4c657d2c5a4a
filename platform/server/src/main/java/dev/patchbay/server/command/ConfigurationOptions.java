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

/** The flags that set what {@code conf/patchbay.yaml} can set, shared by the commands that need the configuration. */
final class ConfigurationOptions {
    @Option(names = "--conf", paramLabel = "FILE",
            description = "Configuration to read (default: conf/patchbay.yaml).") private @Nullable Path conf;

    @Option(names = "--host", paramLabel = "ADDRESS",
            description = "Address to listen on (mcp.host).") private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT",
            description = "Port to listen on (mcp.port).") private @Nullable String port;

    @Option(names = "--plugins", paramLabel = "FOLDER",
            description = "Folder of plugin JARs (folders.plugins).") private @Nullable String plugins;

    @Option(names = "--data", paramLabel = "FOLDER",
            description = "Data folder (folders.data).") private @Nullable String data;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Any setting of docs/configuration.md, such as"
            + " --set calls.deadline=60s; may be given several times.") private Map<String,
                    String> settings = new LinkedHashMap<>();

    Configuration read(Surroundings surroundings) throws ConfigurationException {
        Configuration configuration = read(surroundings, List.of());
        configuration.warnings().forEach(warning -> surroundings.terminal().note("Warning: " + warning));
        return configuration;
    }

    /** Reads it with what a command sets itself, whatever else says; silently. */
    Configuration read(Surroundings surroundings, List<Flag> overriding) throws ConfigurationException {
        List<Flag> flags = new ArrayList<>();
        settings.forEach((name, value) -> flags.add(new Flag("--set " + name, name, value)));
        add(flags, "--host", Settings.MCP_HOST, host);
        add(flags, "--port", Settings.MCP_PORT, port);
        add(flags, "--plugins", Settings.FOLDERS_PLUGINS, fromHere(plugins));
        add(flags, "--data", Settings.FOLDERS_DATA, fromHere(data));
        Path file = conf == null ? variable(surroundings) : conf.toAbsolutePath();
        flags.addAll(overriding);
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

    private static void add(List<Flag> flags, String option, Setting<?> setting, @Nullable String value) {
        if (value != null) {
            flags.add(new Flag(option, setting.name(), value));
        }
    }
}
