package dev.patchbay.server.command;

import dev.patchbay.api.ApiVersion;
import dev.patchbay.protocol.codec.RevisionCodec;
import dev.patchbay.server.running.StatusJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code patchbay version}. */
@Command(name = "version", description = "Shows the versions of Patchbay, its plugin API, Java and MCP.",
        footer = {"", "Example:", "  patchbay version --json"})
final class VersionCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--json", description = "Print JSON.") private boolean asJson;

    VersionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<String> revisions = RevisionCodec.all().stream().map(codec -> codec.revision().text()).toList();
        Map<String, Object> versions = new LinkedHashMap<>();
        versions.put("patchbay", surroundings.version());
        versions.put("pluginApi", ApiVersion.CURRENT);
        versions.put("java", Runtime.version().toString());
        versions.put("mcpRevisions", revisions);
        if (asJson) {
            surroundings.terminal().text(StatusJson.text(versions));
        } else {
            surroundings.terminal().text("Patchbay " + surroundings.version() + "\nPlugin API " + ApiVersion.CURRENT
                    + "\nJava " + Runtime.version() + "\nMCP " + String.join(", ", revisions));
        }
        return ExitCode.DONE;
    }
}
