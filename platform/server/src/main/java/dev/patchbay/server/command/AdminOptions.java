package dev.patchbay.server.command;

import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ConfigurationException;
import dev.patchbay.server.configuration.Settings;
import dev.patchbay.server.running.ServerStatus;
import dev.patchbay.server.running.StatusFile;
import dev.patchbay.server.running.StatusJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands that administer have: how they print, and which server they mean. */
final class AdminOptions {
    /** The file in the data folder that holds the token of the running server. */
    private static final String TOKEN = "cli.token";

    @Option(names = "--json", description = "Print JSON.") private boolean asJson;

    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

    Configuration read(Surroundings surroundings) throws ConfigurationException {
        return configuration.read(surroundings);
    }

    /**
     * Connects to the server that uses the data folder.
     *
     * @throws CommandException if none runs, or it has no administration interface
     */
    AdminConnection connect(Surroundings surroundings) throws ConfigurationException {
        return of(read(surroundings).folder(Settings.FOLDERS_DATA),
                surroundings.environment().getOrDefault("USER", surroundings.environment().getOrDefault("USERNAME",
                        System.getProperty("user.name", "unknown"))));
    }

    /**
     * Connects to the server that uses a data folder.
     *
     * @param user who administers, for the record
     * @throws CommandException if none runs, or it has no administration interface
     */
    static AdminConnection of(Path data, String user) {
        Optional<ServerStatus> status = StatusFile.ofRunning(data);
        if (status.isEmpty()) {
            throw new CommandException(ExitCode.NO_SERVER, "No server uses the data folder " + data
                    + ". Start one with 'patchbay serve', or name another folder with --data.");
        }
        String url = status.get().admin().orElseThrow(() -> new CommandException(ExitCode.FAILED, "The server (process "
                + status.get().pid() + ") runs in " + status.get().mode()
                + " mode, where nothing is administered. Stop it and start 'patchbay serve'."));
        return new AdminConnection(URI.create(url), token(data), user);
    }

    private static String token(Path data) {
        try {
            return Files.readString(data.resolve(TOKEN)).strip();
        } catch (IOException e) {
            throw new CommandException(ExitCode.FAILED, "The token " + data.resolve(TOKEN) + " cannot be read ("
                    + e.getClass().getSimpleName() + "): only the user that started the server may.");
        }
    }

    /** Prints what came, as JSON or for people. */
    int print(Surroundings surroundings, Object json, Supplier<String> text) {
        String shown = asJson ? StatusJson.text(json) : text.get();
        if (!shown.isEmpty()) {
            surroundings.terminal().text(shown);
        }
        return ExitCode.DONE;
    }
}
