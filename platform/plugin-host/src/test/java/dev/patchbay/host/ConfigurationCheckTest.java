package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigurationCheckTest {
    private static final Map<String, Object> SCHEMA = Map.of("type", "object", "additionalProperties", false,
            "properties", Map.of("hostname", Map.of("type", "string"), "port",
                    Map.of("type", "integer", "minimum", 1L, "maximum", 65535L), "password",
                    Map.of("type", "string", "writeOnly", true, "format", "secret"), "pool",
                    Map.of("type", "object", "additionalProperties", false, "properties",
                            Map.of("size", Map.of("type", "integer")))),
            "required", List.of("hostname"));

    private static String problems(Map<String, Object> configuration) {
        return String.join("\n", ConfigurationCheck.problems(Optional.of(SCHEMA), configuration));
    }

    @Test
    void acceptsWhatFits() {
        assertThat(problems(Map.of("hostname", "db", "port", 5432L, "password", "x", "pool", Map.of("size", 3L))))
                .isEmpty();
    }

    @Test
    void tellsAllProblemsAtOnceWithSuggestions() {
        assertThat(problems(Map.of("hostnme", "db", "port", 70000L, "pool", Map.of("siez", 3L))))
                .contains("'hostnme' is unknown; did you mean 'hostname'?", "'pool.siez' is unknown; did you mean"
                        + " 'pool.size'?", "port", "70000", "hostname");
    }

    @Test
    void namesAWrongType() {
        assertThat(problems(Map.of("hostname", "db", "port", "many"))).contains("'port'", "integer");
    }

    @Test
    void neverShowsASecret() {
        assertThat(problems(Map.of("hostname", "db", "password", Map.of("text", "hunter2"))))
                .contains("'password'", "secret").doesNotContain("hunter2");
        assertThat(problems(Map.of("hostname", "db", "password", List.of("hunter2")))).contains("'password'")
                .doesNotContain("hunter2");
    }

    @Test
    void knowsAPluginThatTakesNone() {
        assertThat(ConfigurationCheck.problems(Optional.empty(), Map.of("x", 1L))).singleElement().asString()
                .contains("'x' is unknown");
        assertThat(ConfigurationCheck.problems(Optional.empty(), Map.of())).isEmpty();
    }
}
