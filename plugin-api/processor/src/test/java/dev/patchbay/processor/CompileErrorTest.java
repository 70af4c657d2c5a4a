package dev.patchbay.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake an author can make, with the exact text, at the line it is reported for. */
class CompileErrorTest {
    static Stream<Mistake> mistakes() {
        return Stream.of(ContributionMistakes.methods(), ContributionMistakes.traits(), TypeMistakes.types(),
                TypeMistakes.members(), TypeMistakes.constraints(), TypeMistakes.values(), TypeMistakes.headers(),
                ContributionMistakes.resources(), ContributionMistakes.prompts(), ContributionMistakes.completions(),
                ContributionMistakes.classes()).flatMap(List::stream);
    }

    private static String contributing(String declaration, String body) {
        return """
                package p;
                import dev.patchbay.api.*;
                import dev.patchbay.api.completion.*;
                import dev.patchbay.api.prompt.*;
                import dev.patchbay.api.resource.*;
                import dev.patchbay.api.tool.*;
                import java.util.*;
                import org.jspecify.annotations.Nullable;
                """ + declaration + " {\n" + body + "\npublic enum Color { RED }\npublic record P(int a) {}\n}\n";
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsAnErrorAtItsLineThatSaysHowToMendIt(Mistake mistake) throws IOException {
        try (Compilation compilation = Compilation.of(contributing("@Contributes\npublic class C", mistake.body()))) {
            assertThat(compilation.isOk()).isFalse();
            assertThat(compilation.messages()).containsExactly(mistake.message());
            assertThat(compilation.errors().get(0)).contains(mistake.at());
            assertThat(compilation.files()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("declarations")
    void aClassThatCannotContributeIsAnErrorAtTheClass(Mistake mistake) throws IOException {
        String tool = "@Tool(description = \"d\") public void a() {}";
        try (Compilation compilation = Compilation.of(contributing(mistake.body(), tool))) {
            assertThat(compilation.messages()).containsExactly(mistake.message());
            assertThat(compilation.errors().get(0)).contains(mistake.at());
        }
    }

    static Stream<Mistake> declarations() {
        return Stream.of(
                new Mistake("@Contributes\nfinal class C", "class C",
                        "Class C is not public; make it and every class around it public"),
                new Mistake("@Contributes\npublic abstract class C", "class C",
                        "Class C is abstract; put @Contributes on a class that extends it"),
                new Mistake("@Contributes\npublic class C<T>", "class C",
                        "Class C is generic; put @Contributes on a class without type parameters"),
                new Mistake("public class C", "void a",
                        "Method a is marked @Tool, but its class C is not marked @Contributes; mark the class"),
                new Mistake("@Contributes @Scheme(\"a\")\npublic class C", "class C",
                        "Class C is marked @Scheme but is no ResourceConnector; implement it or drop @Scheme"));
    }

    @Test
    void anInterfaceCannotContribute() throws IOException {
        try (Compilation compilation = Compilation
                .of("package p;\n@dev.patchbay.api.Contributes\npublic interface I {}\n")) {
            assertThat(compilation.messages())
                    .containsExactly("Class I is not a class; @Contributes belongs on a class");
        }
    }

    @Test
    void twoClassesOfOnePluginCannotTakeDifferentConfigurations() throws IOException {
        String one = contributing("@Contributes\npublic class A", """
                public record X(@Description("x") int x) {}
                public A(X x) {}
                @Tool(description = "d") public void a() {}""");
        String other = contributing("@Contributes\npublic class B", """
                public record Y(@Description("y") int y) {}
                public B(Y y) {}
                @Tool(description = "d") public void b() {}""");
        try (Compilation compilation = Compilation.of(one, other)) {
            assertThat(compilation.messages()).containsExactly("Class B takes the configuration p.B.Y, but A takes"
                    + " p.A.X; use one record in every class of the plugin");
        }
    }

    @Test
    void aSchemeIsServedByAConnectorOrByMethodsNotByBoth() throws IOException {
        String read = "public ReadResourceResult read(String uri, dev.patchbay.api.call.Call call) { return null; }";
        String connector = contributing("@Contributes @Scheme(\"docs\")\npublic class A implements ResourceConnector",
                read);
        String second = contributing("@Contributes @Scheme(\"docs\")\npublic class B implements ResourceConnector",
                read);
        String methods = contributing("@Contributes\npublic class M",
                ContributionMistakes.resource("docs://a") + "public String a() { return \"\"; }");
        String without = contributing("@Contributes\npublic class W implements ResourceConnector", read);
        String illegal = contributing("@Contributes @Scheme(\"Docs\")\npublic class Z implements ResourceConnector",
                read);
        try (Compilation compilation = Compilation.of(connector, second, methods, without, illegal)) {
            assertThat(compilation.messages()).containsExactlyInAnyOrder(
                    "Class W is a ResourceConnector without a scheme; name it with @Scheme(\"…\")",
                    "Class Z serves 'Docs', which is not a URI scheme; use a lower-case letter, then letters, digits,"
                            + " '+', '-' or '.'",
                    "Class B serves the scheme 'docs', which A serves already; keep one",
                    "Method a serves 'docs://a', but the class A serves the whole scheme 'docs'; serve it there or use"
                            + " another scheme");
        }
    }

    @Test
    void internalTypesOfTheApiAreNotForPlugins() throws IOException {
        String internal = " uses dev.patchbay.api.spi.InvalidValueException, which is internal to Patchbay and may change"
                + " with every minor version; use types that are not marked @Internal";
        try (Compilation compilation = Compilation.of(contributing("@Contributes\npublic class C", """
                List<dev.patchbay.api.spi.InvalidValueException[]> f;
                void m(Map<String, ? extends dev.patchbay.api.spi.InvalidValueException> p)
                        throws dev.patchbay.api.spi.InvalidValueException {}
                @Tool(description = "d") public void a() {}"""))) {
            assertThat(compilation.messages()).containsExactly("'f'" + internal, "'m'" + internal, "'p'" + internal);
        }
    }

    @Test
    void manyMistakesAreReportedInOneCompilation() throws IOException {
        try (Compilation compilation = Compilation.of(contributing("@Contributes\npublic class C",
                "@Tool(description = \"\") public void a(float x) {}\n@Tool(description = \"\") void b() {}"))) {
            assertThat(compilation.messages()).hasSize(5);
        }
    }

    @Test
    void aMissingTypeIsLeftToTheCompiler() throws IOException {
        try (Compilation compilation = Compilation.of(contributing("@Contributes\npublic class C",
                "@Tool(description = \"d\") public void a(@Description(\"x\") Absent x) {}"))) {
            assertThat(compilation.messages()).singleElement().asString().startsWith("cannot find symbol");
        }
    }
}
