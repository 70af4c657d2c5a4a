package dev.patchbay.invocation.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.content.TextContent;
import dev.patchbay.api.spi.JsonText;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.CanonicalJson;
import dev.patchbay.catalog.ToolEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every result: nothing is lost, everything fits, and what a schema describes still is what it says. */
class CutPropertiesTest {
    private static final Map<String, Object> ENVELOPE = Map.of("type", "object", "required",
            List.of("items", "truncated"), "properties",
            Map.of("items", Map.of("type", "array", "items", Map.of("type", "object", "required", List.of("id"))),
                    "truncated", Map.of("type", "boolean"), "returned", Map.of("type", "integer"), "has_more",
                    Map.of("type", "boolean"), "next_cursor", Map.of("type", "string")));

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    private static Budget budget(Random random) {
        return new Budget(Budget.MIN_CHARS + random.nextInt(6000), Budget.MIN_TOKENS + random.nextInt(1500));
    }

    private static void fits(Results results, Budget budget, CallToolResult cut, String first) {
        assertThat(BlockSize.of(cut.content()).fitsIn(budget.room()))
                .as("%s in %s", BlockSize.of(cut.content()), budget)
                .isTrue();
        cut.structuredContent().ifPresent(json -> assertThat(JsonSize.compact(json).fitsIn(budget.room())).isTrue());
        for (String uri = first; !uri.isEmpty(); uri = next(results.page(uri))) {
            assertThat(Results.size(results.page(uri)).fitsIn(budget.room())).as(uri).isTrue();
        }
    }

