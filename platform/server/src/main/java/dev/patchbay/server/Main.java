package dev.patchbay.server;

import dev.patchbay.server.command.Patchbay;

/** The entrance: {@code bin/patchbay} starts it. */
public final class Main {
    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.exit(Patchbay.run(arguments));
    }
}
