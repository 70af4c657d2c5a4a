package dev.patchbay.server.command;

import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.Settings;
import dev.patchbay.server.running.DataFolder;
import dev.patchbay.server.running.FolderInspection;
import dev.patchbay.server.running.ServerStatus;
import dev.patchbay.server.running.ServerStatus.Instance;
import dev.patchbay.server.running.ServerStatus.Jar;
import dev.patchbay.server.running.ServerStatus.PluginStatus;
import dev.patchbay.server.running.StatusFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the doctor looks at, one thing after the other. */
final class Examination {
    private static final int JAVA = 25;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Configuration configuration;
    private final List<Finding> findings = new ArrayList<>();

    Examination(Configuration configuration) {
        this.configuration = configuration;
    }

    List<Finding> findings() throws IOException, InterruptedException {
        java(Runtime.version().feature());
        findings.add(configuration.get(Settings.PLUGINS_AGENT).equals("on")
                ? Finding.ok("agent", "Plugins are checked by the agent")
                : Finding.warning("agent", "plugins.agent is off: plugins may do all that the server may",
                        "Set it to on, unless every plugin is yours."));
        findings.add(Finding.ok("configuration", "No mistakes; " + configuration.instances().size()
                + " declared instances"));
        configuration.warnings().forEach(warning -> findings
                .add(Finding.warning("configuration", warning.toString(),
                        "Correct the name, or remove the variable.")));
        folder("plugins folder", configuration.folder(Settings.FOLDERS_PLUGINS), "--plugins or folders.plugins", false);
        folder("data folder", configuration.folder(Settings.FOLDERS_DATA), "--data or folders.data", true);
        folder("logs folder", configuration.folder(Settings.FOLDERS_LOGS), "folders.logs", true);
        Path data = configuration.folder(Settings.FOLDERS_DATA);
        Optional<ServerStatus> server = StatusFile.ofRunning(data);
        server(data, server);
        port(server);
        plugins(server.isPresent()
                ? server.get().plugins()
                : FolderInspection.inspect(configuration.folder(Settings.FOLDERS_PLUGINS)));
        return findings;
    }

    private void java(int version) {
        if (version == JAVA) {
            findings.add(Finding.ok("java", "Java " + Runtime.version()));
        } else {
            findings.add(Finding.problem("java", "This is Java " + version + ", Patchbay is made for " + JAVA,
                    "Install a JDK " + JAVA + ", or name its folder in JAVA_HOME."));
        }
    }

    private void folder(String check, Path folder, String setting, boolean mustBeWritable) {
        if (!Files.exists(folder)) {
            findings.add(Finding.warning(check, folder + " does not exist yet",
                    "The first start makes it; if another is meant, name it with " + setting + "."));
        } else if (!Files.isDirectory(folder)) {
            findings.add(Finding.problem(check, folder + " is no folder", "Name another with " + setting + "."));
        } else if (!Files.isReadable(folder) || (mustBeWritable && !Files.isWritable(folder))) {
            findings.add(Finding.problem(check, folder + " cannot be " + (mustBeWritable ? "written" : "read")
                    + " by this user", "Change its owner or mode, or name another with " + setting + "."));
        } else {
            findings.add(Finding.ok(check, folder.toString()));
        }
    }

    private void server(Path data, Optional<ServerStatus> server) throws InterruptedException {
        if (server.isEmpty()) {
            findings.add(DataFolder.isTaken(data)
                    ? Finding.warning("server", "A server uses the data folder and has not said anything yet",
                            "Ask again in a few seconds.")
                    : Finding.ok("server", "None runs on this data folder"));
            return;
        }
        ServerStatus status = server.get();
        String what = "process " + status.pid() + " in " + status.mode() + " mode at " + status.url();
        Optional<String> notReady = notReady(URI.create(status.url()).resolve("/health/ready"));
        findings.add(notReady.map(reason -> Finding.problem("server", what + " is not ready: " + reason,
                "Look at its log; restart it if it stays so.")).orElseGet(() -> Finding.ok("server", what)));
    }