    private static String next(List<ResourceContents> page) {
        String end = Results.text(page.getLast());
        int next = end.indexOf("The next page: ");
        return next < 0 ? "" : end.substring(next + 15, end.indexOf(", kept until"));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theShownTextAndThePagesTogetherAreTheWholeText(int seed) {
        Random random = new Random(seed);
        Budget budget = budget(random);
        Results results = new Results(budget);
        String whole = Results.text(random, 4 * budget.maxChars() + random.nextInt(20_000));

        CallToolResult cut = results.cut(CallToolResult.text(whole));

        String first = Results.rest(cut);
        StringBuilder joined = new StringBuilder(Results.text(cut.content().getFirst()));
        results.pages(first).forEach(page -> page.forEach(piece -> joined.append(Results.text(piece))));
        assertThat(joined.toString()).isEqualTo(whole);
        fits(results, budget, cut, first);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theShownItemsAndThoseOnThePagesTogetherAreAllItems(int seed) {
        Random random = new Random(seed);
        Budget budget = budget(random);
        Results results = new Results(budget);
        List<Object> items = new ArrayList<>(IntStream.range(0, 100 + random.nextInt(200))
                .mapToObj(number -> (Object) Results.item(random, number)).toList());
        boolean hasSchema = random.nextBoolean();
        ToolEntry tool = Results.tool(hasSchema ? ENVELOPE : null, "limit");
        CallToolResult whole = CallToolResult.structured(Map.of("items", items, "returned", items.size(), "has_more",
                false, "truncated", false, "next_cursor", "go on"));
        boolean hasMirror = random.nextBoolean();

        ResultBudget.Fitted fitted = results.fit(tool, hasMirror
                ? whole.withContent(List.of(ContentBlock.text("All of them:"),
                        ContentBlock.text(JsonLines.of(whole.structuredContent().orElseThrow()))))
                : whole);

        assertThat(fitted.what()).isEqualTo("cut");
        CallToolResult cut = fitted.result();
        Map<?, ?> envelope = (Map<?, ?>) cut.structuredContent().orElseThrow();
        assertThat(envelope.get("truncated")).isEqualTo(true);
        assertThat(envelope.get("has_more")).isEqualTo(true);
        assertThat(envelope.containsKey("next_cursor")).isFalse();
        List<?> shown = (List<?>) Objects.requireNonNull(envelope.get("items"));
        assertThat(envelope.get("returned")).isEqualTo(shown.size());
        tool.output().ifPresent(schema -> assertThat(schema.check(envelope)).isEmpty());
        assertThat(cut.content()).anySatisfy(block -> assertThat(Results.text(block))
                .isEqualTo(JsonText.of(envelope)));
        String first = Results.rest(cut);
        assertThat(envelope.get("rest")).isEqualTo(first);
        List<@Nullable Object> joined = new ArrayList<>(shown);
        List<String> texts = results.pages(first).stream().flatMap(List::stream).map(Results::text).toList();
        assertThat(texts.getLast()).isEqualTo("{\"next_cursor\":\"go on\"}");
        texts.subList(0, texts.size() - 1).forEach(text -> joined.addAll((List<?>) ParsedText.of(text).orElseThrow()));
        assertThat(CanonicalJson.text(joined)).isEqualTo(CanonicalJson.text(items));
        fits(results, budget, cut, first);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void contentOfManyKindsFitsAndNoneOfItIsLost(int seed) {
        Random random = new Random(seed);
        Budget budget = budget(random);
        Results results = new Results(budget);
        List<ContentBlock> blocks = new ArrayList<>();
        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            String text = Results.text(random, 1 + random.nextInt(800));
            texts.append(text);
            blocks.add(random.nextBoolean() ? ContentBlock.text(text) : Results.embedded("notes://" + i, text));
            if (random.nextInt(10) == 0) {
                blocks.add(ContentBlock.audio(new byte[random.nextInt(9000)], "audio/wav"));
            }
        }

        CallToolResult cut = results.cut(CallToolResult.of(blocks));

        String first = Results.rest(cut);
        StringBuilder joined = new StringBuilder();
        List<ContentBlock> shown = cut.content().subList(0, cut.content().size() - 2);
        shown.forEach(block -> BlockSize.text(block).ifPresent(part -> joined.append(part.text())));
        results.pages(first).forEach(page -> page.forEach(piece -> joined.append(Results.text(piece))));
        assertThat(joined.toString()).isEqualTo(texts.toString());
        assertThat(BlockSize.of(cut.content()).fitsIn(budget.room())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aValueThatIsNoListIsOutlinedAndKeptWhole(int seed) {
        Random random = new Random(seed);
        Budget budget = budget(random);
        Results results = new Results(budget);
        Map<String, Object> whole = Map.of("a", IntStream.range(0, 300).mapToObj(i -> Results.item(random, i)).toList(),
                "b", List.of(1, 2), "c", Results.text(random, 20_000), "d", 7);

        CallToolResult cut = results.cut(CallToolResult.structured(whole));

        Map<?, ?> outline = (Map<?, ?>) cut.structuredContent().orElseThrow();
        assertThat(outline.get("truncated")).isEqualTo(true);
        assertThat(outline.get("shown")).isEqualTo(Map.of("b", List.of(1, 2), "d", 7));
        assertThat(String.valueOf(outline.get("left_out"))).contains("a=array of 300, ", "c=text, ");
        StringBuilder joined = new StringBuilder();
        results.pages(Results.rest(cut)).forEach(page -> page.forEach(piece -> joined.append(Results.text(piece))));
        assertThat(ParsedText.isMirror(joined.toString(), whole)).isTrue();
        fits(results, budget, cut, Results.rest(cut));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverFitsIsLeftAsItIs(int seed) {
        Random random = new Random(seed);
        Budget budget = budget(random);
        String text = Results.text(random, random.nextInt(2 * budget.maxChars()));
        CallToolResult result = CallToolResult.text(text);

        boolean isSmall = TextSize.of(text).fitsIn(budget.room());

        assertThat(new Results(budget).cut(result) == result).isEqualTo(isSmall);
        assertThat(result.content()).containsExactly(new TextContent(text, result.content().getFirst().annotations()));
    }
}
