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
    "At its first start it prints a code that creates the first administrator; 'patchbay client' creates clients."},
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
        LogSetup.guardStreams();
        PatchbayServer server = PatchbayServer.start(Mode.SERVE, configuration, surroundings.version());
        server.onChange(
                (before, after) -> PluginLines.changes(before, after).forEach(line -> LOG.info("{}", line)));
        LOG.info("Patchbay {} serves at {}; its log is in {}", surroundings.version(), server.status().url(), logs);
        server.status().admin().ifPresent(url -> LOG.info("Administration is at {}/api/v1, and by 'patchbay client',"
                + " 'patchbay enable' and the other commands", url));
        server.firstCode().ifPresent(code -> welcome(code, server.status().admin().orElseThrow()));
        PluginLines.notServing(server.status().plugins()).forEach(line -> LOG.warn("{}", line));
        ServerProcess.run(server, surroundings.terminal());
        return ExitCode.DONE;
    }

    /** The code is for whoever started the server; it is not in the log, which others may read. */
    private void welcome(String code, String url) {
        LOG.warn("There is no administrator yet; the code to create the first is on the console and in"
                + " data/first-administrator.code");
        surroundings.terminal().note("There is no administrator yet. Create the first with this code, which works once:"
                + "\n\n    " + code + "\n\n    curl -H 'Content-Type: application/json' -d '{\"code\": \"" + code
                + "\", \"name\": \"kim\", \"password\": \"...\"}' " + url + "/api/v1/first-administrator"
                + "\n\nor, on this machine: patchbay admin create kim --role administrator\n");
    }
}
