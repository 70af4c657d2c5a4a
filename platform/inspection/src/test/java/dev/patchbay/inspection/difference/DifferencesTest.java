package dev.patchbay.inspection.difference;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    @Test
    void namesEveryPlaceThatDiffersAndNoOther() {
        Map<String, Map<String, Object>> before = Map.of("gone", Map.of("name", "gone"), "find",
                Map.of("description", "Finds", "inputSchema",
                        Map.of("properties", Map.of("q", Map.of("maxLength", 10L)), "required", List.of("q"))));
        Map<String, Map<String, Object>> after = Map.of("find",
                Map.of("description", "Finds all", "inputSchema",
                        Map.of("properties", Map.of("q", Map.of("maxLength", new BigDecimal("10.0")), "bcc",
                                Map.of("type", "string")), "required", List.of("q", "bcc"))));
        assertThat(Differences.ofDefinitions("tool", before, after)).containsExactly(
                new Change("tool find", "description", Optional.of("Finds"), Optional.of("Finds all")),
                new Change("tool find", "inputSchema.properties.bcc", Optional.empty(), Optional.of("type: string")),
                new Change("tool find", "inputSchema.required", Optional.of("- q"), Optional.of("- q\n- bcc")),
                new Change("tool gone", "", Optional.of("name: gone"), Optional.empty()));
    }

    @Test
    void showsWhatDoesNotShow() {
        assertThat(Differences.of("tool x", Map.of("description", "a"), Map.of("description", "a\u202eb\u200bc")))
                .singleElement().extracting(Change::after).isEqualTo(Optional.of("a\\u{202e}b\\u{200b}c"));
        assertThat(Differences.ofTexts("grant", List.of("hosts: a"), List.of("hosts: a", "hosts: \u0430")))
                .singleElement().extracting(Change::kind).isEqualTo(Change.Kind.ADDED);
    }

    @Test
    void equalValuesDoNotDiffer() {
        Map<String, Object> value = Map.of("a", List.of(1L, Map.of("b", new BigDecimal("1.50"))));
        Map<String, Object> same = Map.of("a", List.of(1, Map.of("b", new BigDecimal("1.5"))));
        assertThat(Differences.of("x", value, same)).isEmpty();
    }
}
