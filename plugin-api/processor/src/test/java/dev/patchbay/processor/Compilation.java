package dev.patchbay.processor;

import dev.patchbay.api.spi.PluginGlue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sources compiled with the processor as an author's build does it: release 21, all lint, warnings as errors. */
final class Compilation implements AutoCloseable {
    private static final Pattern NAME = Pattern
            .compile("^(?:public |final |abstract |sealed )*(?:class|record|interface|enum) (\\w+)", Pattern.MULTILINE);
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);

    private final Path folder;
    private final boolean ok;
    private final List<Diagnostic<? extends JavaFileObject>> diagnostics;
    private final URLClassLoader loader;

    private Compilation(Path folder, boolean ok, List<Diagnostic<? extends JavaFileObject>> diagnostics)
            throws IOException {
        this.folder = folder;
        this.ok = ok;
        this.diagnostics = diagnostics;
        this.loader = new URLClassLoader(new URL[]{folder.toUri().toURL()}, PluginGlue.class.getClassLoader());
    }

    /** Compiles sources, each of which begins with its package and holds its public type first. */
    static Compilation of(String... sources) {
        return with(List.of(new PatchbayProcessor()), sources);
    }

    static Compilation with(List<? extends Processor> processors, String... sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(collector, null, StandardCharsets.UTF_8)) {
            Path folder = Files.createTempDirectory("plugin");
            List<String> options = List.of("--release", "21", "-d", folder.toString(), "-Werror",
                    "-Xlint:all,-processing,-classfile,-options", "-classpath", System.getProperty("java.class.path"));
            List<JavaFileObject> units = new ArrayList<>();
            for (String source : sources) {
                units.add(new Source(source));
            }
            JavaCompiler.CompilationTask task = compiler.getTask(null, files, collector, options, null, units);
            task.setProcessors(processors);
            boolean ok = task.call();
            return new Compilation(folder, ok, collector.getDiagnostics());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///" + path(text)), Kind.SOURCE);
            this.text = text;
        }

        private static String path(String text) {
            Matcher name = NAME.matcher(text);
            Matcher packageName = PACKAGE.matcher(text);
            String folder = packageName.find() ? packageName.group(1).replace('.', '/') + "/" : "";
            if (!name.find()) {
                throw new IllegalArgumentException("no type in " + text);
            }
            return folder + name.group(1) + ".java";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    boolean isOk() {
        return ok;
    }

    /** Returns each error as the source text of its line and its message. */
    List<String> errors() {
        return diagnostics.stream().map(Compilation::describe).toList();
    }

    private static String describe(Diagnostic<? extends JavaFileObject> diagnostic) {
        try {
            String line = diagnostic.getSource() == null ? ""
                    : diagnostic.getSource().getCharContent(true).toString().lines()
                            .skip(diagnostic.getLineNumber() - 1).findFirst().orElse("").strip() + " -> ";
            return line + diagnostic.getMessage(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the messages of the errors. */
    List<String> messages() {
        return diagnostics.stream().map(diagnostic -> diagnostic.getMessage(null)).toList();
    }

    List<Diagnostic<? extends JavaFileObject>> diagnostics() {
        return diagnostics;
    }

    Optional<String> file(String path) {
        try {
            Path file = folder.resolve(path);
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode definitions() {
        return JsonMapper.shared().readTree(file("META-INF/patchbay/definitions.json")
                .orElseThrow(() -> new AssertionError("not compiled: " + String.join("\n", errors()))));
    }

    PluginGlue glue() throws ReflectiveOperationException {
        String name = file("META-INF/extensions.idx")
                .orElseThrow(() -> new AssertionError("not compiled: " + String.join("\n", errors()))).strip();
        return (PluginGlue) loader.loadClass(name).getConstructor().newInstance();
    }

    /** Calls a static method of a compiled class without parameters. */
    Object call(String className, String method) throws ReflectiveOperationException {
        Method found = loader.loadClass(className).getMethod(method);
        return found.invoke(null);
    }

    Map<String, String> files() {
        try (Stream<Path> paths = Files.walk(folder)) {
            Map<String, String> files = new java.util.TreeMap<>();
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(path).toString(),
                        Files.readString(path, StandardCharsets.ISO_8859_1));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
