package dev.patchbay.server.command;

import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ConfigurationException;
import dev.patchbay.server.configuration.ConfigurationReader.Flag;
import dev.patchbay.server.configuration.Settings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that set what {@code conf/patchbay.yaml} can set, shared by the commands that need the configuration. */
final class ConfigurationOptions {
    @Mixin private InstallationOptions installation = new InstallationOptions();

    @Option(names = "--host", paramLabel = "ADDRESS",
            description = "Address to listen on (mcp.host).") private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT",
            description = "Port to listen on (mcp.port).") private @Nullable String port;

    Configuration read(Surroundings surroundings) throws ConfigurationException {
        List<Flag> flags = new ArrayList<>();
        InstallationOptions.add(flags, "--host", Settings.MCP_HOST, host);
        InstallationOptions.add(flags, "--port", Settings.MCP_PORT, port);
        return installation.read(surroundings, flags);
    }
}
