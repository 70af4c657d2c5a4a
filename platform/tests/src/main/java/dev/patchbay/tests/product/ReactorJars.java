package dev.patchbay.tests.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the other modules of this build made. */
public final class ReactorJars {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    private ReactorJars() {}

    /** Returns the unpacked distribution. */
    public static Path distribution() {
        return existing(ROOT.resolve("distribution/target/patchbay"));
    }

    /** Returns the archive that people download. */
    public static Path archive() {
        try (Stream<Path> files = Files.list(ROOT.resolve("distribution/target"))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".zip")).findFirst().orElseThrow(
                    () -> new IllegalStateException(
                            "There is no archive; run mvn package for the whole project first"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the JAR of the plugin that the conformance suite expects. */
    public static Path conformancePlugin() {
        return jar(Path.of("conformance-plugin", "target"), "conformance-plugin-1.0.0.jar");
    }

    /** Returns the JAR of a sample plugin. */
    public static Path sample(String name) {
        return plugin("sample-plugins", name);
    }

    /** Returns the JAR of a first-party plugin. */
    public static Path connector(String name) {
        return plugin("plugins", name);
    }

    private static Path plugin(String parent, String name) {
        Path folder = ROOT.resolve(parent).resolve(name).resolve("target");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(name + "-[0-9.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst().orElseThrow(() -> new IllegalStateException("No JAR of " + name + " in " + folder
                            + "; run mvn package for the whole project first"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar(Path folder, String name) {
        return existing(folder.resolve(name).toAbsolutePath());
    }

    private static Path existing(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalStateException(path + " does not exist; run mvn package for the whole project first");
        }
        return path;
    }
}
