package dev.patchbay.server.command;

import dev.patchbay.server.logging.SafeText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/**
 * Where commands print to and ask.
 *
 * @param in what is typed or piped in
 * @param out results
 * @param err everything else: progress, questions, mistakes
 * @param isInteractive whether a person sits there, who can be asked
 * @param isTerminal whether results go to a terminal
 * @param isColoured whether colours may be used
 */
record Terminal(BufferedReader in, PrintWriter out, PrintWriter err, boolean isInteractive, boolean isTerminal,
        boolean isColoured) {
    /** Prints a line that may hold picocli's markup, such as {@code @|bold text|@}; everything in it is ours. */
    void styled(String line) {
        out.println((isColoured ? Ansi.ON : Ansi.OFF).string(line));
        out.flush();
    }

    /** Prints text that may come from strangers: nothing in it can steer a terminal; a pipe gets it as it is. */
    void text(String text) {
        out.println(isTerminal ? SafeText.lines(text) : text);
        out.flush();
    }

    /** Prints a line to the standard error. */
    void note(String line) {
        err.println(SafeText.lines(line));
        err.flush();
    }

    /** Asks for a line; empty at the end of the input. */
    Optional<String> ask(String question) {
        err.print(SafeText.lines(question) + " ");
        err.flush();
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
