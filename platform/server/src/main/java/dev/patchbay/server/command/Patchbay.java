package dev.patchbay.server.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The command line in this process: its streams, its environment, its installation. */
public final class Patchbay {
    private Patchbay() {}

    /**
     * Runs a command.
     *
     * @param arguments the command line
     * @return the exit code
     */
    public static int run(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        // Java's console is there only where input and output are a terminal; the script can tell of the output alone.
        boolean isTerminal = console.isPresent() || "1".equals(environment.get("PATCHBAY_TERMINAL"));
        boolean isColoured = isTerminal && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
        Charset charset = console.map(Console::charset).orElse(StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(new BufferedReader(new InputStreamReader(System.in, charset)),
                new PrintWriter(System.out, true, charset), new PrintWriter(System.err, true, charset),
                console.isPresent(), isTerminal,
                isColoured);
        String home = environment.getOrDefault("PATCHBAY_HOME", "");
        Surroundings surroundings = new Surroundings(Path.of(home).toAbsolutePath().normalize(), environment, terminal,
                version());
        return PatchbayCommand.execute(surroundings, arguments);
    }

    /** The version that the build wrote down. */
    static String version() {
        Properties properties = new Properties();
        try (InputStream in = Patchbay.class.getResourceAsStream("/dev/patchbay/server/version.properties")) {
            if (in == null) {
                throw new IllegalStateException("version.properties is missing in this build");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }
}
