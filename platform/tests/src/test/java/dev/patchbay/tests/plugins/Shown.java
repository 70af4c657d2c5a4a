package dev.patchbay.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.Json;
import dev.patchbay.tests.product.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a running server shows of its plugins. */
final class Shown {
    private final JsonNode json;

    private Shown(JsonNode json) {
        this.json = json;
    }

    /** Reads the status file of a server, which is quicker than the command that shows it. */
    static Shown inStatusFile(Installation patchbay) {
        try {
            return new Shown(Json.parse(Files.readString(patchbay.folder().resolve("data/status.json"))));
        } catch (IOException e) {
            return new Shown(Json.parse("{}"));
        }
    }

    /** Runs {@code patchbay plugins --json}. */
    static Shown byCommand(Installation patchbay) {
        Node.Result result = patchbay.command("plugins", "--json");
        assertThat(result.exitCode()).as(result.output()).isZero();
        return new Shown(Json.parse(result.output()));
    }

    private Optional<JsonNode> find(String list, String key, String value) {
        return json.path(list).valueStream().filter(each -> each.path(key).asString("").equals(value)).findFirst();
    }

    /** Returns what is said of an instance, or an empty object. */
    JsonNode instance(String name) {
        return find("instances", "name", name).orElseGet(() -> Json.parse("{}"));
    }

    /** Returns what is said of a file, or an empty object. */
    JsonNode jar(String file) {
        return find("plugins", "file", file).orElseGet(() -> Json.parse("{}"));
    }

    /** Returns whether an instance serves in a version. */
    boolean serves(String name, String version) {
        return instance(name).path("state").asString("").equals("started")
                && instance(name).path("version").asString("").equals(version);
    }

    /** Returns whether an instance serves in any version. */
    boolean serves(String name) {
        return instance(name).path("state").asString("").equals("started");
    }

    /** Returns the class loaders that are in memory for too long. */
    List<JsonNode> leaks() {
        return json.path("leakedClassLoaders").valueStream().toList();
    }

    @Override
    public String toString() {
        return json.toPrettyString();
    }
}