    private static Optional<String> notReady(URI health) throws InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(health).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return answer.statusCode() == 200 ? Optional.empty() : Optional.of(answer.body());
        } catch (IOException e) {
            return Optional.of("it does not answer (" + e + ")");
        }
    }

    private void port(Optional<ServerStatus> server) {
        int port = configuration.get(Settings.MCP_PORT);
        String host = configuration.get(Settings.MCP_HOST);
        if (port == 0) {
            findings.add(Finding.ok("port", "Any free one is taken at the start"));
        } else if (server.filter(status -> URI.create(status.url()).getPort() == port).isPresent()) {
            findings.add(Finding.ok("port", port + " is used by this server"));
        } else {
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
                findings.add(Finding.ok("port", port + " on " + host + " is free"));
            } catch (IOException e) {
                findings.add(Finding.problem("port",
                        port + " on " + host + " cannot be listened on: " + e.getMessage(),
                        "Stop what uses it, or take another with --port or mcp.port."));
            }
        }
    }

    private void plugins(PluginStatus plugins) {
        for (Jar jar : plugins.jars()) {
            jar(jar);
        }
        PluginLines.warnings(plugins.jars()).forEach((warning, files) -> findings
                .add(Finding.warning("plugin " + String.join(", ", files), warning, "")));
        for (Instance instance : plugins.instances()) {
            instance(instance);
        }
        plugins.leaks().forEach(leak -> findings.add(Finding.problem("memory",
                "Classes of " + leak.instance() + " " + leak.version() + " are still in memory, held by "
                        + PluginLines.holders(leak),
                "Tell the author of the plugin; a restart of the server frees the memory.")));
        if (plugins.jars().isEmpty()) {
            findings.add(Finding.warning("plugins", "There are none in the folder",
                    "Drop a plugin JAR into " + configuration.folder(Settings.FOLDERS_PLUGINS) + "."));
        }
    }

    private void jar(Jar jar) {
        String check = "plugin " + jar.file();
        switch (jar.state()) {
            case "failed" -> findings.add(Finding.problem(check, jar.cause().orElse("It failed"),
                    "Remove the JAR, or replace it by a whole one that fits."));
            case "unserved" -> findings.add(Finding.ok(check,
                    jar.id().orElse("") + " " + jar.version().orElse("") + ", not running because no server is"));
            case "superseded" -> findings.add(Finding.warning(check, jar.cause().orElse("Another JAR of it serves"),
                    "Remove the JAR that is not wanted."));
            case "resolved", "pending", "rejected" ->
                    findings.add(Finding.warning(check, jar.cause().orElse("It has not started yet"), ""));
            default -> {
                // the instance says the rest
            }
        }
    }

    private void instance(Instance instance) {
        String check = "instance " + instance.name();
        if (PluginLines.serves(instance)) {
            findings.add(Finding.ok(check, PluginLines.contributions(instance)));
            instance.cause().ifPresent(cause -> findings.add(Finding.warning(check, cause, "")));
        } else if (instance.state().equals("resolved") || instance.state().equals("discovered")) {
            findings.add(Finding.warning(check, instance.cause().orElse("It has not started yet"), ""));
        } else {
            findings.add(Finding.problem(check,
                    instance.state() + instance.cause().map(cause -> ": " + cause).orElse(""),
                    instance.state().equals("quarantined")
                            ? "Copy its JAR into the plugins folder again, or restart the server."
                            : "Mend what the message names, or remove the plugin."));
        }
        instance.warnings().forEach(warning -> findings.add(Finding.warning(check, warning, "")));
        instance.lostCalls().forEach(call -> findings.add(Finding.problem(check, "A call does not end: " + call,
                "Tell the author of the plugin; only a restart of the server ends the thread.")));
    }
}
