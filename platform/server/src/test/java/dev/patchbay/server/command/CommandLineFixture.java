package dev.patchbay.server.command;

import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonReader;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The command line with captured output, as somebody without a terminal sees it unless a test says otherwise. */
final class CommandLineFixture {
    private final Path home;
    private Map<String, String> environment = Map.of();
    private String input = "";
    private boolean isInteractive;
    private boolean isColoured;

    CommandLineFixture(Path home) {
        this.home = home;
    }

    CommandLineFixture environment(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    CommandLineFixture typing(String text) {
        isInteractive = true;
        input = text;
        return this;
    }

    CommandLineFixture piping(String text) {
        input = text;
        return this;
    }

    CommandLineFixture coloured() {
        isColoured = true;
        return this;
    }

    Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new BufferedReader(new StringReader(input)), new PrintWriter(out, true),
                new PrintWriter(err, true), isInteractive, isInteractive, isColoured);
        int exitCode = PatchbayCommand.execute(new Surroundings(home, environment, terminal, "1.2.3"), arguments);
        return new Ran(exitCode, out.toString(), err.toString());
    }

    /** What a command did. */
    record Ran(int exitCode, String out, String err) {
        Map<String, Object> json() {
            return JsonReader.withDefaults().readObject(out.getBytes(StandardCharsets.UTF_8));
        }

        List<Map<String, Object>> list(String name) {
            return Json.array(Objects.requireNonNull(json().get(name), name)).stream().map(Json::object).toList();
        }
    }
}
