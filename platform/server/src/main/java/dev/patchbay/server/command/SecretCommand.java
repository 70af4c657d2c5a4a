package dev.patchbay.server.command;

import static dev.patchbay.server.command.AdminConnection.path;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchbay secret}. */
@Command(name = "secret",
        description = {"Puts secrets into the vault, for plugins that were granted them. Nobody reads a value back.",
            "A value comes from the standard input or a prompt without echo, never from the command line."},
        synopsisSubcommandLabel = "COMMAND", footer = {"", "Examples:",
            "  patchbay secret set github.token              asks for the value, without echo",
            "  pass github/token | patchbay secret set github.token",
            "  patchbay secret set crm.key < key.pem         also several lines", "  patchbay secret list",
            "  patchbay secret remove github.token"})
final class SecretCommand implements Runnable {
    /** More than any value may have; the server counts bytes. */
    private static final int MAX_CHARS = 128 * 1024;

    private final Surroundings surroundings;

    @Spec private CommandSpec spec = CommandSpec.create();

    SecretCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with secrets: a command is missing.");
    }

    @Command(name = "set", mixinStandardHelpOptions = true,
            description = {"Gives a secret a value, in place of the one before. Plugins get it from their next use on.",
                "The value is read from the standard input to its end, without the last line break, or asked for."},
            footer = {"", "Examples:", "  patchbay secret set github.token",
                "  pass github/token | patchbay secret set github.token"})
    int set(@Mixin AdminOptions options,
            @Parameters(index = "0", paramLabel = "NAME",
                    description = "1 to 64 of a-z 0-9 . _ -, a letter or a digit first.") String name,
            @Parameters(index = "1..*", hidden = true) @Nullable List<String> values) throws Exception {
        return put(options, name, values);
    }

    @Command(name = "rotate", mixinStandardHelpOptions = true,
            description = "The same as set, for a secret that is there already.")
    int rotate(@Mixin AdminOptions options, @Parameters(index = "0", paramLabel = "NAME") String name,
            @Parameters(index = "1..*", hidden = true) @Nullable List<String> values) throws Exception {
        refuseArguments(values);
        AdminConnection server = options.connect(surroundings);
        if (server.list("/secrets").stream().noneMatch(secret -> name.equals(secret.get("name")))) {
            throw new CommandException(ExitCode.FAILED, "There is no secret '" + name
                    + "' to give another value. Set it with: patchbay secret set " + name);
        }
        return put(options, name, values);
    }

    private int put(AdminOptions options, String name, @Nullable List<String> values) throws Exception {
        refuseArguments(values);
        AdminConnection server = options.connect(surroundings);
        char[] value = value(name);
        try {
            Map<String, Object> now = server.put(path("/secrets", name), Map.of("value", new String(value)));
            return options.print(surroundings, now,
                    () -> "The secret " + name + " has its value; it is version " + now.get("version") + ".");
        } finally {
            Arrays.fill(value, '\0');
        }
    }

    private static void refuseArguments(@Nullable List<String> values) {
        if (values != null && !values.isEmpty()) {
            throw new CommandException(ExitCode.USAGE,
                    "A value is not taken from the command line: other users see it in"
                            + " the list of processes, and the shell keeps it in its history. Leave it out to be asked for it, or"
                            + " pipe it in. If that was the real value, replace it where it comes from, too.");
        }
    }

    private char[] value(String name) {
        Console console = surroundings.terminal().isInteractive() ? System.console() : null;
        if (console != null) {
            char[] typed = console.readPassword("Value of %s (not shown): ", name);
            if (typed == null || typed.length == 0) {
                throw new CommandException(ExitCode.USAGE, "Nothing was typed; nothing is changed.");
            }
            return typed;
        }
        char[] piped = piped(surroundings.terminal().in());
        if (piped.length == 0) {
            throw new CommandException(ExitCode.USAGE, "There is no value on the standard input; nothing is changed.");
        }
        return piped;
    }

    private static char[] piped(BufferedReader in) {
        CharBuffer text = CharBuffer.allocate(MAX_CHARS + 1);
        try {
            int read = 0;
            while (read >= 0 && text.hasRemaining()) {
                read = in.read(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!text.hasRemaining()) {
            throw new CommandException(ExitCode.USAGE, "The value is longer than 64 KiB; nothing is changed.");
        }
        int end = text.position();
        if (end > 0 && text.get(end - 1) == '\n') {
            end--;
        }
        if (end > 0 && text.get(end - 1) == '\r') {
            end--;
        }
        char[] all = text.array();
        char[] value = Arrays.copyOf(all, end);
        Arrays.fill(all, '\0');
        return value;
    }

    @Command(name = "list", mixinStandardHelpOptions = true,
            description = "Lists the secrets: name, version, when and by whom they were set. Never a value.")
    int list(@Mixin AdminOptions options) throws Exception {
        Map<String, Object> all = options.connect(surroundings).get("/secrets");
        return options.print(surroundings, all, () -> Table
                .of(AdminConnection.objects(all, "items"), "name", "version", "setAt", "setBy")
                .text("There are no secrets."));
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Removes a secret with its value.")
    int remove(@Mixin AdminOptions options, @Parameters(paramLabel = "NAME") String name) throws Exception {
        options.connect(surroundings).delete(path("/secrets", name));
        return options.print(surroundings, Map.of("removed", name), () -> "Removed the secret " + name + ".");
    }
}
