package dev.patchbay.tests.plugins;

import dev.patchbay.api.Contributes;
import dev.patchbay.processor.PatchbayProcessor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/** A plugin as an author writes it: one annotated class, compiled with the annotation processor and packed. */
public final class WrittenPlugin {
    private static final String IMPORTS = """
            package dev.example;
            import dev.patchbay.api.*;
            import dev.patchbay.api.call.*;
            import dev.patchbay.api.tool.*;
            import java.nio.file.*;
            import java.util.*;
            import java.util.concurrent.*;
            """;

    private WrittenPlugin() {}

    /**
     * Compiles and packs a plugin.
     *
     * @param id its id
     * @param version its version
     * @param type its one class, {@code Plugin}, from {@code public} on
     * @return the bytes of the JAR
     */
    public static byte[] jar(String id, String version, String type) {
        try {
            Path classes = Files.createTempDirectory("written-plugin");
            try {
                compile(IMPORTS + "@Contributes " + type, classes);
                return pack(classes, manifest(id, version));
            } finally {
                delete(classes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a JAR with another version in its manifest, as the next release of the same code. */
    static byte[] withVersion(byte[] jar, String version) {
        return withAttribute(jar, "Plugin-Version", version);
    }

    /** Copies a JAR that requests grants. */
    static byte[] withGrants(byte[] jar, String grants) {
        return withAttribute(jar, "Patchbay-Grants", grants);
    }

    private static byte[] withAttribute(byte[] jar, String name, String value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream old = new ZipInputStream(new ByteArrayInputStream(jar));
                ZipOutputStream copy = new ZipOutputStream(out)) {
            for (ZipEntry entry = old.getNextEntry(); entry != null; entry = old.getNextEntry()) {
                copy.putNextEntry(new ZipEntry(entry.getName()));
                if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    Manifest manifest = new Manifest(old);
                    manifest.getMainAttributes().put(new Attributes.Name(name), value);
                    manifest.write(copy);
                } else {
                    old.transferTo(copy);
                }
                copy.closeEntry();
            }
            copy.finish();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts bytes at a place in one step, as a move does. */
    public static void moveTo(Path place, byte[] bytes) {
        try {
            Path beside = place.resolveSibling("." + place.getFileName() + ".part");
            Files.write(beside, bytes);
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(String source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT,
                StandardCharsets.UTF_8)) {
            List<String> options = List.of("--release", "21", "-d", classes.toString(), "-classpath", api());
            JavaCompiler.CompilationTask task = compiler.getTask(messages, files, null, options, null,
                    List.of(new Source(source)));
            task.setProcessors(List.of(new PatchbayProcessor()));
            if (!task.call()) {
                throw new IllegalArgumentException("The plugin does not compile:\n" + messages);
            }
        }
    }

    private static String api() {
        return place(Contributes.class) + System.getProperty("path.separator") + place(NullMarked.class);
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Manifest manifest(String id, String version) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(new Attributes.Name("Plugin-Id"), id);
        attributes.put(new Attributes.Name("Plugin-Version"), version);
        attributes.put(new Attributes.Name("Plugin-Requires"), ">=1.0.0 & <2.0.0");
        return manifest;
    }

    private static byte[] pack(Path classes, Manifest manifest) throws IOException {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (JarOutputStream entries = new JarOutputStream(jar, manifest); Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
        return jar.toByteArray();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("memory:///dev/example/Plugin.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
