package dev.patchbay.tests.conformance;

import dev.patchbay.tests.product.Json;
import dev.patchbay.tests.product.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Runs the official suite ({@code @modelcontextprotocol/conformance}) and reads its checks. */
final class ConformanceSuite {
    private static final String SCRIPT = "node_modules/@modelcontextprotocol/conformance/dist/index.js";

    private final String url;

    ConformanceSuite(String url) {
        this.url = url;
    }

    /** One check of one scenario. */
    record Check(String scenario, String id, String status, String problem) {
        @Override
        public String toString() {
            return scenario + " / " + id + ": " + status + (problem.isEmpty() ? "" : " (" + problem + ")");
        }
    }

    /** What a run gave. */
    record Run(int exitCode, String output, List<Check> checks) {
        List<String> scenarios() {
            return checks.stream().map(Check::scenario).distinct().toList();
        }
    }

    /** Returns the server scenarios that a requirement set scores. */
    static List<String> scored(String requirements) {
        String text = Node.run(SCRIPT, "list", "--requirements", requirements).output();
        String servers = text.substring(text.indexOf("Server scenarios"), text.indexOf("Client scenarios"));
        return servers.lines().filter(line -> line.startsWith("  - ")).map(line -> line.substring(4).strip())
                .toList();
    }

    /** Runs all there is, each scenario at the revision it was written for. */
    Run all() {
        return run("all", "--suite", "all");
    }

    /** Runs all that a revision has. */
    Run allAt(String revision) {
        return run("all-" + revision, "--suite", "all", "--spec-version", revision);
    }

    private Run run(String folder, String... options) {
        Path output = Node.folder().resolve("conformance").resolve(folder);
        delete(output);
        List<String> arguments = new ArrayList<>(List.of("server", "--url", url, "-o", output.toString()));
        arguments.addAll(List.of(options));
        Node.Result result = Node.run(SCRIPT, arguments.toArray(String[]::new));
        return new Run(result.exitCode(), result.output(), read(output));
    }

    private static List<Check> read(Path output) {
        List<Check> checks = new ArrayList<>();
        try (Stream<Path> files = Files.walk(output)) {
            for (Path file : files.filter(path -> path.endsWith("checks.json")).sorted().toList()) {
                // the folder is named server-<scenario>-<ISO time>
                String scenario = output.relativize(file).getName(0).toString().replaceFirst("^server-", "")
                        .replaceFirst("-\\d{4}-\\d{2}-\\d{2}T.*$", "");
                for (JsonNode check : Json.parse(Files.readString(file))) {
                    checks.add(new Check(scenario, check.path("id").asString(""), check.path("status").asString(""),
                            check.path("errorMessage").asString("")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return checks;
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
