package dev.patchbay.store.enablement;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.DuplicateException;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.TestEngine;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class ToolsetsTest {
    private final Toolsets toolsets;

    ToolsetsTest(TestEngine engine) {
        toolsets = new Toolsets(engine.emptied());
    }

    private static ToolsetEntry tool(String name) {
        return new ToolsetEntry(EntryKind.TOOL, name, null);
    }

    private static ToolOverride override(Map<String, Object> fixed) {
        return new ToolOverride("find", "Find", "Finds \"it\"\n\u6d4b", fixed, Set.of("limit", "offset"));
    }

    @Test
    void readsBackEntriesInTheirOrder() {
        List<ToolsetEntry> entries = List.of(tool("z"), tool("a"), new ToolsetEntry(EntryKind.PROMPT, "p*", null),
                new ToolsetEntry(EntryKind.RESOURCE, "notes://x/*", null),
                new ToolsetEntry(EntryKind.TEMPLATE, "notes://{id}", null),
                new ToolsetEntry(EntryKind.TOOL, "m", override(Map.of("org", "ours"))));
        toolsets.create(new Toolset("second", "The second", entries));
        toolsets.create(new Toolset("first", "", List.of()));
        assertThat(toolsets.all()).containsExactly(new Toolset("first", "", List.of()),
                new Toolset("second", "The second", entries));
        assertThat(toolsets.find("second").orElseThrow().entries()).containsExactlyElementsOf(entries);
        assertThat(toolsets.find("third")).isEmpty();
    }

    @Test
    void keepsTheOrderOfManyEntries() {
        List<ToolsetEntry> many = IntStream.range(0, 300).mapToObj(i -> tool("t" + (i * 7919) % 300)).toList();
        toolsets.create(new Toolset("many", "", many));
        assertThat(toolsets.find("many").orElseThrow().entries()).isEqualTo(many);
    }

    @Test
    void keepsFixedArgumentsOfEveryKindOfJson() {
        Map<String, Object> fixed = new LinkedHashMap<>();
        fixed.put("int", 1);
        fixed.put("long", 1L << 40);
        fixed.put("double", 0.5);
        fixed.put("whole", new BigDecimal("7"));
        fixed.put("huge", new BigInteger("123456789012345678901234567890"));
        fixed.put("decimal", new BigDecimal("0.10"));
        fixed.put("truth", true);
        fixed.put("nothing", null);
        fixed.put("list", Arrays.asList("a", null, List.of(2L), Map.of("deep", false)));
        toolsets.create(new Toolset("t", "", List.of(new ToolsetEntry(EntryKind.TOOL, "x", override(fixed)))));
        ToolOverride read = requireNonNull(toolsets.find("t").orElseThrow().entries().getFirst().override());
        assertThat(read).isEqualTo(override(fixed));
        assertThat(read.fixed().keySet()).containsExactlyElementsOf(fixed.keySet());
        assertThat(read.fixed()).containsEntry("int", 1L).containsEntry("double", new BigDecimal("0.5"))
                .containsEntry("whole", 7L).containsEntry("huge", new BigInteger("123456789012345678901234567890"));
    }

    @Test
    void doesNotMakeObjectsOfClassesThatTheTextNames() {
        Map<String, Object> fixed = Map.of("@class", "javax.naming.InitialContext", "list",
                List.of("com.sun.rowset.JdbcRowSetImpl", Map.of("dataSourceName", "ldap://127.0.0.1/x")));
        toolsets.create(new Toolset("t", "", List.of(new ToolsetEntry(EntryKind.TOOL, "x", override(fixed)))));
        assertThat(toolsets.find("t").orElseThrow().entries().getFirst().override()).isEqualTo(override(fixed));
    }

    @Test
    void cannotBeChangedThroughWhatItWasMadeOf() {
        List<Object> list = new ArrayList<>(List.of("a"));
        ToolOverride override = override(new LinkedHashMap<>(Map.of("list", list)));
        list.add("b");
        assertThat(override.fixed()).containsEntry("list", List.of("a"));
        assertThatThrownBy(() -> override.fixed().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> override(Map.of("x", Double.NaN))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> override(Map.of("x", new Object()))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object");
    }

    @Test
    void replacesAllEntries() {
        toolsets.create(new Toolset("t", "before", List.of(tool("a"), tool("b"), tool("c"))));
        Toolset after = new Toolset("t", "after", List.of(tool("c")));
        toolsets.update(after);
        assertThat(toolsets.all()).containsExactly(after);
    }

    @Test
    void refusesWhatIsTakenOrMissing() {
        Toolset toolset = new Toolset("t", "", List.of(tool("a")));
        toolsets.create(toolset);
        assertThatThrownBy(() -> toolsets.create(new Toolset("t", "", List.of(tool("b")))))
                .isInstanceOf(DuplicateException.class).hasMessage("toolset 't' exists already");
        assertThatThrownBy(() -> toolsets.update(new Toolset("gone", "", List.of())))
                .isInstanceOf(MissingException.class);
        assertThatThrownBy(() -> toolsets.delete("gone")).isInstanceOf(MissingException.class);
        assertThat(toolsets.all()).containsExactly(toolset);
        toolsets.delete("t");
        assertThat(toolsets.all()).isEmpty();
    }

    @Test
    void refusesEntriesThatMakeNoSense() {
        assertThatThrownBy(() -> tool("a*b")).hasMessageContaining("last character");
        assertThatThrownBy(() -> tool("")).hasMessageContaining("empty");
        assertThatThrownBy(() -> new ToolsetEntry(EntryKind.PROMPT, "p", override(Map.of())))
                .hasMessageContaining("only tools");
        assertThatThrownBy(() -> new ToolsetEntry(EntryKind.TOOL, "p*", override(Map.of())))
                .hasMessageContaining("many tools");
        assertThatThrownBy(() -> new Toolset("t", "", List.of(tool("find"),
                new ToolsetEntry(EntryKind.TOOL, "x", override(Map.of()))))).hasMessageContaining("'find' twice");
    }
}
