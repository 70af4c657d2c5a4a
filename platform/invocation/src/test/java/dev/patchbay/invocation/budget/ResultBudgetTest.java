package dev.patchbay.invocation.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.api.content.BlobResourceContents;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.ResourceLink;
import dev.patchbay.api.spi.JsonText;
import dev.patchbay.api.tool.CallToolResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultBudgetTest {
    private static final Budget SMALL = new Budget(4000, 1000);
    private static final CallToolResult LONG = CallToolResult.text("a line of text\n".repeat(2000));

    private final Results results = new Results(SMALL);

    private static List<Object> items(int count) {
        return IntStream.range(0, count).mapToObj(i -> (Object) Map.of("id", i, "text", "x".repeat(50))).toList();
    }

    private static Map<String, Object> closed(String... members) {
        Map<String, Object> properties = new HashMap<>(
                Map.of("items", Map.of("type", "array")));
        for (String member : members) {
            properties.put(member, Map.of());
        }
        return Map.of("type", "object", "additionalProperties", false, "properties", properties);
    }

    @Test
    void onlyWhoGotTheResultReadsTheRest() {
        String rest = Results.rest(results.cut(LONG));

        assertThat(results.station.page("ada", rest)).isPresent();
        assertThat(results.station.page("bob", rest)).isEmpty();
        assertThat(results.station.page("ada", rest + "7")).isEmpty();
        assertThat(results.station.page("ada", "patchbay-result://guessed/2")).isEmpty();
        assertThat(results.station.page("ada", "patchbay-result://")).isEmpty();
        assertThat(results.station.page("ada", "notes://1")).isEmpty();
    }

    @Test
    void theRestIsForgottenWhenItsTimeIsOver() {
        String rest = Results.rest(results.cut(LONG));

        results.clock.pass(Duration.ofMinutes(10).minusMillis(1));
        assertThat(results.station.page("ada", rest)).isPresent();
        results.clock.pass(Duration.ofMillis(1));
        assertThat(results.station.page("ada", rest)).isEmpty();
    }

    @Test
    void nothingIsKeptOfAResultThatNobodyGot() {
        ResultBudget.Fitted fitted = results.station
                .fit(new BudgetedCall("ada", "team_list", Map.of(), Results.tool(null)), LONG, 0);

        assertThat(results.station.page("ada", Results.rest(fitted.result()))).isEmpty();
        fitted.keep().run();
        assertThat(results.station.page("ada", Results.rest(fitted.result()))).isPresent();
    }

    @Test
    void aResultThatComesAgainIsNotCutAgain() {
        CallToolResult first = results.cut(LONG);

        assertThat(results.cut(LONG)).isSameAs(first);
        assertThat(results.cut(CallToolResult.text(Results.text(LONG.content().getFirst())))).isNotSameAs(first);
        results.own.put("ada", new Budget(2500, 600));
        assertThat(results.cut(LONG)).isNotSameAs(first);
        results.own.clear();
        results.clock.pass(Duration.ofMinutes(6));
        assertThat(results.cut(LONG)).isNotSameAs(first);
    }

    @Test
    void aClientWithABudgetOfItsOwnGetsThat() {
        results.own.put("ada", Budget.NONE);
        assertThat(results.cut(LONG)).isSameAs(LONG);

        results.own.put("ada", new Budget(2000, 500));
        assertThat(BlockSize.of(results.cut(LONG).content()).chars()).isLessThan(2000);
    }

    @Test
    void aCountOfBytesThatSurelyFitsIsBelieved() {
        ResultBudget.Fitted fitted = results.station
                .fit(new BudgetedCall("ada", "team_list", Map.of(), Results.tool(null)), LONG, 100);

        assertThat(fitted.result()).isSameAs(LONG);
    }

    @Test
    void saysWhatIsShownWhereTheRestIsAndHowToAskForLess() {
        CallToolResult cut = results.fit(Results.tool(null, "limit", "fields", "cursor", "since"),
                CallToolResult.structured(Map.of("items", items(500)))).result();

        String note = Results.text(cut.content().get(1));
        assertThat(note).startsWith("[This result was cut: ").contains(" of 500 items are shown",
                "4000 characters, 1000 tokens", Results.rest(cut), "2026-01-01T00:10:00Z", "'limit'", "'fields'",
                "'cursor'", "'since'");
        Map<?, ?> meta = (Map<?, ?>) cut.meta().get(ResultBudget.META);
        assertThat(meta).isEqualTo(Map.of("truncated", true, "rest", Results.rest(cut), "pages",
                results.pages(Results.rest(cut)).size(), "expires_at", "2026-01-01T00:10:00Z"));
    }

    @Test
    void whatTheSchemaDoesNotAllowIsLeftOut() {
        Map<String, Object> whole = Map.of("items", items(500), "truncated", false, "next_cursor", "c");

        Map<?, ?> cut = (Map<?, ?>) results.fit(Results.tool(closed("truncated", "next_cursor")),
                CallToolResult.structured(whole)).result().structuredContent().orElseThrow();

        assertThat(cut.keySet().stream().map(String::valueOf).toList()).containsExactlyInAnyOrder("items", "truncated");
    }

    @Test
    void aCursorThatTheSchemaWantsStays() {
        Map<String, Object> schema = Map.of("type", "object", "required", List.of("next_cursor"), "properties",
                Map.of("next_cursor", Map.of("type", "string")));

        CallToolResult cut = results.fit(Results.tool(schema), CallToolResult.structured(
                Map.of("items", items(500), "next_cursor", "c"))).result();

        assertThat(((Map<?, ?>) cut.structuredContent().orElseThrow()).get("next_cursor")).isEqualTo("c");
    }

    @Test
    void aResultThatCannotBeCutByItsSchemaIsAnErrorThatHelps() {
        Map<String, Object> whole = Map.of("items", items(500));

        ResultBudget.Fitted fitted = results.fit(Results.tool(closed(), "per_page"), CallToolResult.structured(whole));

        assertThat(fitted.what()).isEqualTo("refused");
        assertThat(fitted.result().isError()).isTrue();
        assertThat(fitted.result().structuredContent()).isEmpty();
        assertThat(Results.text(fitted.result().content().getFirst())).contains("The call was made", "'per_page'",
                "output schema");
        assertThat(fitted.result().meta().get("dev.patchbay/error")).isEqualTo(Map.of("code", "result_too_large",
                "retryable", false, "suggestions", List.of("Set 'per_page' to a smaller number.")));
        String all = String.join("", results.pages(Results.rest(fitted.result())).stream().flatMap(List::stream)
                .map(Results::text).toList());
        assertThat(all.replace("][", ",")).isEqualTo(JsonText.of(items(500)));
    }

    @Test
    void anArrayWithASchemaHasNoPlaceToSayThatItWasCut() {
        assertThat(results.fit(Results.tool(Map.of("type", "array")), CallToolResult.structured(items(500))).what())
                .isEqualTo("refused");
        Map<?, ?> withoutSchema = (Map<?, ?>) results.cut(CallToolResult.structured(items(500))).structuredContent()
                .orElseThrow();
        assertThat(withoutSchema.get("total")).isEqualTo(500);
        assertThat(withoutSchema.get("truncated")).isEqualTo(true);
    }

    @Test
    void anErrorOfAToolIsCutWhateverItsSchemaSays() {
        CallToolResult cut = results.fit(Results.tool(closed()), CallToolResult.structured(
                Map.of("items", items(500))).asError()).result();

        assertThat(cut.isError()).isTrue();
        assertThat(cut.structuredContent()).isPresent();
    }

    @Test
    void structuredContentThatFitsCompactIsWrittenSoInsteadOfBeingCut() {
        Map<String, Object> deep = Map.of("rows", IntStream.range(0, 120)
                .mapToObj(i -> List.of(List.of(List.of(i, i, i)))).toList());
        CallToolResult whole = CallToolResult.structured(deep);

        CallToolResult fitted = results.cut(whole);

        assertThat(JsonSize.indented(deep).fitsIn(SMALL.room())).isFalse();
        assertThat(fitted.structuredContent()).isEqualTo(whole.structuredContent());
        assertThat(fitted.content()).containsExactly(ContentBlock.text(JsonText.of(deep)));
        assertThat(results.cut(whole.withContent(List.of(ContentBlock.text(JsonLines.of(deep))))).content())
                .containsExactly(ContentBlock.text(JsonText.of(deep)));
    }

    @Test
    void aTextThatIsAListIsCutBetweenItsItems() {
        String text = JsonLines.of(Map.of("issues", items(300), "page", 3));

        CallToolResult cut = results.cut(CallToolResult.text(text));

        Map<?, ?> shown = (Map<?, ?>) ParsedText.of(Results.text(cut.content().getFirst())).orElseThrow();
        int count = ((List<?>) Objects.requireNonNull(shown.get("issues"))).size();
        assertThat(count).isBetween(10, 299);
        assertThat(shown.get("truncated")).isEqualTo(true);
        assertThat(shown.get("page")).isEqualTo(3);
        List<String> rest = results.pages(Results.rest(cut)).stream().flatMap(List::stream).map(Results::text).toList();
        assertThat(rest.getFirst()).startsWith("[{").contains("\"id\":" + count)
                .doesNotContain("\"id\":" + (count - 1) + ",");
    }

    @Test
    void aSoundIsReplacedByALinkToAPageOfItsOwn() {
        byte[] sound = new byte[20_000];
        CallToolResult cut = results.cut(CallToolResult.of(List.of(ContentBlock.text("before"),
                ContentBlock.audio(sound, "audio/wav"), ContentBlock.text("after"))));

        assertThat(cut.content()).hasSize(4);
        assertThat(Results.text(cut.content().get(2))).isEqualTo("after");
        ResourceLink link = (ResourceLink) cut.content().get(1);
        assertThat(link.mimeType()).isEqualTo(Optional.of("audio/wav"));
        BlobResourceContents page = (BlobResourceContents) results.page(link.uri()).getFirst();
        assertThat(page.blob()).isEqualTo(sound);
        assertThat(Results.text(cut.content().getLast())).contains("Links stand for 1 large parts");
    }

    @Test
    void aPictureCountsAsModelsThatSeeCountIt() {
        CallToolResult picture = CallToolResult.of(List.of(ContentBlock.image(new byte[900_000], "image/png")));

        assertThat(new Results(Budget.DEFAULT).cut(picture)).isSameAs(picture);
        assertThat(Results.text(results.cut(picture).content().getLast())).contains("Links stand for");
    }

    @Test
    void anItemThatFitsOnNoPageIsCutInsideAndSaysSo() {
        CallToolResult cut = results.cut(CallToolResult.structured(Map.of("items", List.of("small",
                "y".repeat(10_000), "end"))));

        String first = Results.rest(cut);
        assertThat(Results.text(results.page(first).getLast())).contains("It ends inside a line or item");
        String all = String.join("", results.pages(first).stream().flatMap(List::stream).map(Results::text).toList());
        assertThat(all).isEqualTo("\"" + "y".repeat(10_000) + "\"[\"end\"]");
    }

    @Test
    void whatIsMoreThanIsKeptIsLostAndSaysSo() {
        Results few = new Results(new BudgetOptions(SMALL, Duration.ofMinutes(1), 10, 10, 1 << 20, 15_000));

        CallToolResult cut = few.cut(LONG);
        CallToolResult refused = few.fit(Results.tool(closed()), CallToolResult.structured(
                Map.of("items", items(500)))).result();

        assertThat(Results.text(cut.content().getLast())).contains("The rest is not kept.");
        assertThat(Results.text(refused.content().getLast())).doesNotContain("patchbay-result");
        assertThat(JsonText.of(few.cut(CallToolResult.structured(items(500))).structuredContent().orElseThrow()))
                .contains("truncated").doesNotContain("patchbay-result");
    }

    @Test
    void countsMoreTokensForOtherScripts() {
        assertThat(TextSize.of("abcdefgh").tokens()).isEqualTo(2);
        assertThat(TextSize.of("ééàà").tokens()).isEqualTo(2);
        assertThat(TextSize.of("字字").tokens()).isEqualTo(2);
        assertThat(TextSize.of("abcde").tokens()).isEqualTo(2);
    }

    @Test
    void refusesABudgetWithoutRoomForTheLink() {
        assertThatThrownBy(() -> new Budget(1999, 500)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2000");
        assertThatThrownBy(() -> new Budget(2000, 499)).isInstanceOf(IllegalArgumentException.class);
    }
}
