package dev.patchbay.tests.product;

import dev.patchbay.protocol.wire.WatchedPipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A command for clients of stdio: it starts {@code patchbay stdio} and keeps what goes through the pipe, so that what
 * other people's clients received can be checked afterwards.
 */
public final class StdioTee {
    private final Installation patchbay;
    private final Path folder;

    public StdioTee(Installation patchbay) {
        this.patchbay = patchbay;
        try {
            folder = Files.createTempDirectory("stdio-tee");
            Files.writeString(folder.resolve("tee.sh"), """
                    PATCHBAY_AOT=off
                    export PATCHBAY_AOT
                    tee "$0.$$.in" | "$@" | tee "$0.$$.out"
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the command, which may be started any number of times. */
    public List<String> command() {
        return List.of("sh", folder.resolve("tee.sh").toString(),
                patchbay.folder().resolve("bin/patchbay").toString(), "stdio");
    }

    /** Shows the watch of the installation all that the servers wrote; the clients must have ended. */
    public int check() {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> pipes = files.filter(file -> file.toString().endsWith(".in")).toList();
            for (Path in : pipes) {
                WatchedPipe pipe = new WatchedPipe(patchbay.watch());
                Files.readAllLines(in).forEach(pipe::client);
                Files.readAllLines(Path.of(in.toString().replaceFirst("\\.in$", ".out"))).forEach(pipe::server);
            }
            return pipes.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
