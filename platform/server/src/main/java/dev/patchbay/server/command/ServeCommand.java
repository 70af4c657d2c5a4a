package dev.patchbay.server.command;

import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.Settings;
import dev.patchbay.server.logging.LogSetup;
import dev.patchbay.server.running.Mode;
import dev.patchbay.server.running.PatchbayServer;
import dev.patchbay.server.running.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code patchbay serve}. */
@Command(name = "serve", description = {"Starts a server for real: nobody is anonymous, nothing runs unapproved.",
    "Clients and approvals do not exist yet in this version, so it serves nobody; use 'patchbay dev' to try things."},
        footer = {"", "Examples:", "  patchbay serve",
            "  patchbay serve --conf /etc/patchbay.yaml --data /var/lib/patchbay"},
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:stopped by Ctrl-C or SIGTERM",
            "1:it cannot start: the message says why", "2:the command line or the configuration is wrong"})
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    private final Surroundings surroundings;

    @Mixin private ConfigurationOptions options = new ConfigurationOptions();

    ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = options.read(surroundings);
        Path logs = configuration.folder(Settings.FOLDERS_LOGS);
        try {
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new StartException("The folder of logs " + logs + " cannot be made: " + e, e);
        }
        LogSetup.file(configuration.get(Settings.LOG_LEVEL), logs);
        PatchbayServer server = PatchbayServer.start(Mode.SERVE, configuration, surroundings.version());
        server.onChange(
                (before, after) -> PluginLines.changes(before, after).forEach(line -> LOG.info("{}", line)));
        LOG.info("Patchbay {} serves at {}; its log is in {}", surroundings.version(), server.status().url(), logs);
        LOG.warn("No clients exist yet, so nobody is served, and plugins wait for approval;"
                + " 'patchbay dev' serves this machine without either");
        PluginLines.notServing(server.status().plugins()).forEach(line -> LOG.warn("{}", line));
        ServerProcess.run(server, surroundings.terminal());
        return ExitCode.DONE;
    }
}
