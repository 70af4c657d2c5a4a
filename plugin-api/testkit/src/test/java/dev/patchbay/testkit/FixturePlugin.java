package dev.patchbay.testkit;

import dev.patchbay.processor.PatchbayProcessor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A plugin made from a source text as the parent pom makes one: classes and processor output below target, and a JAR. */
final class FixturePlugin {
    private final Path target;

    private FixturePlugin(Path target) {
        this.target = target;
    }

    /** Compiles the class {@code fixture.Fixture} into {@code target/classes}. */
    static FixturePlugin compiled(Path target, String source) {
        try {
            Path file = Files.createDirectories(target.resolve("src/fixture")).resolve("Fixture.java");
            Files.writeString(file, "package fixture;\n" + source);
            Path classes = Files.createDirectories(target.resolve("classes"));
            JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
            StringWriter problems = new StringWriter();
            try (var files = compiler.getStandardFileManager(null, null, null)) {
                var task = compiler.getTask(problems, files, null, List.of("--release", "21", "-d", classes.toString()),
                        null,
                        files.getJavaFileObjects(file));
                task.setProcessors(List.of(new PatchbayProcessor()));
                if (!task.call()) {
                    throw new AssertionError(problems.toString());
                }
            }
            return new FixturePlugin(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Packs the classes into {@code target/fixture-1.0.0.jar}. */
    PluginJar packed() {
        return packed("");
    }

    /** Packs them with a manifest that requests grants. */
    PluginJar packed(String grants) {
        Path jar = target.resolve("fixture-1.0.0.jar");
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Plugin-Id", "fixture");
        attributes.putValue("Plugin-Version", "1.0.0");
        attributes.putValue("Plugin-Requires", ">=1.0.0 & <2.0.0");
        attributes.putValue("Patchbay-Grants", grants);
        Path classes = target.resolve("classes");
        try (OutputStream bytes = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(bytes, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PluginJar(jar, "fixture");
    }
}
