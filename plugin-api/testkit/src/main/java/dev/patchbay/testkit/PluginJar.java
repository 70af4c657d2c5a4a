package dev.patchbay.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The JAR of the plugin under test, as the build made it. Where classes are newer than it, because an IDE compiled them,
 * they are packed anew under the manifest of the JAR.
 *
 * @param path where it is
 * @param pluginId the plugin's id
 */
record PluginJar(Path path, String pluginId) {
    private static final String PLUGIN_ID = "Plugin-Id";
    private static final String GRANTS = "Patchbay-Grants";

    /**
     * Finds the JAR beside the compiled tests.
     *
     * @param testClass a test of the plugin's module
     * @param scratch where a JAR that is packed anew goes
     * @throws IllegalStateException if there is none
     */
    static PluginJar of(Class<?> testClass, Path scratch) {
        return in(buildFolder(testClass), scratch);
    }

    static PluginJar in(Path target, Path scratch) {
        try {
            Path jar = newestPlugin(target).orElseThrow(() -> new IllegalStateException("There is no plugin JAR in "
                    + target
                    + ": the pom's parent is patchbay-plugin-parent, and 'mvn process-test-classes' makes it"));
            Path classes = target.resolve("classes");
            if (isNewer(classes, jar)) {
                Path packed = scratch.resolve(String.valueOf(jar.getFileName()));
                pack(classes, manifest(jar), packed);
                return new PluginJar(packed, pluginId(jar).orElseThrow());
            }
            return new PluginJar(jar, pluginId(jar).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException("The plugin JAR in " + target + " cannot be read", e);
        }
    }

    /**
     * Writes the same JAR with other grants in its manifest, which a host in development mode gives.
     *
     * @param grants the grants
     * @param scratch where it goes
     */
    PluginJar withGrants(String grants, Path scratch) {
        Path granted = scratch.resolve("granted-" + path.getFileName());
        try (JarFile from = new JarFile(path.toFile())) {
            Manifest manifest = Optional.ofNullable(from.getManifest()).orElseGet(Manifest::new);
            manifest.getMainAttributes().putValue(GRANTS, grants);
            try (OutputStream bytes = Files.newOutputStream(granted);
                    JarOutputStream out = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry : from.stream().filter(each -> !each.isDirectory()).toList()) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new ZipEntry(entry.getName()));
                        try (InputStream content = from.getInputStream(entry)) {
                            content.transferTo(out);
                        }
                        out.closeEntry();
                    }
                }
            }
            // as old as the JAR, or the host would wait for the end of a copy
            Files.setLastModifiedTime(granted, Files.getLastModifiedTime(path));
        } catch (IOException e) {
            throw new UncheckedIOException("The plugin JAR " + path + " cannot be copied", e);
        }
        return new PluginJar(granted, pluginId);
    }

    private static Path buildFolder(Class<?> testClass) {
        CodeSource source = testClass.getProtectionDomain().getCodeSource();
        try {
            Path classes = Path.of(source.getLocation().toURI());
            return Optional.ofNullable(classes.getParent()).orElse(classes);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The compiled tests are at no file: " + source.getLocation(), e);
        }
    }

    private static Optional<Path> newestPlugin(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> pluginId(file).isPresent())
                    .max(Comparator.comparingLong(PluginJar::modified));
        }
    }

    private static boolean isNewer(Path classes, Path jar) throws IOException {
        if (!Files.isDirectory(classes)) {
            return false;
        }
        long packed = modified(jar);
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(Files::isRegularFile).anyMatch(file -> modified(file) > packed);
        }
    }

    private static void pack(Path classes, Manifest manifest, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream bytes = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(bytes, manifest)) {
            for (Path file : files) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                if (!name.equals(JarFile.MANIFEST_NAME)) {
                    out.putNextEntry(new ZipEntry(name));
                    Files.copy(file, out);
                    out.closeEntry();
                }
            }
        }
    }

    private static Optional<String> pluginId(Path jar) {
        try {
            return Optional.ofNullable(manifest(jar).getMainAttributes().getValue(PLUGIN_ID));
        } catch (IOException e) {
            return Optional.empty(); // half-written or no JAR: not the plugin
        }
    }

    private static Manifest manifest(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return Optional.ofNullable(file.getManifest()).orElseGet(Manifest::new);
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
