package dev.patchbay.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.spi.StartedPlugin;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HelloTest {
    private static final String HELLO = """
            package hello;
            import dev.patchbay.api.*;
            import dev.patchbay.api.tool.Tool;
            @Contributes
            public final class Hello {
                @Tool(description = "Greets somebody by name")
                public String sayHello(@Description("Whom to greet") String name) {
                    return "Hello, " + name + "!";
                }
            }
            """;

    @Test
    void theSmallestPluginGetsIndexDefinitionsAndGlue() throws Exception {
        try (Compilation compilation = Compilation.of(HELLO)) {
            assertThat(compilation.errors()).isEmpty();
            assertThat(compilation.file("META-INF/extensions.idx")).hasValue("hello.PatchbayGlue\n");
            assertThat(compilation.file("META-INF/patchbay/definitions.json")).hasValue(
                    "{\"formatVersion\":1,\"apiVersion\":\"1.0.0\",\"glue\":\"hello.PatchbayGlue\",\"dynamic\":false,"
                            + "\"tools\":[{\"name\":\"say_hello\",\"description\":\"Greets somebody by name\","
                            + "\"inputSchema\":{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\","
                            + "\"description\":\"Whom to greet\"}},\"required\":[\"name\"],"
                            + "\"additionalProperties\":false},\"annotations\":{\"readOnlyHint\":false,"
                            + "\"destructiveHint\":true,\"idempotentHint\":false,\"openWorldHint\":true},"
                            + "\"traits\":{\"heavy\":false,\"cacheSeconds\":0,\"cacheShared\":false,"
                            + "\"deadlineSeconds\":0}}],\"resources\":[],\"resourceTemplates\":[],\"schemes\":[],"
                            + "\"prompts\":[],\"completions\":[]}");
            StartedPlugin plugin = compilation.glue().start(new FakeContext(), Map.of());
            assertThat(plugin.declared().tools()).singleElement().satisfies(tool -> {
                assertThat(tool.definition().name()).isEqualTo("say_hello");
                assertThat(tool.handler().call(new FakeCall(Map.of("name", "Ada"))).content())
                        .containsExactly(ContentBlock.text("Hello, Ada!"));
            });
        }
    }

    @Test
    void aCompilationWithoutContributionsIsLeftAlone() throws Exception {
        try (Compilation compilation = Compilation.of("package a;\npublic class Plain {}\n")) {
            assertThat(compilation.errors()).isEmpty();
            assertThat(compilation.files()).containsOnlyKeys("a/Plain.class");
        }
    }

    @Test
    void theSameSourceGivesTheSameBytes() throws Exception {
        try (Compilation one = Compilation.of(HELLO); Compilation other = Compilation.of(HELLO)) {
            assertThat(one.files()).isEqualTo(other.files()).isNotEmpty();
        }
    }
}
