package dev.patchbay.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;

/** Other processors beside ours, sources from several rounds, and unusual places for classes. */
class RoundsTest {
    private static String contributing(String packageName, String name, String type) {
        String start = packageName.isEmpty() ? "" : "package " + packageName + ";\n";
        return start + String.format("""
                import dev.patchbay.api.*;
                import dev.patchbay.api.tool.Tool;
                @Contributes
                public final class %1$s {
                    @Tool(description = "d")
                    public %2$s a(@Description("x") %2$s x) { return x; }
                }
                """, name, type);
    }

    /** Generates one source in its first round. */
    private static final class Generator extends AbstractProcessor {
        private final String name;
        private final String source;
        private boolean done;

        Generator(String name, String source) {
            this.name = name;
            this.source = source;
        }

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!done) {
                done = true;
                try (Writer out = processingEnv.getFiler().createSourceFile(name).openWriter()) {
                    out.write(source);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return false;
        }
    }

    @Test
    void aTypeThatAnotherProcessorGeneratesIsWaitedFor() throws Exception {
        Generator generator = new Generator("p.Made", "package p;\npublic record Made(int size) {}\n");
        try (Compilation compilation = Compilation.with(List.of(new PatchbayProcessor(), generator),
                contributing("p", "C", "Made"))) {
            assertThat(compilation.errors()).isEmpty();
            assertThat(compilation.definitions().get("tools").get(0).get("outputSchema").toString()).contains("size");
        }
    }

    @Test
    void aContributingClassThatComesAfterTheGlueIsAnError() throws Exception {
        Generator generator = new Generator("p.Late", contributing("p", "Late", "int"));
        try (Compilation compilation = Compilation.with(List.of(new PatchbayProcessor(), generator),
                contributing("p", "C", "int"))) {
            assertThat(compilation.messages()).containsExactly("Class Late is generated after the plugin's glue; a"
                    + " contributing class must be there from the start");
        }
    }

    @Test
    void aClassWithoutPackageContributesToo() throws Exception {
        try (Compilation compilation = Compilation.of(contributing("", "C", "int"))) {
            assertThat(compilation.errors()).isEmpty();
            assertThat(compilation.file("META-INF/extensions.idx")).hasValue("PatchbayGlue\n");
            assertThat(compilation.glue()).isNotNull();
        }
    }

    @Test
    void generatedCodeOfSeveralPackagesDoesNotDependOnTheOrderOfSources() throws Exception {
        String one = contributing("a.b", "One", "java.util.List<String>");
        String other = contributing("a", "Other", "int").replace(" a(", " b(");
        try (Compilation first = Compilation.of(one, other); Compilation second = Compilation.of(other, one)) {
            assertThat(first.errors()).isEmpty();
            assertThat(first.files()).isEqualTo(second.files()).containsKeys("a/PatchbayGlue.class",
                    "a/b/OnePatchbayBinding.class");
        }
    }
}
