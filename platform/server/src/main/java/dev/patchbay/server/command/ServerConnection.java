package dev.patchbay.server.command;

import dev.patchbay.client.ElicitationHandler;
import dev.patchbay.client.McpClient;
import dev.patchbay.client.McpClientBuilder;
import dev.patchbay.client.TransportException;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ConfigurationException;
import dev.patchbay.server.configuration.Settings;
import dev.patchbay.server.running.Mode;
import dev.patchbay.server.running.ServerStatus;
import dev.patchbay.server.running.ServerUrl;
import dev.patchbay.server.running.StatusFile;
import dev.patchbay.server.running.StdioKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds and reaches the server that {@code call} and {@code tools} talk to. */
final class ServerConnection {
    @Option(names = "--url", paramLabel = "URL", description = {"MCP endpoint of the server.",
        "Default: PATCHBAY_URL, else the server that uses this installation's data folder, else the configured address."}) private @Nullable String url;

    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

    /**
     * Connects.
     *
     * @param questions who answers when a tool asks; null where nobody can
     * @throws CommandException if no server answers
     */
    McpClient connect(Surroundings surroundings, Duration timeout, @Nullable ElicitationHandler questions)
            throws ConfigurationException {
        Target target = target(surroundings);
        URI endpoint = target.endpoint();
        McpClientBuilder builder = McpClient.http(endpoint)
                .clientInfo(Implementation.of("patchbay-cli", surroundings.version())).timeout(timeout);
        target.key().ifPresent(builder::bearerToken);
        if (questions != null) {
            builder.elicitationWithUrls(questions);
        }
        try {
            return builder.connect();
        } catch (TransportException e) {
            throw new CommandException(ExitCode.NO_SERVER, "No MCP server answers at " + endpoint + ": "
                    + e.getMessage() + "\nStart one with 'patchbay dev', or name another with --url or PATCHBAY_URL.");
        }
    }

    /** A server, and the key that one in a {@code patchbay stdio} wants, whose callers are all of this machine. */
    private record Target(URI endpoint, Optional<String> key) {}

    private Target target(Surroundings surroundings) throws ConfigurationException {
        String variable = surroundings.environment().get("PATCHBAY_URL");
        if (url != null) {
            return new Target(uri(url, "--url"), Optional.empty());
        }
        if (variable != null && !variable.isBlank()) {
            return new Target(uri(variable, "PATCHBAY_URL"), Optional.empty());
        }
        Configuration read = configuration.read(surroundings);
        Path data = read.folder(Settings.FOLDERS_DATA);
        Optional<ServerStatus> running = StatusFile.ofRunning(data);
        Optional<String> key = running.filter(status -> status.mode().equals(Mode.DEV.text()))
                .flatMap(status -> StdioKey.read(data)).map(StdioKey.Found::key);
        return new Target(uri(running.map(ServerStatus::url).orElseGet(
                () -> ServerUrl.of(read.get(Settings.MCP_HOST), read.get(Settings.MCP_PORT))), "mcp.host"), key);
    }

    /** The endpoint that a text names. */
    static URI uri(String text, String source) {
        try {
            URI uri = new URI(text.strip());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null) {
                boolean bare = uri.getRawPath() == null || uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
                return bare ? uri.resolve("/mcp") : uri;
            }
        } catch (URISyntaxException e) {
            throw wrong(text, source);
        }
        throw wrong(text, source);
    }

    private static CommandException wrong(String text, String source) {
        return new CommandException(ExitCode.USAGE,
                source + ": '" + text + "' is no URL of an MCP endpoint; write it like http://127.0.0.1:8080/mcp");
    }
}
