package dev.patchbay.inspection.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.inspection.lint.LintSets.Case;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LinterTest {
    private static String rates(List<Case> cases) {
        return cases.stream().collect(Collectors.groupingBy(Case::family, TreeMap::new, Collectors.toList())).entrySet()
                .stream()
                .map(family -> family.getKey() + " " + family.getValue().stream().filter(Case::isFlagged).count()
                        + "/" + family.getValue().size())
                .collect(Collectors.joining(", "));
    }

    @Test
    void everyPoisonedDefinitionOfTheKnownFamiliesIsFlagged() {
        List<Case> known = LintSets.poisoned().stream().filter(each -> each.split().equals("tune")).toList();
        assertThat(known).hasSizeGreaterThanOrEqualTo(300);
        assertThat(known.parallelStream().filter(each -> !each.isFlagged()).toList())
                .map(each -> each.family() + " " + each.text())
                .isEmpty();
    }

    @Test
    void atMostOneInAHundredCleanDefinitionsIsFlagged() {
        List<Case> clean = LintSets.clean();
        assertThat(clean).hasSize(1_000);
        List<String> flagged = clean.parallelStream().filter(Case::isFlagged)
                .map(each -> each.family() + " " + each.text() + " " + Linter.findings(each.offer()).getFirst())
                .toList();
        assertThat(flagged).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void ofFamiliesNobodyLookedAtSomeAreFlaggedToo() {
        List<Case> held = LintSets.poisoned().stream().filter(each -> each.split().equals("hold")).toList();
        long flagged = held.stream().filter(Case::isFlagged).count();
        // 40 of 168 when this was written; told in docs/approval.md
        assertThat(flagged).as(rates(held)).isGreaterThanOrEqualTo(36);
    }

    private static List<String> codes(String name, String description, String... otherTools) {
        return Linter.findings(new Offer(Map.of(), Map.of(name, Map.of("name", name, "description", description)),
                Map.of(), Map.of(), List.of(otherTools))).stream().map(Finding::code).toList();
    }

    @Test
    void findsNamesThatLookLikeOthers() {
        assertThat(codes("r\u0435ad_file", "Reads", "read_file")).contains("look_alike");
        assertThat(codes("Read_File", "Reads", "read_file")).contains("look_alike");
        assertThat(
                Linter.findings(Offer.ofTools(Map.of("list", Map.of("name", "list"), "1ist", Map.of("name", "1ist")))))
                .map(Finding::code).contains("look_alike");
        assertThat(codes("read_files", "Reads", "read_file")).isEmpty();
    }

    @Test
    void findsToolsOfOthersThatAreMentionedAndNotItsOwn() {
        assertThat(codes("a", "Works like notes_search.", "notes_search")).containsExactly("other_tool");
        assertThat(codes("a", "The search tool is slow.", "search")).containsExactly("other_tool");
        assertThat(codes("a", "Searches with a search index.", "search")).isEmpty();
        assertThat(codes("notes_search", "Use notes_search for notes.", "notes_search")).isEmpty();
    }

    @Test
    void findsCharactersThatDoNotShowAndLeavesThoseThatLanguagesNeed() {
        assertThat(codes("a", "x\u202ey")).contains("bidi");
        assertThat(codes("a", "x\u200by")).contains("zero_width");
        assertThat(codes("a", "x\u001b[8my")).contains("control");
        assertThat(codes("a", "x" + Character.toString(0xE0041))).contains("tag_characters");
        assertThat(codes("a", "x" + Character.toString(0xE0101))).contains("variation_selectors");
        assertThat(codes("a", "p\u0430ypal")).contains("mixed_scripts");
        assertThat(codes("a", "x".repeat(7_000))).contains("length");
        assertThat(codes("a", "Short." + " ".repeat(60) + "Hidden.")).contains("padding");
        assertThat(codes("a", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u2764\ufe0f "
                + "\ud83d\udc69\u200d\ud83d\udcbb \u0434\u0435\u043b\u043e na\u00efve\u00a0caf\u00e9")).isEmpty();
    }

    @Test
    void showsWhereAndWhatWithNothingHidden() {
        Finding finding = Linter.findings(Offer.ofTools(Map.of("add", Map.of("name", "add", "inputSchema",
                Map.of("properties", Map.of("x", Map.of("description", "A \u202enumber"))))))).getFirst();
        assertThat(finding.where()).isEqualTo("tool add: inputSchema.properties.x.description");
        assertThat(finding.excerpt()).contains("\\u{202e}");
        assertThat(finding.severity()).isEqualTo(Severity.DANGER);
    }

    @Test
    void readsALongTextInShortTime() {
        String nasty = "please ignore the the the ".repeat(3_900) + "a b ".repeat(500);
        long before = System.nanoTime();
        codes("a", nasty);
        assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
    }
}
